import { RiegelError } from '../../entity/index.ts';

export const KEY_HEADER = 'idempotency-key';
export const MOST_LETTERS = 255;

/** RFC 8941, 3.3.3: a string in quotes, as the draft asks for. */
const QUOTED = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
/** As most clients send it. */
const BARE = /^[\x21\x23-\x7e]+$/;

/**
 * The key of `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), in quotes or without; undefined where
 * none was sent. Throws `server/bad-idempotency-key`.
 */
export function keyOf(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  const key = QUOTED.exec(text)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? (BARE.test(text) ? text : '');
  if (key !== '' && key.length <= MOST_LETTERS) return key;
  throw new RiegelError('server/bad-idempotency-key', 'The idempotency key cannot be read', {
    expected: `one string of 1 to ${MOST_LETTERS} ASCII letters, such as a UUID`,
  });
}
