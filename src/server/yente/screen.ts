import type { Subject } from '../../entity/index.ts';
import type { Match } from '../../match/index.ts';
import { DEFAULT_POLICY, screenSubject } from '../../screening/index.ts';
import type { Loaded } from '../service.ts';

/** A match with the whole entity that it is a match with. */
export interface LoadedMatch {
  readonly match: Match;
  /** The entity as JSON without its closing brace. */
  readonly entityText: string;
}

/** Matches counted before any are left out; more than any list has entities of one name. */
const MOST_COUNTED = 10_000;
/** Least score that the engine answers. */
const LEAST_SCORE = 0.5;

export interface ScreenedSubject {
  /** Best first, one for each entity, `limit` at most. */
  readonly matches: readonly LoadedMatch[];
  /** How many reach the threshold, whatever the limit. */
  readonly total: number;
}

/**
 * Screens a subject on the one screening path and gives the matches that reach `cutoff`, counting those that reach
 * `threshold`. Throws what `screenSubject` throws.
 */
export function screenIn(
  { index, lookup }: Loaded,
  subject: Subject,
  options: {
    readonly threshold: number;
    readonly cutoff: number;
    readonly limit: number;
    readonly only?: (id: string) => boolean;
  },
): ScreenedSubject {
  const { threshold, cutoff, limit, only } = options;
  const { matches } = screenSubject(
    index,
    subject,
    { ...DEFAULT_POLICY, threshold: Math.min(1, Math.max(LEAST_SCORE, cutoff)), limit: MOST_COUNTED },
    only === undefined ? {} : { only },
  );
  const seen = new Set<string>();
  const found: LoadedMatch[] = [];
  let total = 0;
  for (const match of matches) {
    // An entity that two collections hold is one entity.
    if (seen.has(match.id)) continue;
    seen.add(match.id);
    if (match.score >= threshold) total++;
    if (found.length < limit)
      found.push({ match, entityText: lookup.book.openText(lookup.book.numbersOf(match.id)[0]!) });
  }
  return { matches: found, total };
}
