import { isIPv6 } from 'node:net';
import type { Tables } from '../../../store/index.ts';
import type { AccessContext } from '../context.ts';
import { type BackOff, OF_ADDRESS, OF_LOGIN, waitAfter } from '../credentials/back-off.ts';
import { newSecret, sameBytes } from '../credentials/secret.ts';
import { BlockedError } from '../errors.ts';

/** Who tries to sign in, from where, and from a device they have signed in on before. */
export interface Attempt {
  readonly login: string;
  readonly address: string;
  /** Device token, as the cookie holds it. */
  readonly device: string | undefined;
}

interface Counter {
  readonly key: Buffer;
  readonly rule: BackOff;
}

/**
 * Counts an attempt before it is known whether it fails, and gives how to take that back when it succeeds. Throws
 * `access/blocked` where login or address has failed too often lately.
 *
 * Guesses at a login from elsewhere do not shut its owner out: a device that has signed in before counts by itself
 * (OWASP, device cookies). It is asked about with or without there being such a login.
 */
export async function countAttempt(
  ctx: AccessContext,
  attempt: Attempt,
): Promise<(tables: Tables) => Promise<void>> {
  const now = ctx.now();
  const [address, login] = countersOf(ctx, attempt);
  const waitMs = await ctx.store.transaction(
    async ({ signIns }) => (await count(signIns, address, now)) ?? (await count(signIns, login, now)),
  );
  if (waitMs !== undefined) throw new BlockedError(waitMs);
  return async ({ signIns }) => {
    await signIns.forgive(address.key, 'one');
    await signIns.forgive(login.key, 'all');
  };
}

/** Counts an attempt that names no login: a link, a passkey. */
export async function countAddress(ctx: AccessContext, address: string): Promise<void> {
  const now = ctx.now();
  const counter = addressCounter(ctx, address);
  const waitMs = await ctx.store.transaction(({ signIns }) => count(signIns, counter, now));
  if (waitMs !== undefined) throw new BlockedError(waitMs);
}

export async function forgiveAddress(
  ctx: AccessContext,
  { signIns }: Tables,
  address: string,
): Promise<void> {
  await signIns.forgive(addressCounter(ctx, address).key, 'one');
}

/** How long the counters of attempts are kept, milliseconds. */
export const FORGET_MS = Math.max(OF_LOGIN.forgetMs, OF_ADDRESS.forgetMs);

/** What a device keeps that a person has signed in on: nothing about the person, and of use for that login only. */
export function deviceToken({ master }: Pick<AccessContext, 'master'>, login: string): string {
  const nonce = newSecret();
  return `${nonce}.${deviceMac(master, login, nonce).toString('base64url')}`;
}

/** Undefined where the token is not of this login, or not ours. */
function deviceOf({ master }: AccessContext, { login, device }: Attempt): string | undefined {
  const [, nonce, mac] = /^([\w-]{43})\.([\w-]{43})$/.exec(device ?? '') ?? [];
  if (nonce === undefined || mac === undefined) return undefined;
  return sameBytes(Buffer.from(mac, 'base64url'), deviceMac(master, login, nonce)) ? nonce : undefined;
}

function deviceMac(master: AccessContext['master'], login: string, nonce: string): Buffer {
  return master.tagOf(`access/device/${nonce}/${login}`);
}

function countersOf(ctx: AccessContext, attempt: Attempt): [Counter, Counter] {
  const device = deviceOf(ctx, attempt) ?? '';
  return [
    addressCounter(ctx, attempt.address),
    { key: ctx.master.tagOf(`access/login/${device}/${attempt.login}`), rule: OF_LOGIN },
  ];
}

function addressCounter({ master }: AccessContext, address: string): Counter {
  return { key: master.tagOf(`access/address/${networkOf(address)}`), rule: OF_ADDRESS };
}

/** One customer of a provider has 2^64 addresses of IPv6 (RFC 6177). */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [, ipv4] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (ipv4 !== undefined) return ipv4;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

async function count(
  signIns: Tables['signIns'],
  { key, rule }: Counter,
  now: number,
): Promise<number | undefined> {
  const { allowed, failures, blockedUntil } = await signIns.attempt(key, now, {
    forgetBefore: now - rule.forgetMs,
    longestMs: rule.longestMs,
  });
  if (!allowed) return blockedUntil - now;
  const wait = waitAfter(failures, rule);
  if (wait > 0) await signIns.block(key, now + wait);
  return undefined;
}
