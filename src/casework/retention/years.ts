import { type Door, OFAC_YEARS } from '../../screening/index.ts';
import type { AlertRow } from '../../store/index.ts';
import { type CaseworkPolicy, retentionYears } from '../policy.ts';

/** Lists of the Office of Foreign Assets Control. */
const OFAC_LIST = /^us_ofac/;

type Kept = Pick<AlertRow, 'lists' | 'doors'>;
type Rules = Pick<CaseworkPolicy, 'retention' | 'atDoors'>;

/**
 * Whether OFAC's rules hold of a case (31 CFR 501.601): by the policy of a door of its alerts, or because one came from
 * a list of OFAC's. Not of travellers by the list alone: who looks at them moves no property.
 */
export function isKeptForOfac(alerts: readonly Kept[], { retention, atDoors }: Rules): boolean {
  return alerts.some(
    ({ lists, doors }) =>
      doors.some((door) => atDoors?.[door as Door]?.ofac ?? retention.ofac) ||
      (lists.some((list) => OFAC_LIST.test(list)) && doors.some((door) => door !== 'traveller')),
  );
}

/**
 * Until when a case that is closed at `at` is kept, both milliseconds since 1970: the calendar years that the policy
 * says for the doors of its alerts, and at least ten for OFAC.
 */
export function retainUntil(at: number, alerts: readonly Kept[], policy: Rules): number {
  const doors = alerts.flatMap((alert) => alert.doors);
  const least = isKeptForOfac(alerts, policy) ? OFAC_YEARS : 0;
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + Math.max(retentionYears(policy, doors), least));
  return until.getTime();
}
