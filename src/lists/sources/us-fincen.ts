import { mappedSource } from '../mapping/source.ts';

/** USA: jurisdictions and institutions under section 311 of the PATRIOT Act, and those that the notices name. */
export const usFincenSpecialMeasures = mappedSource({
  id: 'us_fincen_special_measures',
  title: 'FinCEN special measures (section 311)',
  authority: 'Financial Crimes Enforcement Network, US Department of the Treasury',
  jurisdiction: 'us',
  regimes: ['crime', 'proliferation', 'terrorism'],
  homepage: 'https://www.fincen.gov/resources/statutes-and-regulations/311-and-9714-special-measures',
  licence: 'Transcription: CC BY-NC 4.0 (OpenSanctions); original: US government work, public domain',
  rhythm: { text: 'a few times a year', maxAgeHours: 24 * 400 },
  file: {
    format: 'csv',
    names: ['details.csv'],
    header: { find: ['Measure', 'Relationship', 'Type', 'Name'] },
  },
  entity: {
    id: { prefix: 'us-fincen', key: ['Measure', 'Name', 'Country'], digest: true },
    schema: {
      cases: ['Company', 'Person', 'Organization', 'PublicBody', 'LegalEntity'].map((schema) => ({
        when: [{ column: 'Type', matches: `^${schema}$` }],
        schema,
      })),
      // The subject of a measure has no type: a bank, a group or a whole country.
      otherwise: 'LegalEntity',
    },
    designated: [{ column: 'Relationship', matches: '^(?:self|target)$' }],
    merge: true,
  },
  columns: [
    { column: 'Name', property: 'name', quality: 'primary' },
    { column: 'Alias', property: 'alias', split: { quoted: ';' } },
    { column: 'Country', property: 'country', split: ';', country: true },
    { column: 'Address', property: 'address', split: ';' },
    { column: 'Registration number', property: 'registrationNumber', split: ';' },
    { column: 'Topics', property: 'topics', split: ';' },
    { column: 'Relationship', property: 'notes', kind: 'relationship' },
    { column: 'Notes', property: 'notes' },
    { column: 'Measure', property: 'program', on: 'sanction' },
    { column: 'Source URL', property: 'sourceUrl', on: 'sanction' },
  ],
  sanction: { key: ['Measure', 'Source URL'] },
});
