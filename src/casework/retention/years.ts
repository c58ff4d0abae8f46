import { OFAC_YEARS } from '../../screening/index.ts';
import type { CaseworkPolicy } from '../policy.ts';

/** Lists of the Office of Foreign Assets Control. */
const OFAC_LIST = /^us_ofac/;

/**
 * Until when a case that is closed at `at` is kept, both milliseconds since 1970: the policy's calendar years, and
 * ten where OFAC's rules hold of the installation or of one of the case's lists (31 CFR 501.601).
 */
export function retainUntil(
  at: number,
  lists: readonly string[],
  { retention }: Pick<CaseworkPolicy, 'retention'>,
): number {
  const isOfac = retention.ofac || lists.some((list) => OFAC_LIST.test(list));
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + Math.max(retention.years, isOfac ? OFAC_YEARS : 0));
  return until.getTime();
}
