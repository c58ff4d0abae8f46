import { mappedSource } from '../mapping/source.ts';

const common = {
  authority: 'US Department of State',
  jurisdiction: 'us',
  regimes: ['country'],
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions); original: US government work, public domain',
  rhythm: { text: 'once or twice a year', maxAgeHours: 24 * 400 },
} as const;

/** USA: entities of Cuba's military with which transactions are barred (31 CFR 515.209). */
export const usCubaRestricted = mappedSource({
  ...common,
  id: 'us_cuba_sanctions',
  title: 'US Cuba Restricted List',
  homepage: 'https://www.state.gov/division-for-counter-threat-finance-and-sanctions/cuba-restricted-list',
  file: { format: 'csv', names: ['restricted_entities.csv'], header: { find: ['Id', 'Company', 'Acronym'] } },
  entity: { id: { prefix: 'us-cuba', key: ['Id'] }, schema: 'Organization' },
  columns: [
    { column: 'Company', property: 'name', quality: 'primary' },
    { column: 'Acronym', property: 'alias', kind: 'acronym', split: ';' },
    { column: 'Alias', property: 'alias', split: ';' },
    { column: 'Sector', property: 'sector' },
    { column: 'Category', property: 'notes', kind: 'category' },
    { column: 'Parent', property: 'notes', kind: 'parent' },
    { column: 'EffectiveDate', property: 'startDate', on: 'sanction', date: {} },
    { column: 'SourceURL', property: 'sourceUrl', on: 'sanction' },
  ],
  constants: { topics: ['sanction'], country: ['cu'] },
  sanction: { constants: { program: ['Cuba Restricted List'] } },
});

/** USA: accommodations in Cuba that are barred to travellers (31 CFR 515.210). */
export const usCubaAccommodations = mappedSource({
  ...common,
  id: 'us_cuba_accommodations',
  title: 'US Cuba Prohibited Accommodations List',
  homepage: 'https://www.state.gov/cuba-sanctions/cuba-prohibited-accommodations-list/',
  file: { format: 'csv', names: ['accommodations.csv'], header: { find: ['Id', 'Name', 'City'] } },
  entity: { id: { prefix: 'us-cuba-hotel', key: ['Id'] }, schema: 'Organization' },
  columns: [
    { column: 'Name', property: 'name', quality: 'primary' },
    { column: 'Alias', property: 'alias', split: ';' },
    { column: 'SourceURL', property: 'sourceUrl', on: 'sanction' },
  ],
  addresses: [{ template: '{Address}, {City}, Cuba' }],
  constants: { topics: ['sanction'], country: ['cu'] },
  sanction: { constants: { program: ['Cuba Prohibited Accommodations List'] } },
});
