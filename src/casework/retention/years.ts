import { OFAC_YEARS } from '../../screening/index.ts';
import { type CaseworkPolicy, retentionYears } from '../policy.ts';

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
 * Until when a case that is closed at `at` is kept, both milliseconds since 1970: the calendar years that the policy
 * says for the doors of its alerts, and at least ten for OFAC.
 */
export function retainUntil(
  at: number,
  alerts: readonly { readonly lists: readonly string[]; readonly doors: readonly string[] }[],
  policy: Pick<CaseworkPolicy, 'retention' | 'atDoors'>,
): number {
  const lists = alerts.flatMap((alert) => alert.lists);
  const doors = alerts.flatMap((alert) => alert.doors);
  const least = isKeptForOfac(lists, policy) ? OFAC_YEARS : 0;
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + Math.max(retentionYears(policy, doors), least));
  return until.getTime();
}
