/** Default threshold of the score: see `docs/matching.md` for what is found and what is falsely alerted at it. */
export const DEFAULT_THRESHOLD = 0.7;

export interface ScreenOptions {
  /** Least score of a match, 0.5 … 1. Default DEFAULT_THRESHOLD. */
  readonly threshold?: number;
  /** Only entities that one of these lists names. Default all. */
  readonly lists?: readonly string[];
  /** Only entities whose id passes; asked of those that reach the threshold, before the limit cuts. Default all. */
  readonly only?: (entityId: string) => boolean;
  /** Most matches given, best first. Default 100; every entity above the threshold is counted all the same. */
  readonly limit?: number;
}
