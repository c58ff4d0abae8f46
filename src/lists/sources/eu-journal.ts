import type { ColumnMapping } from '../mapping/mapping.ts';
import { mappedSource } from '../mapping/source.ts';

const MANY = { quoted: ';' };
const PERSON = ['Person'];
const BEHIND_NATIONALITY = '[.,]\\s*(?:National|Passport|Afghan passport)[\\s\\S]*$';
const BODY = ['LegalEntity', 'Organization', 'Company'];

function many(
  property: string,
  schemata?: readonly string[],
  more: Partial<ColumnMapping> = {},
): ColumnMapping {
  return { column: property, property, split: MANY, ...(schemata && { schemata }), ...more };
}

/** Programmes against terrorism and weapons; every other programme is about a country or theme of its name. */
const REGIMES: Readonly<Record<string, string>> = {
  'EU-TAQA-EUAQ': 'terrorism',
  'EU-TERR': 'terrorism',
  'EU-HAM': 'terrorism',
  'EU-AFG': 'terrorism',
  'EU-PRK': 'proliferation',
  'EU-IRN': 'proliferation',
  'EU-CHEM': 'chemical-weapons',
  'EU-CYB': 'cyber',
  'EU-HR': 'human-rights',
  ...Object.fromEntries(
    [
      'UKR',
      'RUS',
      'BLR',
      'SYR',
      'MMR',
      'COD',
      'IRQ',
      'VEN',
      'LBY',
      'MDA',
      'TUN',
      'SOM',
      'NIC',
      'HTI',
      'SDNZ',
      'CAF',
      'SDN',
      'YEM',
      'SSD',
      'GTM',
      'GIN',
      'MLI',
    ].map((key) => [`EU-${key}`, 'country']),
  ),
  'EU-RUSDA': 'destabilisation',
};

/**
 * European Union: designations as the Official Journal prints them, transcribed act by act into CSV files (one
 * for each framework act, one for each amending act). The rows of one framework act with the same schema, name,
 * date of birth and IMO number are one entity; each row is a sanction of it.
 */
export const euJournalSanctions = mappedSource({
  id: 'eu_journal_sanctions',
  title: 'EU sanctions in the Official Journal',
  authority: 'Council of the European Union',
  jurisdiction: 'eu',
  regimes: ['terrorism', 'proliferation', 'country', 'cyber', 'human-rights', 'chemical-weapons'],
  homepage: 'https://eur-lex.europa.eu/oj/direct-access.html',
  licence: 'Acts: free reuse, Decision 2011/833/EU; transcription: CC BY-NC 4.0 (OpenSanctions)',
  rhythm: { text: 'after each act, several times a month', maxAgeHours: 24 * 30 },
  file: { format: 'csv', names: ['consolidated/*.csv', 'amendments/*.csv'] },
  entity: {
    id: {
      prefix: 'eu-oj',
      key: [{ column: 'amendedCelex', otherwise: ['celex'] }, 'schema', 'name', 'birthDate', 'imoNumber'],
      digest: true,
    },
    schema: {
      cases: ['Person', 'LegalEntity', 'Organization', 'Company', 'Vessel', 'Asset'].map((schema) => ({
        when: [{ column: 'schema', matches: `^${schema}$` }],
        schema,
      })),
    },
    merge: true,
  },
  columns: [
    { column: 'name', property: 'name', quality: 'primary' },
    many('alias', undefined, { quality: 'strong' }),
    many('weakAlias', undefined, { quality: 'weak' }),
    many('previousName', undefined, { kind: 'former' }),
    many('country', undefined, { country: true }),
    // Some entries print identity numbers behind the nationality: those go to the notes.
    many('nationality', PERSON, {
      replace: [
        [BEHIND_NATIONALITY, ''],
        ['\\([a-z]{1,3}\\)\\s*', ''],
      ],
      country: true,
    }),
    {
      column: 'nationality',
      property: 'notes',
      schemata: PERSON,
      take: BEHIND_NATIONALITY,
      kind: 'nationality',
    },
    many('jurisdiction', BODY, { country: true }),
    many('birthDate', PERSON, { date: { order: 'day-month' } }),
    many('birthPlace', PERSON),
    many('position', PERSON),
    many('passportNumber', PERSON),
    many('gender', PERSON),
    many('appearance', PERSON),
    many('ethnicity', PERSON),
    many('fatherName', PERSON),
    many('motherName', PERSON),
    many('incorporationDate', BODY, { date: { order: 'day-month' } }),
    many('legalForm', BODY),
    many('sector', BODY),
    many('registrationNumber', [...BODY, 'Vessel']),
    many('taxNumber', [...BODY, 'Person']),
    many('idNumber', [...BODY, 'Person']),
    many('innCode', [...BODY, 'Person']),
    many('ogrnCode', BODY),
    many('kppCode', ['Company']),
    many('okpoCode', BODY),
    many('leiCode', BODY),
    many('swiftBic', BODY),
    many('ticker', ['Company']),
    many('imoNumber', [...BODY, 'Vessel']),
    many('mmsi', ['Vessel']),
    many('flag', ['Vessel'], { country: true }),
    many('address'),
    many('phone', [...BODY, 'Person']),
    many('email', [...BODY, 'Person']),
    many('website', [...BODY, 'Person']),
    many('notes'),
    { column: 'programKey', property: 'programId', on: 'sanction' },
    { column: 'programKey', property: 'keywords', values: REGIMES },
    {
      column: 'programKey',
      property: 'topics',
      take: '^EU-(?:TAQA-EUAQ|TERR|HAM)$',
      values: { 'EU-TAQA-EUAQ': 'crime.terror', 'EU-TERR': 'crime.terror', 'EU-HAM': 'crime.terror' },
    },
    { column: ['amendedCelex', 'celex'], property: 'authorityId', on: 'sanction' },
    {
      column: ['amendedCelex', 'celex'],
      property: 'sourceUrl',
      on: 'sanction',
      replace: [['^(.+)$', 'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:$1']],
    },
    {
      column: 'amendmentCelex',
      property: 'sourceUrl',
      on: 'sanction',
      optional: true,
      replace: [['^(.+)$', 'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:$1']],
    },
    { column: 'recordId', property: 'recordId', on: 'sanction' },
    {
      column: 'annex',
      property: 'summary',
      on: 'sanction',
      kind: 'annex',
      replace: [['^(.+)$', 'Annex $1']],
    },
    { column: 'measure', property: 'provisions', on: 'sanction' },
    { column: 'startDate', property: 'listingDate', on: 'sanction', date: { order: 'day-month' } },
    { column: 'reason', property: 'reason', on: 'sanction' },
  ],
  constants: { topics: ['sanction'] },
  sanction: {
    key: [
      'amendedCelex',
      'amendmentCelex',
      'celex',
      'programKey',
      'annex',
      'measure',
      'recordId',
      'startDate',
      'reason',
    ],
  },
});
