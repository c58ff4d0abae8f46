import type { ColumnMapping } from '../mapping/mapping.ts';
import { mappedSource } from '../mapping/source.ts';

/**
 * `ids` writes each number as `Type, number, country` (since 2023) or `country, dates, number, Type` (before).
 * What is none of the known types stays word for word in the notes.
 */
const NUMBERS: readonly (readonly [property: string, types: string, schemata?: readonly string[]])[] = [
  ['passportNumber', '[\\w ]*Passport', ['Person']],
  [
    'idNumber',
    "National ID No\\.|Cedula No\\.|Cedula de [\\w ]+|C\\.U\\.R\\.P\\.|D\\.N\\.I\\.|Identification Number|Personal ID Card|National Foreign ID Number|Citizen's Card Number|Residency Number|SSN|Matricula Mercantil No|Driver's License No\\.|Birth Certificate Number|N\\.I\\.E\\.|C\\.U\\.I\\.|Diplomatic ID|Numero de Identidad",
  ],
  [
    'taxNumber',
    'Tax ID No\\.|R\\.F\\.C\\.|NIT #|RUC #|V\\.A\\.T\\. Number|Italian Fiscal Code|US FEIN|C\\.U\\.I\\.T\\.|Fiscal Code|RTN|RIF #',
  ],
  [
    'registrationNumber',
    'Registration Number|Registration ID|Company Number|Commercial Registry Number|Folio Mercantil No\\.|Government Gazette Number|Unified Social Credit Code \\(USCC\\)|C\\.R\\. No\\.|Business Registration Document #|Business Registration Number|Chamber of Commerce Number|Trade License No\\.|Enterprise Number|Public Registration Number|UK Company Number|Certificate of Incorporation Number',
  ],
  ['swiftBic', 'SWIFT/BIC', ['Organization', 'LegalEntity']],
  ['leiCode', 'Legal Entity Number', ['Organization', 'LegalEntity']],
  ['imoNumber', 'Vessel Registration Identification', ['Vessel']],
  ['mmsi', 'MMSI|Identification Number MMSI', ['Vessel']],
  ['gender', 'Gender', ['Person']],
  ['email', 'Email Address'],
  ['website', 'Website'],
  ['phone', 'Phone Number'],
  ['serialNumber', "Aircraft Manufacturer's Serial Number \\(MSN\\)", ['Airplane']],
  ['model', 'Aircraft Model', ['Airplane']],
];
const WALLET = 'Digital Currency Address - [A-Z]+';
const KNOWN = [...NUMBERS.map(([, types]) => types), WALLET].join('|');
const DATES = '(?:\\d{4}-\\d{2}-\\d{2}, )*';

function typed(types: string): string {
  return `^(?:(?:${types}), ([^,]+)(?:,.*)?|(?:[A-Z]{2}, )?${DATES}(?:IMO )?([^,]+), (?:${types}))$`;
}

const ids: ColumnMapping[] = NUMBERS.map(([property, types, schemata]) => ({
  column: 'ids',
  property,
  optional: true,
  split: '; ',
  take: typed(types),
  ...(schemata && { schemata }),
  ...(property === 'gender' && { values: { Male: 'male', Female: 'female' } }),
}));

const PERSON = ['Person'];
const VESSEL = ['Vessel'];
const REST = ['Organization', 'LegalEntity', 'Vessel', 'Airplane'];
const INDIVIDUAL = [{ column: 'type', matches: '^individual' }];
const NO_INDIVIDUAL = [{ column: 'type', lacks: '^individual' }];

