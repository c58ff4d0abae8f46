import { mappedSource } from '../mapping/source.ts';

/** China: countermeasures, the Unreliable Entity List and export control lists, as its ministries announce them. */
export const cnSanctions = mappedSource({
  id: 'cn_sanctions',
  title: 'Chinese sanctions and countermeasures',
  authority: 'Ministry of Foreign Affairs and Ministry of Commerce of the PRC',
  jurisdiction: 'cn',
  regimes: ['country', 'export-control'],
  homepage: 'https://www.mfa.gov.cn/',
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions)',
  rhythm: { text: 'after each announcement, several times a month', maxAgeHours: 24 * 60 },
  file: { format: 'csv', names: ['sanctions.csv'], header: { find: ['Type', 'Name', 'Chinese name'] } },
  entity: {
    id: { prefix: 'cn-sanction', key: ['Type', 'Name', 'Chinese name', 'Country'], digest: true },
    schema: {
      cases: ['Person', 'Company', 'Organization'].map((schema) => ({
        when: [{ column: 'Type', matches: `^${schema}$` }],
        schema,
      })),
    },
    merge: true,
  },
  columns: [
    { column: 'Name', property: 'name', quality: 'primary' },
    { column: 'Chinese name', property: 'name', kind: 'original script', lang: 'zho' },
    { column: 'Alias', property: 'alias', split: { quoted: ';' } },
    { column: 'QID', property: 'wikidataId', take: 'Q\\d+' },
    { column: 'Country', property: 'country', split: ';', country: true },
    { column: 'Address', property: 'address', split: ';' },
    { column: 'Topics', property: 'topics', split: ';' },
    { column: 'Summary', property: 'notes' },
    { column: 'Chinese summary', property: 'notes', lang: 'zho' },
    { column: 'Body', property: 'publisher', on: 'sanction' },
    { column: 'List', property: 'program', on: 'sanction' },
    { column: 'Date', property: 'startDate', on: 'sanction', date: { order: 'day-month', latestYear: 2050 } },
    {
      column: 'End date',
      property: 'endDate',
      on: 'sanction',
      date: { order: 'day-month', latestYear: 2099 },
    },
    { column: 'Source URL', property: 'sourceUrl', on: 'sanction' },
  ],
  sanction: { key: ['Body', 'List', 'Date', 'Source URL'] },
});
