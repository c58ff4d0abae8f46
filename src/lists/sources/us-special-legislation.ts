import { mappedSource } from '../mapping/source.ts';

/**
 * USA: those named under acts of their own: the Iran, North Korea and Syria Nonproliferation Act (INKSNA), section
 * 1286 (research institutions) and section 353 (corruption in Central America). One file for each act.
 */
export const usSpecialLegislation = mappedSource({
  id: 'us_special_leg',
  title: 'US special legislative lists',
  authority: 'US Department of State and US Department of Defense',
  jurisdiction: 'us',
  regimes: ['proliferation', 'corruption', 'country'],
  homepage: 'https://www.state.gov/iran-north-korea-and-syria-nonproliferation-act-sanctions/',
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions); original: US government work, public domain',
  rhythm: { text: 'a few times a year', maxAgeHours: 24 * 400 },
  file: {
    format: 'csv',
    names: ['inksna.csv', 'section_1286.csv', 'section_353.csv'],
    header: { find: ['schema', 'name', 'program', 'report-date'] },
  },
  entity: {
    id: { prefix: 'us-spleg', key: ['program', 'schema', 'name', 'country'], digest: true },
    schema: {
      cases: ['Person', 'Company'].map((schema) => ({
        when: [{ column: 'schema', matches: `^${schema}$` }],
        schema,
      })),
    },
    merge: true,
  },
  columns: [
    { column: 'name', property: 'name', quality: 'primary' },
    { column: 'aliases', property: 'alias', split: { quoted: ';' } },
    { column: 'country', property: 'country', split: ';', country: true },
    { column: 'topics', property: 'topics', split: ';' },
    { column: 'notes', property: 'notes' },
    {
      column: 'program',
      property: 'keywords',
      replace: [
        ['^Nonproliferation.*$', 'proliferation'],
        ['^Section 353.*$', 'corruption'],
        ['^Section 1286.*$', ''],
      ],
    },
    { column: 'program', property: 'program', on: 'sanction' },
    { column: 'authority', property: 'authority', on: 'sanction' },
    { column: 'reason', property: 'reason', on: 'sanction' },
    { column: 'report-date', property: 'date', on: 'sanction', date: {} },
    { column: 'start-date', property: 'startDate', on: 'sanction', date: {} },
    { column: 'end-date', property: 'endDate', on: 'sanction', date: {} },
    { column: 'source_url', property: 'sourceUrl', on: 'sanction' },
  ],
  sanction: { key: ['program', 'report-date', 'source_url'] },
});
