import { Agent, type Dispatcher, errors, request } from 'undici';
import { type AddressGuard, isForbidden } from './address.ts';
import type { WebhookPolicy } from './policy.ts';

/** What is sent. */
interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it: delivered where there is no failure. */
export interface Sent {
  readonly tookMs: number;
  readonly status: number | undefined;
  readonly failure: string | undefined;
  /** How long the receiver has asked not to be tried again, milliseconds. */
  readonly askedMs: number | undefined;
}

export interface Sender {
  /** One attempt, which ends in time whatever the receiver does. Never throws. */
  send(message: Message): Promise<Sent>;
  close(): Promise<void>;
}

/** What DNS says of a name to which nothing can be sent (c-ares). */
const NO_NAME = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT', 'EBADNAME']);

/** Bytes of an answer that are waited for: what it says is of no interest. */
const MOST_ANSWER = 64 * 1024;

/**
 * Sends messages to receivers that may hang, lie or lead elsewhere. An answer counts as delivered when it came whole (or
 * its first 64 KiB did) and says 2xx. Redirects are not followed.
 */
export function senderBy(
  guard: AddressGuard,
  { connectMs, attemptMs }: Pick<WebhookPolicy, 'connectMs' | 'attemptMs'>,
): Sender {
  const network = new Agent({
    connect: { timeout: connectMs, lookup: guard.lookup },
    headersTimeout: attemptMs,
    bodyTimeout: attemptMs,
  });
  return {
    async send(message) {
      const began = performance.now();
      const { status, failure, askedMs } = await attempt(message, guard, network, attemptMs);
      return { tookMs: Math.round(performance.now() - began), status, failure, askedMs };
    },
    close: () => network.destroy(),
  };
}

async function attempt(
  { url, headers, body }: Message,
  guard: AddressGuard,
  network: Dispatcher,
  attemptMs: number,
): Promise<Omit<Sent, 'tookMs'>> {
  const answered: { status?: number; askedMs?: number | undefined } = {};
  const told = (failure: string | undefined) => ({
    status: answered.status,
    failure,
    askedMs: answered.askedMs,
  });
  try {
    // What may be called may have become less since the webhook was made.
    guard.check(url);
    const signal = AbortSignal.timeout(attemptMs);
    const answer = await request(url, {
      ...{ method: 'POST', dispatcher: network, signal, body },
      headers: { 'content-type': 'application/json', 'user-agent': 'Riegel-Webhooks', ...headers },
    });
    answered.status = answer.statusCode;
    answered.askedMs = retryAfterMs(answer.headers['retry-after']);
    await readThrough(answer.body);
    if (answer.statusCode >= 200 && answer.statusCode < 300) return told(undefined);
    return told(answer.statusCode >= 300 && answer.statusCode < 400 ? 'redirect' : 'status');
  } catch (error) {
    return told(failureOf(error));
  }
}

/** Reads what the receiver says, to see that it ends. */
async function readThrough(body: Dispatcher.ResponseData['body']): Promise<void> {
  let read = 0;
  // Whoever leaves early is told of an error that is none.
  body.on('error', () => {});
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    read += piece.length;
    if (read > MOST_ANSWER) break;
  }
}

/** Why nothing came back, in a word: what the other side says may say too much. */
function failureOf(error: unknown): string {
  const { name, code } = error as NodeJS.ErrnoException;
  if (code === 'events/forbidden-address' || isForbidden(error)) return 'forbidden-address';
  if (code === 'events/bad-address') return 'bad-address';
  if (error instanceof errors.ConnectTimeoutError) return 'connect-timeout';
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return 'timeout';
  if (code !== undefined && NO_NAME.has(code)) return 'no-such-name';
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (code?.startsWith('ERR_TLS') === true || code?.includes('CERT') === true) return 'bad-certificate';
  return 'connection-broken';
}

/** RFC 9110, 10.2.3, as seconds; a date is passed over. */
function retryAfterMs(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
}
