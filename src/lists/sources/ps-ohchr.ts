import { mappedSource } from '../mapping/source.ts';

/** UN Human Rights Office: business enterprises in the settlements. A database for diligence, no sanction. */
export const psOhchrSettlements = mappedSource({
  id: 'ps_ohchr_settlement',
  title: 'UN database of business enterprises in Israeli settlements (resolution 31/36)',
  authority: 'Office of the UN High Commissioner for Human Rights',
  jurisdiction: 'un',
  regimes: ['human-rights'],
  homepage: 'https://www.ohchr.org/en/hr-bodies/hrc/regular-sessions/session31/database-hrc3136',
  licence: 'United Nations, A/HRC document',
  rhythm: { text: 'once a year or less', maxAgeHours: 24 * 800 },
  file: {
    format: 'csv',
    names: ['table.csv'],
    header: { find: ['no', 'business_enterprise', 'home_state'] },
  },
  entity: {
    id: { prefix: 'ps-ohchr', key: ['business_enterprise', 'home_state'], digest: true },
    schema: 'Company',
  },
  columns: [
    // The letter of a footnote stands behind some names.
    {
      column: 'business_enterprise',
      property: 'name',
      quality: 'primary',
      replace: [['(?<=[.)])\\s+[a-z]$', '']],
    },
    { column: 'home_state', property: 'jurisdiction', split: ';', country: true },
    { column: 'listed_activity_subparagraph_of_paragraph_96', property: 'reason', on: 'sanction' },
    { column: 'response_from_business_enterprise', property: 'summary', on: 'sanction' },
    { column: 'no', property: 'recordId', on: 'sanction' },
  ],
  constants: { topics: ['reg.warn'] },
  sanction: { constants: { program: ['Human Rights Council resolution 31/36'] } },
});
