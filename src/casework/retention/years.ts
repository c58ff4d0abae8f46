import { OFAC_YEARS } from '../../screening/index.ts';
import type { CaseworkPolicy } from '../policy.ts';

/** Lists of the Office of Foreign Assets Control. */
const OFAC_LIST = /^us_ofac/;

/** Whether OFAC's rules hold of the installation or of one of the lists (31 CFR 501.601). */
export function isKeptForOfac(
  lists: readonly string[],
  { retention }: Pick<CaseworkPolicy, 'retention'>,
): boolean {
  return retention.ofac || lists.some((list) => OFAC_LIST.test(list));
}

/**
 * Until when a case that is closed at `at` is kept, both milliseconds since 1970: the policy's calendar years, and at
 * least ten for OFAC. `lists` are those of its alerts.
 */
export function retainUntil(
  at: number,
  lists: readonly string[],
  policy: Pick<CaseworkPolicy, 'retention'>,
): number {
  const least = isKeptForOfac(lists, policy) ? OFAC_YEARS : 0;
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + Math.max(policy.retention.years, least));
  return until.getTime();
}
