/**
 * How long a key to the door (a login, an address) is refused after failures. It never closes for good: an attacker
 * must not be able to shut the owner out. NIST SP 800-63B-4, 3.2.2 (rate limiting) names growing waits of up to an hour.
 */
export interface BackOff {
  /** Failures that cost nothing. */
  readonly free: number;
  /** Longest wait, milliseconds. */
  readonly longestMs: number;
  /** After so long without a failure, all are forgotten, milliseconds. */
  readonly forgetMs: number;
}

const MINUTE = 60_000;

/** One login: a person mistypes now and then. */
export const OF_LOGIN: BackOff = Object.freeze({
  free: 5,
  longestMs: 60 * MINUTE,
  forgetMs: 24 * 60 * MINUTE,
});

/** One address: an office may share it. */
export const OF_ADDRESS: BackOff = Object.freeze({ free: 30, longestMs: 15 * MINUTE, forgetMs: 60 * MINUTE });

/** Milliseconds to wait after this many failures: a second, two, four … */
export function waitAfter(failures: number, { free, longestMs }: BackOff): number {
  if (failures < free) return 0;
  return Math.min(longestMs, 1_000 * 2 ** Math.min(failures - free, 30));
}
