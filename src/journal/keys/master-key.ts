import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';

const KEY_BYTES = 32;
const MAC_BYTES = 16;
const WRAP = 'id-aes256-wrap';
/** RFC 3394, 2.2.3.1. */
const WRAP_START = Buffer.alloc(8, 0xa6);

/** What the master key is used for; it leaves this file in no other way. */
export interface MasterKey {
  /** The same for the same master key, and tells nothing of it. */
  readonly fingerprint: string;
  /** RFC 3394 (AES key wrap), 40 bytes: it needs no random value, so it bears any number of keys. */
  wrap(key: Uint8Array): Buffer;
  /** Throws `journal/damaged-key`. */
  unwrap(wrapped: Uint8Array): Buffer;
  /** A digest by which the keys of a subject are found again, and from which its reference is not. */
  tagOf(subject: string): Buffer;
  /** Shows that whoever wrote the record had the master key: a change by hand in the database is found by it. */
  macOf(seq: number, leaf: Uint8Array): Buffer;
}

/** From 32 bytes in base64. Throws `journal/bad-key`. */
export function masterKey(base64: string): MasterKey {
  const master = Buffer.from(base64.trim(), 'base64');
  if (master.length !== KEY_BYTES) {
    throw new RiegelError('journal/bad-key', 'The master key cannot be read', {
      expected: '32 bytes in base64, as from `openssl rand -base64 32`',
    });
  }
  const derived = (use: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `riegel/journal/${use}`, KEY_BYTES));
  const [wrapKey, tagKey, macKey] = [derived('wrap'), derived('tag'), derived('mac')];
  return {
    fingerprint: derived('fingerprint').toString('base64url'),
    wrap(key) {
      const cipher = createCipheriv(WRAP, wrapKey, WRAP_START);
      return Buffer.concat([cipher.update(key), cipher.final()]);
    },
    unwrap(wrapped) {
      try {
        const decipher = createDecipheriv(WRAP, wrapKey, WRAP_START);
        return Buffer.concat([decipher.update(wrapped), decipher.final()]);
      } catch (cause) {
        throw new RiegelError('journal/damaged-key', 'A stored key is not what it was', { cause });
      }
    },
    tagOf: (subject) => createHmac('sha256', tagKey).update(subject).digest(),
    macOf(seq, leaf) {
      const place = Buffer.alloc(8);
      place.writeBigUInt64BE(BigInt(seq));
      return createHmac('sha256', macKey).update(place).update(leaf).digest().subarray(0, MAC_BYTES);
    },
  };
}
