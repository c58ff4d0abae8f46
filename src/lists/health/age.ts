import type { HealthPolicy } from './policy.ts';

const HOUR_MS = 3_600_000;

export interface Age {
  /** `fresh` within the source's rhythm, `stale` beyond it, `expired` far beyond it, `absent` without any version. */
  readonly state: 'fresh' | 'stale' | 'expired' | 'absent';
  /** Hours since the content in force was last known to be what the source publishes. */
  readonly confirmedHours?: number;
  /** Hours since the publication in force was published, where it says so: a source that answers but no longer publishes shows here. */
  readonly publishedHours?: number;
}

/**
 * How old what we screen against is.
 * @param maxAgeHours of the source's rhythm; infinite for a source that is no longer published
 * @param confirmedAt ISO 8601: when the source last gave, or confirmed (HTTP 304), the content in force
 */
export function ageOf(
  { confirmedAt, publishedAt }: { confirmedAt?: string | undefined; publishedAt?: string | undefined },
  maxAgeHours: number,
  now: Date,
  policy: HealthPolicy,
): Age {
  const confirmedHours = hoursSince(confirmedAt, now);
  if (confirmedHours === undefined) return { state: 'absent' };
  const publishedHours = hoursSince(publishedAt, now);
  const published = publishedHours === undefined ? {} : { publishedHours };
  // What is no longer published can be read, for history; it is never what is in force today.
  if (!Number.isFinite(maxAgeHours)) return { state: 'expired', confirmedHours, ...published };
  const state =
    confirmedHours <= maxAgeHours
      ? 'fresh'
      : confirmedHours <= maxAgeHours * policy.expiredAfter
        ? 'stale'
        : 'expired';
  return { state, confirmedHours, ...published };
}

function hoursSince(time: string | undefined, now: Date): number | undefined {
  if (time === undefined) return undefined;
  const hours = (now.getTime() - Date.parse(time)) / HOUR_MS;
  return Number.isNaN(hours) ? undefined : Math.max(0, Math.round(hours * 10) / 10);
}
