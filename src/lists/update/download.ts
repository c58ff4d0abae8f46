import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { RiegelError } from '../../entity/index.ts';
import { type Answer, exchange, PassingFailure, type Validators } from './exchange.ts';
import type { NetworkPolicy } from './network.ts';
import type { Progress } from './result.ts';
import { pauseBefore } from './retry.ts';

/** Progress is told at most this often. */
const TELL_EVERY_MS = 200;

export interface DownloadRequest {
  /** Name of the file, for progress. */
  readonly file: string;
  readonly url: string;
  /** What the server said beside the copy we have; asks it to answer 304 where that still holds. */
  readonly known?: Validators;
}

/**
 * Gets one file, trying again where that may help, within the limits of the policy.
 * Throws `RiegelError` (`lists/download-…`, `lists/truncated`, `lists/empty`), or the reason of `signal`.
 */
export async function download(
  wanted: DownloadRequest,
  network: Dispatcher,
  policy: NetworkPolicy,
  {
    signal,
    onProgress,
  }: { signal?: AbortSignal | undefined; onProgress?: ((progress: Progress) => void) | undefined },
): Promise<Answer> {
  const deadline = performance.now() + policy.totalMs;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), policy.totalMs);
  const either = AbortSignal.any(signal === undefined ? [timeout.signal] : [timeout.signal, signal]);
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const tell = teller(wanted.file, onProgress);
        return await exchange(wanted.url, wanted.known, network, policy, either, tell);
      } catch (error) {
        if (either.aborted || !(error instanceof PassingFailure)) throw error;
        const waitMs = pauseBefore(attempt, error.retryAfterMs, policy, Math.random());
        if (attempt >= policy.attempts || performance.now() + waitMs >= deadline) throw error.failure;
        onProgress?.({ step: 'retry', file: wanted.file, attempt, waitMs, reason: error.message });
        await sleep(waitMs, undefined, { signal: either });
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!timeout.signal.aborted) throw error;
    const message = `Not whole after ${Math.round(policy.totalMs / 1000)} s`;
    throw new RiegelError('lists/download-timeout', message, { place: { file: wanted.url }, cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function teller(
  file: string,
  onProgress: ((progress: Progress) => void) | undefined,
): (received: number, total: number | undefined) => void {
  const began = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  return (bytes, total) => {
    const now = performance.now();
    if (onProgress === undefined || (now - told < TELL_EVERY_MS && bytes !== total)) return;
    told = now;
    const rate = Math.round((bytes * 1000) / Math.max(1, now - began));
    onProgress({ step: 'download', file, bytes, ...(total === undefined ? {} : { total }), rate });
  };
}
