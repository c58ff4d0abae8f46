import { mappedSource } from '../mapping/source.ts';

const TEXT = 'covered_equipment_or_services';
/** The list is prose: the maker stands behind "produced by", "provided by" or "supplied, directly or indirectly, by". */
const MAKER =
  '(?<=\\b(?:produced|provided|indirectly,) by )(?!such )[^,]+?(?=\\.$|,| subject to| and its| or any of| to the extent)';

/** USA: makers of communications equipment that the FCC holds a risk to national security (47 CFR 1.50002). */
export const usFccCoveredList = mappedSource({
  id: 'us_fcc_covered_list',
  title: 'FCC Covered List',
  authority: 'Federal Communications Commission',
  jurisdiction: 'us',
  regimes: ['export-control'],
  homepage: 'https://www.fcc.gov/supplychain/coveredlist',
  licence: 'US government work, public domain',
  rhythm: { text: 'once or twice a year', maxAgeHours: 24 * 400 },
  file: {
    format: 'csv',
    names: ['table.csv'],
    header: { find: [TEXT, 'date_of_inclusion_on_covered_list'] },
    // Entries on a kind of goods "produced in a foreign country" name nobody.
    skip: [{ column: TEXT, lacks: MAKER }],
  },
  entity: { id: { prefix: 'us-fcc-cl', key: [{ column: TEXT, match: MAKER }] }, schema: 'Company' },
  columns: [
    { column: TEXT, property: 'name', quality: 'primary', take: MAKER },
    { column: TEXT, property: 'reason', on: 'sanction' },
    { column: 'date_of_inclusion_on_covered_list', property: 'startDate', on: 'sanction', date: {} },
  ],
  constants: { topics: ['export.control'] },
  sanction: { constants: { program: ['FCC Covered List'] } },
});
