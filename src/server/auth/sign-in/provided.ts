import { RiegelError } from '../../../entity/index.ts';
import type { PersonRow, Tables } from '../../../store/index.ts';
import { type AccessEvent, type Caller, journalEvent, self, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { digestOf, newSecret } from '../credentials/secret.ts';
import { refused } from '../errors.ts';
import { newPersonId } from '../people/people.ts';
import type { ProvidedPerson, Provider, ProviderFlow } from './provider.ts';
import { type FreshSession, newSession } from './session.ts';
import { removeStale } from './stale.ts';
import { countAddress, forgiveAddress } from './throttle.ts';

const FLOW_MS = 10 * 60_000;
const KIND = 'provider';

interface KeptFlow extends ProviderFlow {
  readonly returnTo: string;
}

export interface BegunFlow {
  /** Where to send the browser. */
  readonly url: URL;
  /** For a cookie: only the browser that began the flow can end it. */
  readonly secret: string;
}

/** Throws `access/no-provider`, `access/provider-failed`. */
export async function beginProvided(ctx: AccessContext, returnTo: string): Promise<BegunFlow> {
  const { url, flow } = await knownProvider(ctx).begin();
  await removeStale(ctx);
  const secret = newSecret();
  const kept: KeptFlow = { ...flow, returnTo: ownPath(returnTo, ctx.origin) };
  await ctx.store.tables.signIns.addFlow(digestOf(secret), KIND, kept, ctx.now() + FLOW_MS);
  return { url, secret };
}

export interface ProvidedAnswer {
  /** The address that the provider sent the browser to, with its parameters. */
  readonly url: URL;
  /** What the cookie of the flow holds. */
  readonly secret: string | undefined;
  readonly caller: Caller;
}

/**
 * Lets in whom the provider vouches for, with the roles that it gives; somebody new is made known. Throws
 * `access/refused`, `access/no-role`, `access/no-provider`, `access/provider-failed`, `access/blocked`.
 */
export async function enterProvided(
  ctx: AccessContext,
  { url, secret, caller }: ProvidedAnswer,
): Promise<{ readonly session: FreshSession; readonly returnTo: string }> {
  const provider = knownProvider(ctx);
  await countAddress(ctx, caller.address);
  const { signIns } = ctx.store.tables;
  const kept = secret === undefined ? undefined : await signIns.useFlow(digestOf(secret), KIND, ctx.now());
  if (kept === undefined) return await fail(ctx, caller, 'no-flow', refused());
  const flow = kept as KeptFlow;
  const provided = await provider.finish(url, flow).catch(async (error: RiegelError) => {
    if (error.code !== 'access/refused') throw error;
    return await fail(ctx, caller, 'provider', error);
  });
  if (provided.roles.length === 0) {
    const error = new RiegelError('access/no-role', 'The provider gives this person no role here');
    return await fail(ctx, caller, 'no-role', error);
  }
  return { session: await enter(ctx, provided, caller), returnTo: flow.returnTo };
}

/** Ends the sessions that a provider's logout token names. Throws `access/refused`, `access/no-provider` … */
export async function endProvided(ctx: AccessContext, token: string): Promise<void> {
  const { issuer, ...order } = await knownProvider(ctx).readLogout(token);
  const event = { what: 'ended-by-provider', by: 'anyone', result: { by: Object.keys(order)[0]! } } as const;
  await withRecord(ctx.journal, event, async ({ sessions }) => {
    await sessions.endProvided(issuer, order);
  });
  await ctx.directory.refresh();
}

/** Where the provider ends its own session; undefined where that is not known: ours has ended all the same. */
export async function logoutUrl({ provider }: AccessContext): Promise<URL | undefined> {
  return await provider?.logoutUrl().catch((error: RiegelError) => {
    if (error.code === 'access/provider-failed') return undefined;
    throw error;
  });
}

async function enter(ctx: AccessContext, provided: ProvidedPerson, caller: Caller): Promise<FreshSession> {
  const { issuer, subject, name, roles, session: providerSession } = provided;
  const known = await ctx.store.tables.people.findProvided(issuer, subject);
  if (known?.disabledAt !== undefined) return await fail(ctx, caller, 'disabled', refused());
  const now = ctx.now();
  const person = known?.id ?? newPersonId();
  const session = newSession({ person, level: 'full', way: 'provider', providerSession, caller, now });
  const event: AccessEvent = {
    what: 'signed-in',
    by: self(person),
    person,
    result: {
      ...{ way: 'provider', session: session.row.id, roles, new: known === undefined },
      'roles-changed': known !== undefined && !isSameSet(known.roles, roles),
    },
    personal: { name, subject, address: caller.address, agent: caller.agent },
  };
  await withRecord(ctx.journal, event, async (tables) => {
    const current = await tables.people.findProvided(issuer, subject);
    // Two first sign-ins at once, or shut out meanwhile: the browser tries again.
    if (current?.id !== known?.id || current?.disabledAt !== undefined) throw refused();
    if (current === undefined) await tables.people.add(newcomer(person, provided, now));
    else await update(tables, current, provided);
    await tables.sessions.add(session.row);
    await forgiveAddress(ctx, tables, caller.address);
  });
  await ctx.directory.refresh();
  return session;
}

/** No login that anybody can type: `=` stands in none. */
function newcomer(id: string, { issuer, subject, name, roles }: ProvidedPerson, now: number): PersonRow {
  return {
    ...{ id, login: `=${id}`, name, roles },
    provider: { issuer, subject },
    enrolled: false,
    madeAt: now,
    disabledAt: undefined,
  };
}

async function update(
  { people, sessions }: Tables,
  known: PersonRow,
  { name, roles }: ProvidedPerson,
): Promise<void> {
  const same = isSameSet(known.roles, roles);
  if (same && name === known.name) return;
  await people.change(known.id, { name, roles });
  if (!same) await sessions.end(known.id);
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return new Set(some).symmetricDifference(new Set(others)).size === 0;
}

async function fail(ctx: AccessContext, caller: Caller, reason: string, error: RiegelError): Promise<never> {
  const personal = { address: caller.address, agent: caller.agent };
  await ctx.journal.append([
    journalEvent({ what: 'sign-in-failed', by: 'anyone', result: { reason }, personal }),
  ]);
  throw error;
}

/** Throws `access/no-provider`. */
function knownProvider({ provider }: AccessContext): Provider {
  if (provider !== undefined) return provider;
  throw new RiegelError('access/no-provider', 'No OpenID provider is configured');
}

/** A path of our own: nobody is sent elsewhere with a link that begins at us. */
function ownPath(path: string, origin: URL): string {
  const url = path.startsWith('/') ? URL.parse(path, origin) : null;
  return url?.origin === origin.origin ? `${url.pathname}${url.search}${url.hash}` : '/';
}
