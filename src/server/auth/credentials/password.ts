import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { RiegelError } from '../../../entity/index.ts';
import { sameBytes } from './secret.ts';

/** What one guess costs. */
export interface PasswordCost {
  /** KiB of memory. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** The second recommended option of RFC 9106, 4: Argon2id with 64 MiB, 3 passes, 4 lanes. */
export const PASSWORD_COST: PasswordCost = Object.freeze({ memory: 65_536, passes: 3, lanes: 4 });

/** NIST SP 800-63B-4, 3.1.1.2: 15 at least where it stands alone, 8 with a second factor; 64 at least allowed. */
const PASSWORD_LENGTH = Object.freeze({ least: 12, most: 128 });

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

const derive = promisify(argon2);

/**
 * The password as it is hashed. Any character may stand in it and no mixture is demanded; the same text typed on two
 * keyboards is the same password (NIST SP 800-63B-4, 3.1.1.2: NFKC or NFC). Throws `access/bad-password` where it is too
 * short or too long, or is the login or a part of it.
 */
export function checkedPassword(password: string, login: string): string {
  const normal = password.normalize('NFC');
  const length = [...normal].length;
  if (length < PASSWORD_LENGTH.least || length > PASSWORD_LENGTH.most || new Set(normal).size < 4) {
    throw new RiegelError('access/bad-password', 'The password cannot be used', {
      expected: `${PASSWORD_LENGTH.least} to ${PASSWORD_LENGTH.most} characters, not the same few again and again`,
    });
  }
  if (normal.toLowerCase().includes(login.toLowerCase())) {
    throw new RiegelError('access/bad-password', 'The password contains the login', {
      expected: 'a password that nobody can guess from the login',
    });
  }
  return normal;
}

/** Gives a PHC string, which says its own cost. */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await argon2id(password, salt, cost);
  const { memory, passes, lanes } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(hash)}`;
}

export interface PasswordCheck {
  readonly right: boolean;
  /** Whether it was hashed at another cost than `cost`, and should be hashed anew. */
  readonly outdated: boolean;
}

/** Throws `access/damaged` where `stored` is no hash of ours. */
export async function checkPassword(
  password: string,
  stored: string,
  cost: PasswordCost,
): Promise<PasswordCheck> {
  const [, memory, passes, lanes, salt, hash] = PHC.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) {
    throw new RiegelError('access/damaged', 'A stored password cannot be read');
  }
  const own = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const given = await argon2id(password.normalize('NFC'), Buffer.from(salt, 'base64'), own);
  return {
    right: sameBytes(given, Buffer.from(hash, 'base64')),
    outdated: own.memory !== cost.memory || own.passes !== cost.passes || own.lanes !== cost.lanes,
  };
}

/** Guesses that wait for memory, so that a flood of them does not take all there is. */
const AT_ONCE = 2;
const MOST_WAITING = 32;
let running = 0;
const waiting: (() => void)[] = [];

async function argon2id(
  password: string,
  salt: Buffer,
  { memory, passes, lanes }: PasswordCost,
): Promise<Buffer> {
  await turn();
  try {
    return await derive('argon2id', {
      message: password,
      nonce: salt,
      parallelism: lanes,
      tagLength: HASH_BYTES,
      memory,
      passes,
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

/** Throws `access/overloaded`. */
async function turn(): Promise<void> {
  if (running < AT_ONCE) {
    running++;
    return;
  }
  if (waiting.length >= MOST_WAITING) {
    throw new RiegelError('access/overloaded', 'Too many people sign in at once; try again in a moment');
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
