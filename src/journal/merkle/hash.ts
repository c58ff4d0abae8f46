import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

export function sha256(bytes: string | Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** RFC 9162, 2.1.1: `HASH(0x00 || data)`; of a text its UTF-8. */
export function leafHash(data: string | Uint8Array): Buffer {
  return sha256(typeof data === 'string' ? `\0${data}` : Buffer.concat([LEAF, data]));
}

/** RFC 9162, 2.1.1: `HASH(0x01 || left || right)`. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([NODE, left, right], 1 + 2 * HASH_BYTES));
}

/** RFC 9162, 2.1.1: the hash of an empty list. */
export const EMPTY_ROOT: Buffer = sha256('');
