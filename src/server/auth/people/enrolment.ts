import { RiegelError } from '../../../entity/index.ts';
import type { PersonRow, Tables } from '../../../store/index.ts';
import type { Actor, ActorSession } from '../actor.ts';
import { type AccessEvent, type Caller, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { checkedPassword, hashPassword } from '../credentials/password.ts';
import { newRecoveryCodes, recoveryDigest } from '../credentials/recovery-codes.ts';
import {
  newTotpSecret,
  type TotpInvitation,
  totpInvitation,
  totpStep,
  unwrapTotp,
  wrapTotp,
} from '../credentials/totp.ts';
import { fromProvider, noSuch } from '../errors.ts';
import { prove } from '../sign-in/local.ts';
import { type FreshSession, newSession } from '../sign-in/session.ts';

/** Who sets up how they sign in, in the session they have. */
export interface SelfService {
  readonly actor: Actor & { readonly session: ActorSession };
  readonly caller: Caller;
  /** Device token, as the cookie holds it. */
  readonly device: string | undefined;
}

/** Password and code of now: what a session alone is not enough for. */
export interface CurrentProof {
  readonly password: string;
  readonly code: string;
}

/** Begins a new second factor. In a full session the present one is asked for. Throws as `prove`, `access/from-provider`. */
export async function beginEnrolment(
  ctx: AccessContext,
  self: SelfService,
  current: CurrentProof | undefined,
): Promise<TotpInvitation> {
  const { login } = await ownPerson(ctx, self);
  const secret = newTotpSecret();
  const keep = async ({ sessions }: Tables) =>
    await sessions.setPending(self.actor.session.hash, wrapTotp(secret, ctx.master));
  if (self.actor.session.level === 'enrolling') await keep(ctx.store.tables);
  else {
    const proven = await prove(ctx, { login, ...proofOf(current), device: self.device }, self.caller);
    await proven.use(keep, () => ({ what: 'second-factor-begun', result: {} }));
  }
  return totpInvitation(secret, login, ctx.name);
}

export interface Enrolled {
  /** The old session has ended, like all others of this person. */
  readonly session: FreshSession;
  /** Shown once. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Ends what `beginEnrolment` began: from now on the password and the new second factor hold. Throws
 * `access/not-begun`, `access/bad-code`, `access/bad-password`.
 */
export async function finishEnrolment(
  ctx: AccessContext,
  self: SelfService,
  { password, code }: CurrentProof,
): Promise<Enrolled> {
  const { login } = await ownPerson(ctx, self);
  const { person } = self.actor;
  const checked = checkedPassword(password, login);
  const totp = await ctx.store.tables.sessions.pendingOf(self.actor.session.hash);
  const secret = totp && unwrapTotp(totp, ctx.master);
  if (totp === undefined || secret === undefined) {
    throw new RiegelError('access/not-begun', 'No second factor is being set up');
  }
  const step = totpStep(secret, code, ctx.now());
  if (step === undefined) {
    throw new RiegelError('access/bad-code', 'The code is not the one of now', {
      expected: 'six digits from the app; phone and server tell the same time',
    });
  }
  const hash = await hashPassword(checked, ctx.passwordCost);
  const recoveryCodes = newRecoveryCodes();
  const session = successor(ctx, self);
  await withRecord(ctx.journal, ownEvent(self, 'credentials-set'), async (tables) => {
    await tables.people.setCredential({ person, password: hash, totp }, step);
    await tables.people.setRecovery(
      person,
      recoveryCodes.map((text) => recoveryDigest(text)!),
    );
    // Whoever comes by a link has lost what they had, or it was stolen.
    if (self.actor.session.level === 'enrolling') await tables.people.removePasskeys(person);
    await renewSessions(tables, session);
  });
  await ctx.directory.refresh();
  return { session, recoveryCodes };
}

/** Throws as `prove`, `access/bad-password`. Gives the session that follows; all others have ended. */
export async function changePassword(
  ctx: AccessContext,
  self: SelfService,
  { current, password }: { readonly current: CurrentProof; readonly password: string },
): Promise<FreshSession> {
  const { login } = await ownPerson(ctx, self);
  const checked = checkedPassword(password, login);
  const proven = await prove(ctx, { login, ...current, device: self.device }, self.caller);
  const hash = await hashPassword(checked, ctx.passwordCost);
  const session = successor(ctx, self);
  const work = async (tables: Tables) => {
    await tables.people.setPassword(proven.person, hash);
    await renewSessions(tables, session);
  };
  await proven.use(work, () => ({ what: 'password-set', result: { session: session.row.id } }));
  await ctx.directory.refresh();
  return session;
}

/** Ends one session of a person, or all. Throws `access/no-such`. */
export async function endOwnSession(ctx: AccessContext, self: SelfService, id: string): Promise<void> {
  const what = id === self.actor.session.id ? 'signed-out' : 'session-ended';
  await withRecord(
    ctx.journal,
    { ...ownEvent(self, what), result: { session: id } },
    async ({ sessions }) => {
      if ((await sessions.end(self.actor.person, id)) === 0) throw noSuch('session');
    },
  );
  await ctx.directory.refresh();
}

function successor(ctx: AccessContext, { actor, caller }: SelfService): FreshSession {
  return newSession({ person: actor.person, level: 'full', way: 'password', caller, now: ctx.now() });
}

async function renewSessions({ sessions }: Tables, { row }: FreshSession): Promise<void> {
  await sessions.end(row.person);
  await sessions.add(row);
}

function ownEvent({ actor, caller }: SelfService, what: string): AccessEvent {
  const personal = { address: caller.address, agent: caller.agent };
  return { what, by: actor, person: actor.person, personal };
}

function proofOf(current: CurrentProof | undefined): CurrentProof {
  return current ?? { password: '', code: '' };
}

/** Who signs in here and not with a provider. Throws `access/no-such`, `access/from-provider`. */
export async function ownPerson(ctx: AccessContext, { actor }: SelfService): Promise<PersonRow> {
  const person = await ctx.store.tables.people.find(actor.person);
  if (person === undefined) throw noSuch('person');
  if (person.provider !== undefined) throw fromProvider();
  return person;
}
