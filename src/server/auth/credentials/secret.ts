import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** 256 random bits as text, 43 characters of base64url: what a cookie, a link or a key holds. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is stored of a random secret. One pass of SHA-256 is enough: 256 random bits cannot be guessed. */
export function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** In a time that does not tell where they differ. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** A random name of `length` letters and digits, 5 bits each. */
export function newId(length: number): string {
  return Array.from(randomBytes(length), (byte) => LETTERS[byte & 31]).join('');
}
