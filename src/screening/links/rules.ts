/** When two entries are linked without a person, and when they are shown to one. */
export interface LinkRules {
  /** Least score by the engine of a pair that is looked at for its names. */
  readonly leastScore: number;
  /** Least strength of a link that is proposed. */
  readonly proposeAt: number;
  /** Least strength, of names and facts alone, that links: dates of birth that agree … */
  readonly linkDated: number;
  /** … persons of whom one has no date … */
  readonly linkUndated: number;
  /** … and organisations, vessels and what else has no date of birth; their names must be as alike as `linkName`. */
  readonly linkOthers: number;
  readonly linkName: number;
  /** A rival is another entry of the same list whose strength is less by no more than this. */
  readonly rivalMargin: number;
  /** Below this score of the name, names are not alike, and a number in common is looked at by a person. */
  readonly alikeName: number;
}

/** Chosen on the tuning half of `npm run eval:links`: see docs/links.md. */
export const DEFAULT_LINK_RULES: LinkRules = Object.freeze({
  leastScore: 0.7,
  proposeAt: 0.5,
  linkDated: 0.95,
  linkUndated: 0.95,
  linkOthers: 0.93,
  linkName: 0.95,
  rivalMargin: 0.005,
  alikeName: 0.6,
});
