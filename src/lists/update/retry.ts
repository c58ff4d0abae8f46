import type { NetworkPolicy } from './network.ts';

/** Answers that may be better a moment later (RFC 9110 and 6585: timeout, too early, too many, server trouble). */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export function isPassing(status: number): boolean {
  return PASSING.has(status);
}

/**
 * Pause before another attempt, in milliseconds: doubled each time, drawn from the upper half so that many
 * installations do not ask in step, and never shorter than the server asked for.
 * @param attempt the one that has just failed, from 1
 * @param random in [0, 1)
 */
export function pauseBefore(
  attempt: number,
  retryAfterMs: number | undefined,
  policy: Pick<NetworkPolicy, 'firstPauseMs' | 'maxPauseMs'>,
  random: number,
): number {
  const full = Math.min(policy.maxPauseMs, policy.firstPauseMs * 2 ** (attempt - 1));
  return Math.max(retryAfterMs ?? 0, Math.round(full * (0.5 + random / 2)));
}

/** RFC 9110 section 10.2.3: seconds, or an HTTP date. Undefined where it says nothing we can read. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now.getTime());
}
