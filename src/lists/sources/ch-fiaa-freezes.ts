import { mappedSource } from '../mapping/source.ts';

/** Switzerland: assets of politically exposed persons frozen under the Foreign Illicit Assets Act (SR 196.1). */
export const chFiaaFreezes = mappedSource({
  id: 'ch_fiaa_freezes',
  title: 'Swiss freezes of assets under the Foreign Illicit Assets Act',
  authority: 'Swiss Federal Council',
  jurisdiction: 'ch',
  regimes: ['corruption'],
  homepage: 'https://www.fedlex.admin.ch/eli/cc/2016/322/de',
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions); Swiss ordinances: no copyright',
  rhythm: { text: 'after each ordinance, a few times a year', maxAgeHours: 24 * 365 },
  file: { format: 'csv', names: ['freezes.csv'], header: { find: ['Name', 'Program', 'Listed'] } },
  entity: {
    id: { prefix: 'ch-fiaa', key: ['Program', 'Name', 'Birth date'], digest: true },
    schema: 'Person',
    designated: [{ column: 'Delisted', matches: '^$' }],
    merge: true,
  },
  columns: [
    { column: 'Name', property: 'name', quality: 'primary' },
    { column: 'Alias', property: 'alias', split: { quoted: ';' } },
    { column: 'Previous name', property: 'previousName', split: { quoted: ';' } },
    { column: 'Birth date', property: 'birthDate', split: ';', date: {} },
    { column: 'Birth place', property: 'birthPlace' },
    { column: 'Nationality', property: 'nationality', split: ';', country: true },
    { column: 'Country', property: 'country', split: ';', country: true },
    { column: 'Passport numbers', property: 'passportNumber', split: ';' },
    { column: 'Notes', property: 'notes' },
    { column: 'Program', property: 'programId', on: 'sanction' },
    { column: 'Listed', property: 'listingDate', on: 'sanction', date: {} },
    { column: 'Delisted', property: 'endDate', on: 'sanction', date: {} },
    { column: 'Source URL', property: 'sourceUrl', on: 'sanction' },
  ],
  constants: { topics: ['sanction'], keywords: ['corruption'] },
  sanction: { key: ['Program', 'Listed'] },
});
