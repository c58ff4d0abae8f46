import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { RiegelError } from '../entity/index.ts';
import { sha256 } from './merkle/hash.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 32;

/** Random bytes are fetched many at a time: asking the system for each key costs more than sealing. */
const pool = Buffer.allocUnsafeSlow(64 * 1024);
let used = pool.length;

export function randomOf(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}

export function newKey(): Buffer {
  return randomOf(KEY_BYTES);
}

export interface Sealed {
  /** Nonce, AES-256-GCM of (salt, text), tag. */
  readonly bytes: Buffer;
  /** `SHA-256(salt || text)`: binds the record to the text, and tells nothing of it without the salt. */
  readonly commitment: Buffer;
}

/** Seals `text`, or any bytes, under `key` for the record named `id`: it does not open under the name of another. */
export function seal(text: string | Uint8Array, key: Buffer, id: string): Sealed {
  const nonce = randomOf(NONCE_BYTES);
  const plain = Buffer.concat([randomOf(SALT_BYTES), typeof text === 'string' ? Buffer.from(text) : text]);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
  const bytes = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { bytes, commitment: sha256(plain) };
}

/** Opens what `seal` sealed. Throws `journal/damaged-seal`. */
export function unseal(
  bytes: Buffer,
  key: Buffer,
  id: string,
): { readonly content: Buffer; readonly salt: Buffer } {
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(id))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return { content: plain.subarray(SALT_BYTES), salt: plain.subarray(0, SALT_BYTES) };
  } catch (cause) {
    throw new RiegelError('journal/damaged-seal', 'The sealed part of a record does not open', { cause });
  }
}

/** The commitment to a text, for whoever has been shown text and salt. */
export function commitmentTo(text: string, salt: Uint8Array): Buffer {
  return sha256(Buffer.concat([salt, Buffer.from(text)]));
}
