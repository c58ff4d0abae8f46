/** Default threshold of the score: see `docs/matching.md` for what is found and what is falsely alerted at it. */
export const DEFAULT_THRESHOLD = 0.7;

export interface ScreenOptions {
  /** Least score of a match, 0.5 … 1. Default DEFAULT_THRESHOLD. */
  readonly threshold?: number;
  /** Only entities that one of these lists names. Default all. */
  readonly lists?: readonly string[];
  /**
   * List → regimes: an entity of this list is asked only where it stands under one of these (`keywords`), or under none
   * that is known. A list that is left out is asked whole.
   */
  readonly regimes?: Readonly<Record<string, readonly string[]>>;
  /**
   * Entities that one of `lists` names do not count, unless yet another list names them. `gatherers` are lists that
   * repeat those of others, as the collections of OpenSanctions do: to stand on one of them besides is nothing new.
   */
  readonly leaveOut?: { readonly lists: readonly string[]; readonly gatherers: readonly string[] };
  /**
   * Property of a listed name (`alias`, `weakAlias` …) → least score that such a name must have by itself, facts aside;
   * above 1: names of this property do not count.
   */
  readonly leastOfNames?: Readonly<Record<string, number>>;
  /** Only entities whose id passes; asked of those that reach the threshold, before the limit cuts. Default all. */
  readonly only?: (entityId: string) => boolean;
  /** Most matches given, best first. Default 100; every entity above the threshold is counted all the same. */
  readonly limit?: number;
}
