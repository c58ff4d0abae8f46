import { mappedSource } from '../mapping/source.ts';

/** USA: Chinese military companies under section 1260H of the National Defense Authorization Act for 2021. */
export const usDodMilcorps = mappedSource({
  id: 'us_dod_chinese_milcorps',
  title: 'US DoD Chinese military companies',
  authority: 'US Department of Defense',
  jurisdiction: 'us',
  regimes: ['country'],
  homepage: 'https://www.defense.gov/',
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions); original: US government work, public domain',
  rhythm: { text: 'once or twice a year', maxAgeHours: 24 * 400 },
  file: { format: 'csv', names: ['sanctions.csv'], header: { find: ['Name', 'Clean Name', 'Parent Name'] } },
  entity: {
    id: { prefix: 'us-dod-milcorps', key: [{ column: 'Clean Name', otherwise: ['Name'] }], digest: true },
    schema: 'Company',
    designated: [{ column: 'End date', matches: '^$' }],
    merge: true,
  },
  columns: [
    { column: ['Clean Name', 'Name'], property: 'name', quality: 'primary' },
    { column: 'Alias', property: 'alias', split: { quoted: ';' } },
    { column: 'Previous Name', property: 'previousName', split: { quoted: ';' } },
    { column: 'Parent Name', property: 'notes', kind: 'parent' },
    { column: 'Note', property: 'reason', on: 'sanction' },
    { column: 'Start date', property: 'startDate', on: 'sanction', date: {} },
    { column: 'End date', property: 'endDate', on: 'sanction', date: {} },
    { column: 'Source Url', property: 'sourceUrl', on: 'sanction' },
  ],
  constants: { topics: ['sanction'], country: ['cn'] },
  sanction: {
    key: ['Start date', 'End date', 'Source Url'],
    constants: { program: ['Section 1260H NDAA FY2021'] },
  },
  ignore: ['Name'],
});
