import { digestOf, newId } from './secret.ts';

const CODES = 10;
/** 80 random bits: not to be guessed, so one pass of SHA-256 keeps them. */
const LETTERS = 16;
const CODE = /^[a-z2-7]{16}$/;

/** Codes that stand in for the second factor, each once: `abcd-efgh-ijkl-mnop`. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () => newId(LETTERS).replace(/(.{4})(?=.)/g, '$1-'));
}

/** What is stored of a code, however it was typed; undefined where it is none. */
export function recoveryDigest(code: string): Buffer | undefined {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '');
  return CODE.test(plain) ? digestOf(`recovery:${plain}`) : undefined;
}
