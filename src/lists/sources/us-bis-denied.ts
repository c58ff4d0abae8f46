import { mappedSource } from '../mapping/source.ts';

/** USA, Bureau of Industry and Security: persons denied export privileges. One row for each address. */
export const usBisDenied = mappedSource({
  id: 'us_bis_denied',
  title: 'BIS Denied Persons List',
  authority: 'Bureau of Industry and Security, US Department of Commerce',
  jurisdiction: 'us',
  regimes: ['export-control'],
  homepage: 'https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl',
  licence: 'US government work, public domain',
  rhythm: { text: 'after each denial order, several times a month', maxAgeHours: 24 * 45 },
  file: { format: 'tsv', names: ['dpl.txt'], urls: ['https://www.bis.gov/dpl/dpl.txt'] },
  entity: {
    id: { prefix: 'us-bis-dpl', key: ['Name', 'Effective_Date'], digest: true },
    // The list does not say what its parties are.
    schema: 'LegalEntity',
    merge: true,
  },
  columns: [
    { column: 'Name', property: 'name', quality: 'primary' },
    { column: 'Country', property: 'country', country: true },
    { column: 'Effective_Date', property: 'startDate', on: 'sanction', date: { order: 'month-day' } },
    { column: 'Expiration_Date', property: 'endDate', on: 'sanction', date: { order: 'month-day' } },
    { column: 'Last_Update', property: 'modifiedAt', on: 'sanction', date: {} },
    { column: 'Action', property: 'status', on: 'sanction' },
    { column: 'FR_Citation', property: 'summary', on: 'sanction', kind: 'FR_Citation' },
    {
      column: 'Standard_Order',
      property: 'provisions',
      on: 'sanction',
      values: { Y: 'Standard order', N: 'Non-standard order' },
    },
  ],
  addresses: [{ template: '{Street_Address}, {City}, {State} {Postal_Code}, {Country}' }],
  constants: { topics: ['export.control'] },
  sanction: { constants: { program: ['Denied Persons List'] } },
});
