import type { ColumnMapping, ListMapping } from '../mapping/mapping.ts';
import { mappedSource } from '../mapping/source.ts';

/** `a) … b) …`, and `>>` between readings of one date. */
const LETTERED = '(?:^|\\s)[a-z]{1,2}\\)\\s*|\\s*>>\\s*|;';

/** Committees whose name does not say what they are about. */
const REGIMES: ColumnMapping['replace'] = [
  ['^1373 \\(2001\\)$', 'terrorism'],
  ['^2231 \\(Iran\\)$', 'nuclear, Iran'],
  ['^2093 \\(2013\\)$', 'Somalia'],
  ['FFRY', 'Yugoslavia'],
];

const mapping: ListMapping = {
  id: 'au_dfat_sanctions',
  title: 'Australian Sanctions Consolidated List',
  authority: 'Department of Foreign Affairs and Trade',
  jurisdiction: 'au',
  regimes: ['terrorism', 'proliferation', 'country'],
  homepage: 'https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list',
  licence: 'CC BY 3.0 AU',
  rhythm: { text: 'after each listing, several times a month', maxAgeHours: 24 * 60 },
  file: {
    format: 'xls',
    names: ['regulation8_consolidated.xls'],
    header: { find: ['Reference', 'Name of Individual or Entity', 'Name Type'] },
  },
  entity: {
    // Rows 2, 2a, 2b … are the names of the designation with reference 2.
    id: { prefix: 'au-dfat', key: [{ column: 'Reference', match: '^\\d+' }] },
    schema: {
      cases: [
        { when: [{ column: 'Type', matches: '^individual' }], schema: 'Person' },
        { when: [{ column: 'Type', matches: 'vessel|ship' }], schema: 'Vessel' },
        { when: [{ column: 'Type', matches: '^entity' }], schema: 'Organization' },
      ],
    },
    merge: true,
  },
  columns: [
    {
      column: 'Name of Individual or Entity',
      property: 'name',
      quality: 'primary',
      when: [{ column: 'Name Type', matches: '^primary' }],
    },
    {
      column: 'Name of Individual or Entity',
      property: 'name',
      kind: 'original script',
      when: [{ column: 'Name Type', matches: '^original' }],
    },
    {
      column: 'Name of Individual or Entity',
      property: 'previousName',
      kind: 'former',
      when: [{ column: 'Name Type', matches: '^(?:former|previous)' }],
    },
    {
      column: 'Name of Individual or Entity',
      property: 'alias',
      when: [{ column: 'Name Type', lacks: '^(?:primary|original|former|previous)' }],
    },
    {
      column: 'Date of Birth',
      property: 'birthDate',
      schemata: ['Person'],
      replace: [['alt\\.? DOB:?', ';']],
      split: LETTERED,
      date: { order: 'day-month', latestYear: 2010 },
    },
    {
      column: 'Date of Birth',
      property: 'notes',
      schemata: ['Organization', 'Vessel'],
      kind: 'Date of Birth',
    },
    { column: 'Place of Birth', property: 'birthPlace', schemata: ['Person'], split: LETTERED },
    {
      column: 'Place of Birth',
      property: 'notes',
      schemata: ['Organization', 'Vessel'],
      kind: 'Place of Birth',
    },
    { column: 'Citizenship', property: 'nationality', schemata: ['Person'], split: LETTERED, country: true },
    {
      column: 'Citizenship',
      property: 'country',
      schemata: ['Organization', 'Vessel'],
      split: LETTERED,
      country: true,
    },
    { column: 'Address', property: 'address', split: LETTERED },
    { column: 'Additional Information', property: 'notes' },
    { column: 'Listing Information', property: 'summary', on: 'sanction' },
    {
      column: 'Listing Information',
      property: 'listingDate',
      on: 'sanction',
      take: '^(?:UN )?Listed\\b[^(]*?\\bon (\\d{1,2} [a-z]+\\.? \\d{4})',
      date: {},
    },
    { column: 'Committees', property: 'program', on: 'sanction' },
    { column: 'Committees', property: 'keywords', replace: REGIMES, drop: 'Autonomous \\(Thematic\\)' },
    { column: 'Control Date', property: 'modifiedAt', on: 'sanction', date: { order: 'day-month' } },
    { column: 'Reference', property: 'authorityId', on: 'sanction', take: '^\\d+' },
  ],
  constants: { topics: ['sanction'] },
  sanction: {},
};

/** Australia: the list of persons and entities subject to targeted financial sanctions, in Excel. */
export const auDfatSanctions = mappedSource(mapping, {
  ...mapping,
  file: { ...mapping.file, format: 'xlsx', names: ['Australian_Sanctions_Consolidated_List.xlsx'] },
});
