/** Where entries carry reference numbers that other lists know, too. */
export interface ReferencePlace {
  /** Numbers of one scheme are given by one authority: equal ones mean the same designation. */
  readonly scheme: string;
  /** Lists it is read from; absent for all. */
  readonly lists?: readonly string[];
  /** Only entries with such an id. */
  readonly ids?: RegExp;
  /** Where it stands: on the linked `Sanction`, or on the entry. */
  readonly on: 'sanction' | 'entry';
  readonly property: string;
  /** The number is group 1; with `g`, there may be several. */
  readonly pattern: RegExp;
}

const WHOLE_NUMBER = /^(\d+)$/gu;

/**
 * Found by looking for each list's numbers in every property of every list. In free text only what says that it is
 * the entry's own number is read: notes name other people's numbers far more often ("associated with … (QDe.004)").
 *
 * The newest lists of OFAC, Canada, Ukraine and the Emirates quote no number of another list; Australia and Japan
 * quote the UN's only of others, and here and there the Interpol notice of the entry itself.
 */
export const REFERENCE_PLACES: readonly ReferencePlace[] = [
  // Permanent reference number of the Security Council: given by the UN, quoted by the UK, the EU and Switzerland.
  { scheme: 'un', on: 'sanction', property: 'unscId', pattern: /^([A-Z]{2}[ie]\.?\d{3})$/giu },
  { scheme: 'un', on: 'entry', property: 'notes', pattern: /\bUN Ref:?\s?([A-Z]{2}[ie]\.\d{3})/giu },
  // Number of the Interpol-UN special notice in its address, which UN, EU, UK, Japan and Australia print.
  {
    scheme: 'interpol-un',
    on: 'entry',
    property: 'notes',
    pattern: /interpol\.int\/\S*?notice\/search\/une?\/(\d{5,8})(?!\d)/giu,
  },
  // OFAC's number of a party: OFAC's own lists, and the Treasury lists in the Consolidated Screening List.
  {
    scheme: 'ofac',
    lists: ['us_ofac_sdn', 'us_ofac_cons'],
    on: 'sanction',
    property: 'authorityId',
    pattern: WHOLE_NUMBER,
  },
  {
    scheme: 'ofac',
    lists: ['us_trade_csl'],
    ids: /^us-csl-(?:sdn|ssi|fse|plc|cap|cmic|ns)-/u,
    on: 'sanction',
    property: 'authorityId',
    pattern: WHOLE_NUMBER,
  },
  // The two UK lists quote each other's numbers.
  {
    scheme: 'ofsi',
    lists: ['gb_hmt_sanctions'],
    on: 'sanction',
    property: 'authorityId',
    pattern: WHOLE_NUMBER,
  },
  {
    scheme: 'ofsi',
    lists: ['gb_fcdo_sanctions'],
    on: 'sanction',
    property: 'recordId',
    pattern: WHOLE_NUMBER,
  },
  {
    scheme: 'uk',
    lists: ['gb_hmt_sanctions'],
    on: 'sanction',
    property: 'recordId',
    pattern: /^([A-Z]{3}\d{4})$/giu,
  },
  {
    scheme: 'uk',
    lists: ['gb_fcdo_sanctions'],
    on: 'sanction',
    property: 'authorityId',
    pattern: /^([A-Z]{3}\d{4})$/giu,
  },
  // The EU's number of an entry, quoted by Switzerland.
  {
    scheme: 'eu',
    lists: ['eu_fsf', 'ch_seco_sanctions'],
    on: 'sanction',
    property: 'authorityId',
    pattern: /^(EU\.\d+\.\d+)$/giu,
  },
  {
    scheme: 'eu',
    lists: ['ch_seco_sanctions'],
    on: 'sanction',
    property: 'recordId',
    pattern: /^(EU\.\d+\.\d+)$/giu,
  },
];

/**
 * Lists that name a person once for each act, decree or list within them: two of their entries in one cluster are
 * no contradiction, and are linked with each other like entries of two lists. All others name everybody once.
 */
export const ENTRY_PER_ACT: ReadonlySet<string> = new Set([
  'eu_journal_sanctions',
  'ua_nsdc_sanctions',
  'us_trade_csl',
  'ca_dfatd_sema_sanctions',
]);
