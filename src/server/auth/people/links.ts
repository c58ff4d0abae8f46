import { type AccessEvent, type Caller, journalEvent, self, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { digestOf, newSecret } from '../credentials/secret.ts';
import { fromProvider, noSuch, refused } from '../errors.ts';
import { type FreshSession, newSession } from '../sign-in/session.ts';
import { countAddress, forgiveAddress } from '../sign-in/throttle.ts';
import { checkedLogin } from './login.ts';

const DAY = 24 * 3_600_000;

/** A link by which a person comes in once, to set password and second factor. */
export interface SignInLink {
  /** The secret stands behind `#`: browsers send that part to nobody, and no log has it. */
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A link before it is stored. */
export interface FreshLink {
  readonly link: SignInLink;
  readonly hash: Buffer;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export function newLink({ origin, now }: AccessContext): FreshLink {
  const secret = newSecret();
  const expiresAt = now() + DAY;
  const url = new URL('/sign-in', origin);
  url.hash = secret;
  return {
    link: { url: url.href, expiresAt: new Date(expiresAt).toISOString() },
    hash: digestOf(secret),
    expiresAt,
  };
}

/**
 * A new link for somebody who has lost password or second factor; any earlier link is void. What they have keeps
 * working until they set it anew. Throws `access/no-such`, `access/from-provider`.
 */
export async function makeLink(
  ctx: AccessContext,
  person: string,
  by: AccessEvent['by'],
): Promise<SignInLink> {
  const fresh = newLink(ctx);
  await withRecord(ctx.journal, { what: 'link-made', by, person }, async ({ people, signIns }) => {
    const found = await people.find(person);
    if (found === undefined || found.disabledAt !== undefined) throw noSuch('person');
    if (found.provider !== undefined) throw fromProvider();
    await signIns.setLink(person, fresh.hash, fresh.expiresAt);
  });
  return fresh.link;
}

/**
 * A link for whoever has this login, made by who runs the machine: the way back when nobody is left who could make
 * one. Throws as `makeLink`.
 */
export async function makeLinkForLogin(ctx: AccessContext, login: string): Promise<SignInLink> {
  const person = await ctx.store.tables.people.findLogin(checkedLogin(login));
  if (person === undefined) throw noSuch('person');
  return await makeLink(ctx, person.id, 'riegel:server');
}

/** Uses a link up. Throws `access/refused`, `access/blocked`. */
export async function enterByLink(ctx: AccessContext, secret: string, caller: Caller): Promise<FreshSession> {
  await countAddress(ctx, caller.address);
  const now = ctx.now();
  const hash = digestOf(secret);
  const person = await ctx.store.tables.signIns.findLink(hash, now);
  if (person === undefined || ctx.directory.person(person) === undefined) {
    const personal = { address: caller.address, agent: caller.agent };
    const result = { reason: 'link' };
    await ctx.journal.append([journalEvent({ what: 'sign-in-failed', by: 'anyone', result, personal })]);
    throw refused();
  }
  const session = newSession({ person, level: 'enrolling', way: 'link', caller, now });
  const event: AccessEvent = {
    what: 'signed-in',
    by: self(person),
    person,
    result: { way: 'link', session: session.row.id },
    personal: { address: caller.address, agent: caller.agent },
  };
  await withRecord(ctx.journal, event, async (tables) => {
    if (!(await tables.signIns.useLink(hash, now))) throw refused();
    await tables.sessions.add(session.row);
    await forgiveAddress(ctx, tables, caller.address);
  });
  return session;
}
