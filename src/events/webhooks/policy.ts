/** How webhooks are delivered. Times in milliseconds. */
export interface WebhookPolicy {
  /** Whether addresses may begin with `http://`. */
  readonly allowHttp: boolean;
  /** Networks (CIDR) that may be called although they are not public: `10.1.0.0/16`, `fd00::/8`. */
  readonly allowNetworks: readonly string[];
  /** Until a connection stands, TLS and all. */
  readonly connectMs: number;
  /** From the beginning of an attempt to the last byte of the answer. */
  readonly attemptMs: number;
  /** After the first failure of an event; doubled with each further one, drawn at random from the upper half. */
  readonly firstPauseMs: number;
  readonly mostPauseMs: number;
  /** An event that fails for so long is given up, and the webhook with it until somebody resumes it. */
  readonly giveUpMs: number;
  /** How long a secret that was replaced signs along. */
  readonly overlapMs: number;
  /** How long a process that has died keeps others from delivering to a webhook; more than an attempt may take. */
  readonly leaseMs: number;
  /** How often it is looked what is to be delivered. */
  readonly lookMs: number;
}

const HOUR = 3_600_000;

export const DEFAULT_WEBHOOK_POLICY: WebhookPolicy = Object.freeze({
  allowHttp: false,
  allowNetworks: [],
  connectMs: 5_000,
  attemptMs: 15_000,
  firstPauseMs: 2_000,
  mostPauseMs: HOUR,
  giveUpMs: 72 * HOUR,
  overlapMs: 24 * HOUR,
  leaseMs: 60_000,
  lookMs: 1_000,
});

/**
 * How long to wait after the `failures`th failure in a row: exponential with jitter, so that those who failed together
 * do not come back together. Never less than the receiver has asked for, but for the longest pause.
 */
export function pauseAfter(
  failures: number,
  { firstPauseMs, mostPauseMs }: Pick<WebhookPolicy, 'firstPauseMs' | 'mostPauseMs'>,
  askedMs = 0,
  random: () => number = Math.random,
): number {
  const longest = Math.min(mostPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 40));
  return Math.round(Math.min(mostPauseMs, Math.max(askedMs, longest * (0.5 + random() / 2))));
}
