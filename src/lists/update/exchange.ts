import { pipeline, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { RiegelError } from '../../entity/index.ts';
import { type NetworkPolicy, userAgent } from './network.ts';
import { isPassing, retryAfterMs } from './retry.ts';

const MIB = 1024 * 1024;

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What a server answered: the file, or that it has not changed. */
export type Answer =
  | { readonly status: 'not-modified' }
  | {
      readonly status: 'file';
      readonly bytes: Uint8Array;
      readonly finalUrl: string;
      readonly validators: Validators;
    };

/** A failure that another attempt may mend. */
export class PassingFailure extends Error {
  readonly failure: RiegelError;
  readonly retryAfterMs: number | undefined;
  constructor(failure: RiegelError, retryAfter?: number) {
    super(failure.message);
    this.failure = failure;
    this.retryAfterMs = retryAfter;
  }
}

/**
 * One request, redirects followed. Throws `PassingFailure` where trying again may help, else `RiegelError`
 * with a `lists/download-…` code, `lists/truncated` or `lists/empty`.
 */
export async function exchange(
  url: string,
  known: Validators | undefined,
  network: Dispatcher,
  policy: NetworkPolicy,
  signal: AbortSignal,
  onBytes: (received: number, total: number | undefined) => void,
): Promise<Answer> {
  let at = checkedUrl(url, undefined);
  const seen = new Set<string>();
  for (;;) {
    if (seen.has(at.href) || seen.size > policy.maxRedirects) {
      throw failure('redirects', url, `More than ${policy.maxRedirects} redirects, or redirects in a circle`);
    }
    seen.add(at.href);
    const response = await ask(at, known, network, policy, signal);
    const location = header(response, 'location');
    if (response.statusCode >= 300 && response.statusCode < 400 && location !== undefined) {
      await response.body.dump({ limit: 65_536 }).catch(() => {});
      at = checkedUrl(location, at);
      continue;
    }
    if (response.statusCode === 304 && isConditional(known)) {
      await response.body.dump({ limit: 65_536 }).catch(() => {});
      return { status: 'not-modified' };
    }
    if (response.statusCode !== 200) {
      await response.body.dump({ limit: 65_536 }).catch(() => {});
      const gone = response.statusCode === 404 || response.statusCode === 410;
      const answered = failure(
        gone ? 'gone' : 'status',
        at.href,
        `The server answered ${response.statusCode}`,
      );
      if (!isPassing(response.statusCode)) throw answered;
      throw new PassingFailure(answered, retryAfterMs(header(response, 'retry-after'), new Date()));
    }
    const bytes = await receive(response, at, policy, onBytes);
    const etag = header(response, 'etag');
    const lastModified = header(response, 'last-modified');
    return {
      status: 'file',
      bytes,
      finalUrl: at.href,
      validators: {
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      },
    };
  }
}

/** A 304 to a question that named no copy is no answer. */
function isConditional(known: Validators | undefined): boolean {
  return known?.etag !== undefined || known?.lastModified !== undefined;
}

async function ask(
  url: URL,
  known: Validators | undefined,
  network: Dispatcher,
  policy: NetworkPolicy,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  try {
    return await request(url, {
      dispatcher: network,
      signal,
      headers: {
        'user-agent': userAgent(policy.contact),
        accept: '*/*',
        'accept-encoding': 'gzip',
        ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }),
        ...(known?.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new PassingFailure(failure('connection', url.href, `No answer: ${reasonOf(error)}`, error));
  }
}

/** Reads the body, counted as it comes, unpacked as the server packed it, and within the limits. */
async function receive(
  response: Dispatcher.ResponseData,
  url: URL,
  policy: NetworkPolicy,
  onBytes: (received: number, total: number | undefined) => void,
): Promise<Uint8Array> {
  const stated = header(response, 'content-length');
  const total = stated !== undefined && /^\d+$/.test(stated) ? Number(stated) : undefined;
  if (total !== undefined && total > policy.maxBytes) {
    response.body.on('error', () => {}).destroy();
    throw tooLarge(url, policy);
  }
  let received = 0;
  let unpacked = 0;
  const decoder = decoderFor(header(response, 'content-encoding'), url);
  const chunks: Uint8Array[] = [];
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      received += chunk.length;
      onBytes(received, total);
      yield chunk;
    }
  }
  try {
    for await (const chunk of decoder === undefined ? counted() : decoded(counted(), decoder)) {
      unpacked += chunk.length;
      if (unpacked > policy.maxBytes) throw tooLarge(url, policy);
      if (unpacked > MIB && unpacked > received * policy.maxExpansion) {
        throw failure('expansion', url.href, `Unpacks to more than ${policy.maxExpansion} times its size`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    response.body.on('error', () => {}).destroy();
    if (error instanceof RiegelError) throw error;
    throw new PassingFailure(
      truncated(url, `The file broke off after ${received} bytes: ${reasonOf(error)}`, error),
    );
  }
  if (total !== undefined && received !== total) {
    throw new PassingFailure(truncated(url, `${received} bytes came of ${total} announced`));
  }
  if (unpacked === 0) {
    throw new RiegelError('lists/empty', 'The server sent an empty file', { place: { file: url.href } });
  }
  return Buffer.concat(chunks, unpacked);
}

/** Pulls the source through the decoder; an error of either, and leaving early, ends both. */
async function* decoded(source: AsyncIterable<Uint8Array>, decoder: Transform): AsyncGenerator<Uint8Array> {
  pipeline(source, decoder, () => {});
  yield* decoder as AsyncIterable<Uint8Array>;
}

function decoderFor(encoding: string | undefined, url: URL): Transform | undefined {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FINISH });
    default:
      throw failure(
        'encoding',
        url.href,
        `The server packed the file as ${encoding}, which was not asked for`,
      );
  }
}

/** HTTP(S) only, and never from TLS down to plain text: whoever sits between could change the list. */
function checkedUrl(text: string, from: URL | undefined): URL {
  const url = URL.canParse(text, from?.href) ? new URL(text, from) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw failure('address', text, 'Not an address to download from');
  }
  if (from?.protocol === 'https:' && url.protocol === 'http:') {
    throw failure('redirects', from.href, `Redirected from https to ${url.origin}, which is not protected`);
  }
  return url;
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function failure(kind: string, file: string, message: string, cause?: unknown): RiegelError {
  return new RiegelError(`lists/download-${kind}`, message, { place: { file }, cause });
}

function truncated(url: URL, message: string, cause?: unknown): RiegelError {
  return new RiegelError('lists/truncated', message, { place: { file: url.href }, cause });
}

function tooLarge(url: URL, policy: NetworkPolicy): RiegelError {
  return failure('size', url.href, `Larger than ${policy.maxBytes} bytes`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
