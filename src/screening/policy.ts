import { isA, RiegelError, schemaOf } from '../entity/index.ts';
import { DEFAULT_THRESHOLD, type IndexInfo, type Match, type ScreenOptions } from '../match/index.ts';
import { FACTS, type Fact } from './facts.ts';
import type { AppliedOwnership, OwnershipFindings } from './ownership/findings.ts';

/** What turns matches into an outcome. Set by a person, never learned. */
export interface Policy {
  /** Least score of a match, 0.5 … 1. */
  readonly threshold: number;
  /** Schema of a listed entity → threshold of its own, for it and its descendants. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** Lists that are asked; absent for all that the index holds. */
  readonly lists?: readonly string[];
  /** List → regimes under which its entities are asked; a list that is left out is asked whole. */
  readonly regimes?: Readonly<Record<string, readonly string[]>>;
  /** Lists that are not asked, also where a list that gathers others repeats them; see `ScreenOptions`. */
  readonly leaveOut?: ScreenOptions['leaveOut'];
  /** Which facts beside the name count; absent for all. */
  readonly facts?: readonly Fact[];
  /** Property of a listed name → least score such a name must have by itself; above 1: it does not count. */
  readonly names?: Readonly<Record<string, number>>;
  /** By which rules somebody is treated as their owners are. */
  readonly ownership?: readonly AppliedOwnership[];
  /** Whom these rules are found to reach now; without it nobody is. */
  readonly owned?: OwnershipFindings;
  /** Most matches shown of one subject, best first; when there are more, the answer says so. */
  readonly limit: number;
}

export const DEFAULT_POLICY: Policy = Object.freeze({ threshold: DEFAULT_THRESHOLD, limit: 100 });

export const LEAST_THRESHOLD = 0.5;

/**
 * Takes a policy and what the index says of itself. Throws `screening/bad-policy` where the policy asks for what
 * cannot be, and `screening/unknown-list` for a list that the index does not hold: screening against a list that
 * is not there would call everybody clear.
 */
export function checkPolicy(policy: Policy, info: Pick<IndexInfo, 'lists'>): void {
  const { threshold, thresholds = {}, limit, lists, regimes = {}, facts = [] } = policy;
  for (const least of [threshold, ...Object.values(thresholds)]) {
    if (!(least >= LEAST_THRESHOLD && least <= 1)) {
      throw new RiegelError('screening/bad-policy', `The threshold ${least} cannot be used`, {
        expected: `a number from ${LEAST_THRESHOLD} to 1`,
      });
    }
  }
  const unheard = Object.keys(thresholds).find((schema) => schemaOf(schema) === undefined);
  if (unheard !== undefined) {
    throw new RiegelError('screening/bad-policy', `There is no schema ${JSON.stringify(unheard)}`);
  }
  const fact = facts.find((each) => !FACTS.includes(each));
  if (fact !== undefined) {
    throw new RiegelError('screening/bad-policy', `There is no fact ${JSON.stringify(fact)}`, {
      expected: FACTS.join(', '),
    });
  }
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new RiegelError('screening/bad-policy', `The limit ${limit} cannot be used`, {
      expected: 'a whole number from 1',
    });
  }
  if (lists?.length === 0) {
    throw new RiegelError('screening/bad-policy', 'The policy asks no list', {
      expected: 'at least one list',
    });
  }
  const unknown = [...(lists ?? []), ...Object.keys(regimes)].find(
    (list) => !Object.hasOwn(info.lists, list),
  );
  if (unknown !== undefined) {
    throw new RiegelError('screening/unknown-list', `The index holds no list ${JSON.stringify(unknown)}`, {
      expected: `one of ${Object.keys(info.lists).sort().join(', ') || 'none'}`,
    });
  }
}

/** What the engine is asked under a policy; `admitted` takes its answer. */
export function screenOptionsOf(policy: Policy): ScreenOptions {
  const { threshold, thresholds, lists, regimes, leaveOut, names, limit } = policy;
  return {
    threshold: Math.min(threshold, ...Object.values(thresholds ?? {})),
    // With thresholds of their own some of the matches go yet.
    limit: thresholds === undefined ? limit + 1 : Number.MAX_SAFE_INTEGER,
    ...(lists === undefined ? {} : { lists }),
    ...(regimes === undefined ? {} : { regimes }),
    ...(leaveOut === undefined ? {} : { leaveOut }),
    ...(names === undefined ? {} : { leastOfNames: names }),
  };
}

/** The matches that reach the threshold of their schema. */
export function admitted(found: readonly Match[], { threshold, thresholds }: Policy): readonly Match[] {
  if (thresholds === undefined) return found;
  return found.filter(({ schema, score }) => score >= thresholdOf(schema, threshold, thresholds));
}

/** The schema's own; else that of its nearest ancestors, of several the lowest. */
function thresholdOf(
  schema: string,
  threshold: number,
  thresholds: NonNullable<Policy['thresholds']>,
): number {
  const above = Object.keys(thresholds).filter((each) => isA(schema, each));
  const nearest = above.filter((each) => !above.some((other) => other !== each && isA(other, each)));
  return nearest.length === 0 ? threshold : Math.min(...nearest.map((each) => thresholds[each]!));
}
