import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { JournalKeys } from '../../../journal/index.ts';

/** RFC 4226, 4 (R6): 160 bits. */
const SECRET_BYTES = 20;
/** RFC 6238, 4.1 and 5.2. */
const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** RFC 6238, 5.2: one step of delay is let through, on either side, for slow fingers and clocks that differ. */
const WINDOW = 1;
/** Fills a secret up to whole blocks of RFC 3394, and says what was wrapped. */
const MARK = Buffer.from('totp');
const CODE = /^\d{6}$/;

type MasterKey = JournalKeys['master'];

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** As stored: wrapped with the master key. */
export function wrapTotp(secret: Buffer, master: MasterKey): Buffer {
  return master.wrap(Buffer.concat([secret, MARK]));
}

/** Undefined where it is no TOTP secret. Throws `journal/damaged-key`. */
export function unwrapTotp(wrapped: Buffer, master: MasterKey): Buffer | undefined {
  const secret = master.unwrap(wrapped);
  if (secret.length !== SECRET_BYTES + MARK.length || !secret.subarray(SECRET_BYTES).equals(MARK)) {
    return undefined;
  }
  return secret.subarray(0, SECRET_BYTES);
}

/** What an authenticator app reads, from a QR code or typed. */
export interface TotpInvitation {
  /** `otpauth://totp/…` (Key URI format). */
  readonly uri: string;
  /** The secret in base32, to be typed. */
  readonly secret: string;
}

export function totpInvitation(secret: Buffer, login: string, issuer: string): TotpInvitation {
  const totp = totpOf(secret, login, issuer);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/**
 * The time step (RFC 6238: seconds since 1970 / 30) whose code was given; undefined where it is none of now. `now` in
 * milliseconds.
 */
export function totpStep(secret: Buffer, code: string, now: number): number | undefined {
  const typed = code.replaceAll(' ', '');
  if (!CODE.test(typed)) return undefined;
  const delta = totpOf(secret).validate({ token: typed, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

/** The code of a moment, as an app shows it. */
export function totpCode(secret: Buffer, now: number, digits = DIGITS): string {
  return TOTP.generate({ secret: bytesOf(secret), timestamp: now, period: PERIOD_SECONDS, digits });
}

function totpOf(secret: Buffer, label = '', issuer = ''): TOTP {
  return new TOTP({ secret: bytesOf(secret), label, issuer, digits: DIGITS, period: PERIOD_SECONDS });
}

function bytesOf(secret: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(secret).buffer });
}
