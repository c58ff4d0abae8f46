import { RiegelError } from '../entity/index.ts';
import { DEFAULT_THRESHOLD, type IndexInfo } from '../match/index.ts';

/** What turns matches into an outcome. Set by a person, never learned. */
export interface Policy {
  /** Least score of a match, 0.5 … 1. */
  readonly threshold: number;
  /** Lists that are asked; absent for all that the index holds. */
  readonly lists?: readonly string[];
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
  const { threshold, limit, lists } = policy;
  if (!(threshold >= LEAST_THRESHOLD && threshold <= 1)) {
    throw new RiegelError('screening/bad-policy', `The threshold ${threshold} cannot be used`, {
      expected: `a number from ${LEAST_THRESHOLD} to 1`,
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
  const unknown = lists?.find((list) => !Object.hasOwn(info.lists, list));
  if (unknown !== undefined) {
    throw new RiegelError('screening/unknown-list', `The index holds no list ${JSON.stringify(unknown)}`, {
      expected: `one of ${Object.keys(info.lists).sort().join(', ') || 'none'}`,
    });
  }
}
