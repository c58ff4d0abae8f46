import type { HealthPolicy } from './policy.ts';

const HOUR_MS = 3_600_000;

/** `fresh` within the limits, `stale` beyond one, `expired` far beyond one, `absent` without any version. */
export type AgeState = 'fresh' | 'stale' | 'expired' | 'absent';

export interface Age {
  readonly state: AgeState;
  /** Hours since the content in force was last known to be what the source publishes. */
  readonly confirmedHours?: number;
  /** Hours since it was published; where it states no date, since it first came to us. */
  readonly publishedHours?: number;
  /**
   * What is wrong. `not-confirmed`: nobody has asked the source for too long, or it has not answered well.
   * `not-published`: the source answers, but has published nothing new for longer than it ever does: a frozen
   * copy, a retired address, a broken export.
   */
  readonly alarms: readonly ('not-confirmed' | 'not-published')[];
}

/** Times are ISO 8601. */
interface AgeFacts {
  /** When the source last gave, or confirmed (HTTP 304), the content in force. */
  readonly confirmedAt?: string | undefined;
  /** When the content was published, or first came. */
  readonly publishedAt?: string | undefined;
  /** The longest that the source goes without publishing; infinite for one that is no longer published. */
  readonly maxAgeHours: number;
  /** False for a source that has no address to ask: then its rhythm also limits how long ago it was last brought. */
  readonly canBeAsked: boolean;
}

/** How old what we screen against is, by two clocks: when the source was last asked, and when it last published. */
export function ageOf(facts: AgeFacts, now: Date, policy: HealthPolicy): Age {
  const confirmedHours = hoursSince(facts.confirmedAt, now);
  const publishedHours = hoursSince(facts.publishedAt, now);
  if (confirmedHours === undefined || publishedHours === undefined) return { state: 'absent', alarms: [] };
  // What is no longer published can be read, for history; it is never what is in force today.
  if (!Number.isFinite(facts.maxAgeHours)) {
    return { state: 'expired', confirmedHours, publishedHours, alarms: ['not-published'] };
  }
  const maxUnconfirmedHours = facts.canBeAsked
    ? Math.min(policy.maxUnconfirmedHours, facts.maxAgeHours)
    : facts.maxAgeHours;
  // Confirmed on a day to come, by a clock that has been set right since: nobody knows when.
  const isAhead = Date.parse(facts.confirmedAt!) > now.getTime() + policy.maxFutureHours * HOUR_MS;
  const excess = {
    'not-confirmed': isAhead ? policy.expiredAfter : confirmedHours / maxUnconfirmedHours,
    'not-published': publishedHours / facts.maxAgeHours,
  };
  const worst = Math.max(...Object.values(excess));
  return {
    state: worst <= 1 ? 'fresh' : worst <= policy.expiredAfter ? 'stale' : 'expired',
    confirmedHours,
    publishedHours,
    alarms: (['not-confirmed', 'not-published'] as const).filter((alarm) => excess[alarm] > 1),
  };
}

function hoursSince(time: string | undefined, now: Date): number | undefined {
  if (time === undefined) return undefined;
  const hours = (now.getTime() - Date.parse(time)) / HOUR_MS;
  return Number.isNaN(hours) ? undefined : Math.max(0, Math.round(hours * 10) / 10);
}