/** USA: the Consolidated Screening List of trade.gov, which joins thirteen lists of three departments. */
export const usTradeCsl = mappedSource({
  id: 'us_trade_csl',
  title: 'US Consolidated Screening List',
  authority: 'International Trade Administration, US Department of Commerce',
  jurisdiction: 'us',
  regimes: ['terrorism', 'proliferation', 'country', 'crime', 'export-control'],
  homepage: 'https://www.trade.gov/consolidated-screening-list',
  licence: 'US government work, public domain',
  rhythm: { text: 'every day at 5:00 a.m. Eastern Time', maxAgeHours: 48 },
  file: {
    format: 'csv',
    names: ['consolidated.csv'],
    urls: ['https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv'],
  },
  entity: {
    id: {
      prefix: 'us-csl',
      // A number is unique inside its list; the lists without numbers have name, address and notice.
      key: [
        { column: 'source', match: '(?<=\\()[A-Z-]+(?=[ )])|^[A-Z]+$' },
        {
          column: 'entity_number',
          otherwise: ['name', 'addresses', 'start_date', 'federal_register_notice'],
        },
      ],
    },
    schema: {
      cases: [
        { when: [{ column: 'type', matches: '^individual' }], schema: 'Person' },
        { when: [{ column: 'type', matches: '^vessel' }], schema: 'Vessel' },
        { when: [{ column: 'type', matches: '^aircraft' }], schema: 'Airplane' },
        { when: [{ column: 'type', matches: '^entity' }], schema: 'Organization' },
      ],
      otherwise: 'LegalEntity',
    },
  },
  columns: [
    // OFAC writes individuals as `LAST, First`; the other lists give no type and write names in natural order.
    { column: 'name', property: 'name', quality: 'primary', order: 'last-first', when: INDIVIDUAL },
    { column: 'name', property: 'name', quality: 'primary', when: NO_INDIVIDUAL },
    { column: 'alt_names', property: 'alias', split: ';', order: 'last-first', when: INDIVIDUAL },
    { column: 'alt_names', property: 'alias', split: ';', when: NO_INDIVIDUAL },
    { column: 'title', property: 'position', schemata: PERSON },
    { column: 'title', property: 'notes', schemata: REST, kind: 'title' },
    { column: 'addresses', property: 'address', split: ';' },
    { column: 'citizenships', property: 'citizenship', schemata: PERSON, split: ';', country: true },
    { column: 'citizenships', property: 'country', schemata: REST, split: ';', country: true },
    { column: 'nationalities', property: 'nationality', schemata: PERSON, split: ';', country: true },
    { column: 'nationalities', property: 'country', schemata: REST, split: ';', country: true },
    { column: 'dates_of_birth', property: 'birthDate', schemata: PERSON, split: ';', date: {} },
    { column: 'dates_of_birth', property: 'notes', schemata: REST, split: ';', kind: 'date of birth' },
    { column: 'places_of_birth', property: 'birthPlace', schemata: PERSON, split: ';' },
    { column: 'places_of_birth', property: 'notes', schemata: REST, split: ';', kind: 'place of birth' },
    { column: 'call_sign', property: 'callSign', schemata: VESSEL },
    { column: 'vessel_type', property: 'type', schemata: VESSEL },
    { column: 'vessel_flag', property: 'flag', schemata: VESSEL, country: true },
    { column: 'gross_tonnage', property: 'tonnage', schemata: VESSEL },
    { column: 'gross_registered_tonnage', property: 'grossRegisteredTonnage', schemata: VESSEL },
    { column: 'vessel_owner', property: 'notes', schemata: VESSEL, kind: 'vessel owner' },
    ...ids,
    {
      column: 'ids',
      property: 'publicKey',
      optional: true,
      split: '; ',
      take: typed(WALLET),
      linked: { schema: 'CryptoWallet', link: 'holder' },
    },
    {
      column: 'ids',
      property: 'notes',
      optional: true,
      split: '; ',
      take: `^(?!(?:${KNOWN}), )(?!.*, (?:${KNOWN})$).+$`,
    },
    { column: 'remarks', property: 'notes' },
    { column: 'source', property: 'program', on: 'sanction' },
    { column: 'programs', property: 'programId', on: 'sanction', split: ';' },
    {
      column: 'federal_register_notice',
      property: 'summary',
      on: 'sanction',
      kind: 'federal register notice',
    },
    { column: 'start_date', property: 'startDate', on: 'sanction', date: {} },
    { column: 'end_date', property: 'endDate', on: 'sanction', date: {} },
    { column: 'license_requirement', property: 'provisions', on: 'sanction' },
    { column: 'license_policy', property: 'provisions', on: 'sanction' },
    {
      column: 'standard_order',
      property: 'status',
      on: 'sanction',
      values: { Y: 'Standard order', N: 'Non-standard order' },
    },
    { column: 'source_list_url', property: 'sourceUrl', on: 'sanction' },
    { column: 'source_information_url', property: 'sourceUrl', on: 'sanction' },
    { column: 'entity_number', property: 'authorityId', on: 'sanction' },
    // Treasury's blocking and sectoral lists are sanctions; those of Commerce and State's DTC control exports.
    {
      column: 'source',
      property: 'topics',
      take: 'SDN|SSI|FSE|PLC|CAP|NS-MBS|CMIC|ISN',
      values: {
        SDN: 'sanction',
        SSI: 'sanction',
        FSE: 'sanction',
        PLC: 'sanction',
        CAP: 'sanction',
        'NS-MBS': 'sanction',
        CMIC: 'sanction',
        ISN: 'sanction',
      },
    },
    {
      column: 'source',
      property: 'topics',
      take: '\\b(?:EL|DPL|UVL|MEU|DTC)\\b',
      values: {
        EL: 'export.control',
        DPL: 'export.control',
        UVL: 'export.control',
        MEU: 'export.control',
        DTC: 'export.control',
      },
    },
    {
      column: 'programs',
      property: 'topics',
      split: ';',
      take: '^(?:SDGT|FTO|SDT|NS-PLC)$',
      values: { SDGT: 'crime.terror', FTO: 'crime.terror', SDT: 'crime.terror', 'NS-PLC': 'crime.terror' },
    },
  ],
  sanction: {},
  ignore: ['_id'],
});
