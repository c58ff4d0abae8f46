import type { SessionRow } from '../../../store/index.ts';
import type { Caller } from '../audit.ts';
import { digestOf, newId, newSecret } from '../credentials/secret.ts';

const HOUR = 3_600_000;
/** NIST SP 800-63B-4, 2.2.3: a day at most; a working day is enough. */
const FULL_MS = 12 * HOUR;
const ENROLLING_MS = HOUR;
const MAX_AGENT = 200;

/** A session before it is stored, with the secret that goes into the cookie. */
export interface FreshSession {
  readonly secret: string;
  readonly row: SessionRow;
}

export interface SessionWish {
  readonly person: string;
  readonly level: SessionRow['level'];
  /** How it is begun. */
  readonly way: 'password' | 'passkey' | 'provider' | 'link';
  readonly providerSession?: string | undefined;
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function newSession({ person, level, way, providerSession, caller, now }: SessionWish): FreshSession {
  const secret = newSecret();
  const row = {
    hash: digestOf(secret),
    id: newId(12),
    person,
    level,
    way,
    providerSession,
    address: caller.address,
    agent: caller.agent.slice(0, MAX_AGENT).toWellFormed().replaceAll('\0', ''),
    madeAt: now,
    seenAt: now,
    expiresAt: now + (level === 'full' ? FULL_MS : ENROLLING_MS),
  };
  return { secret, row };
}
