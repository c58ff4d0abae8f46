import type { CredentialRow, PersonRow, Tables } from '../../../store/index.ts';
import { type Caller, journalEvent, self, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { checkPassword, hashPassword } from '../credentials/password.ts';
import { recoveryDigest } from '../credentials/recovery-codes.ts';
import { totpStep, unwrapTotp } from '../credentials/totp.ts';
import { refused } from '../errors.ts';
import { loginOf } from '../people/login.ts';
import { type FreshSession, newSession } from './session.ts';
import { removeStale } from './stale.ts';
import { countAttempt, deviceToken } from './throttle.ts';

/** What somebody gives to prove who they are. */
export interface LocalProof {
  readonly login: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code. */
  readonly code: string;
  readonly device?: string | undefined;
}

export interface LocalSignIn {
  readonly session: FreshSession;
  /** For a cookie that lives long: the device is known from now on. */
  readonly device: string;
}

/** Throws `access/refused`, `access/blocked`, `access/overloaded`. */
export async function signIn(ctx: AccessContext, proof: LocalProof, caller: Caller): Promise<LocalSignIn> {
  const proven = await prove(ctx, proof, caller);
  const now = ctx.now();
  const session = newSession({ person: proven.person, level: 'full', way: 'password', caller, now });
  await proven.use(
    (tables) => tables.sessions.add(session.row),
    (factor) => ({
      what: 'signed-in',
      result: { way: 'password', factor, session: session.row.id },
    }),
  );
  await removeStale(ctx);
  return { session, device: deviceToken(ctx, loginOf(proof.login)) };
}

/** A proof that held. */
export interface Proven {
  readonly person: string;
  /**
   * Uses the code up and does `work`, recorded, in one transaction. Throws `access/refused` where the code has been
   * used meanwhile.
   */
  use(
    work: (tables: Tables) => Promise<void>,
    event: (factor: 'totp' | 'recovery-code') => { readonly what: string; readonly result: object },
  ): Promise<void>;
}

type Factor =
  | { readonly kind: 'totp'; readonly step: number }
  | { readonly kind: 'recovery-code'; readonly hash: Buffer };

/**
 * Checks a person's password and second factor. It takes as long for a login that nobody has. Throws `access/refused`,
 * `access/blocked`, `access/overloaded`; what fails is recorded.
 */
export async function prove(ctx: AccessContext, proof: LocalProof, caller: Caller): Promise<Proven> {
  const login = loginOf(proof.login);
  const forgive = await countAttempt(ctx, { login, address: caller.address, device: proof.device });
  const { people } = ctx.store.tables;
  const [credential, person] = [await people.credentialOf(login), await people.findLogin(login)];
  const stored = credential?.password ?? (await decoyOf(ctx));
  const password = await checkPassword(proof.password, stored, ctx.passwordCost);
  const factor = password.right && credential ? factorOf(ctx, credential, proof.code) : undefined;
  const fail = async (reason: string): Promise<never> => {
    await recordFailure(ctx, person, reason, caller);
    throw refused();
  };
  if (credential === undefined || person === undefined) return await fail('no-such-login');
  if (!password.right) return await fail('password');
  if (person.disabledAt !== undefined) return await fail('disabled');
  if (factor === undefined) return await fail('code');
  const renewed = password.outdated
    ? await hashPassword(proof.password.normalize('NFC'), ctx.passwordCost)
    : undefined;
  return {
    person: person.id,
    async use(work, event) {
      const personal = { address: caller.address, agent: caller.agent };
      const { what, result } = event(factor.kind);
      const recorded = { what, by: self(person.id), person: person.id, result: { ...result }, personal };
      const used = await withRecord(ctx.journal, recorded, async (tables) => {
        if (!(await useFactor(tables, person.id, factor))) throw refused();
        await forgive(tables);
        if (renewed !== undefined) await tables.people.setPassword(person.id, renewed);
        await work(tables);
        return true;
      }).catch((error: unknown) =>
        (error as { code?: unknown }).code === 'access/refused' ? false : Promise.reject(error),
      );
      if (!used) await fail('code-used-before');
    },
  };
}

function factorOf({ master, now }: AccessContext, { totp }: CredentialRow, code: string): Factor | undefined {
  const secret = unwrapTotp(totp, master);
  const step = secret && totpStep(secret, code, now());
  if (step !== undefined) return { kind: 'totp', step };
  const hash = recoveryDigest(code);
  return hash && { kind: 'recovery-code', hash };
}

async function useFactor({ people }: Tables, person: string, factor: Factor): Promise<boolean> {
  return factor.kind === 'totp'
    ? await people.useCode(person, factor.step)
    : await people.useRecovery(person, factor.hash);
}

/** What was typed is not recorded where it is nobody's login: it may be a password in the wrong field. */
async function recordFailure(
  ctx: AccessContext,
  person: PersonRow | undefined,
  reason: string,
  { address, agent }: Caller,
): Promise<void> {
  const personal = { address, agent };
  await ctx.journal.append([
    journalEvent({ what: 'sign-in-failed', by: 'anyone', person: person?.id, result: { reason }, personal }),
  ]);
}

const decoys = new Map<string, Promise<string>>();

/** A hash that no password has, of the same cost. */
function decoyOf({ passwordCost }: AccessContext): Promise<string> {
  const cost = JSON.stringify(passwordCost);
  let decoy = decoys.get(cost);
  if (decoy === undefined) {
    decoy = hashPassword('', passwordCost);
    decoys.set(cost, decoy);
  }
  return decoy;
}

/** Makes the decoy before the first sign-in: the first unknown login would take twice as long. */
export async function prepareDecoy(ctx: AccessContext): Promise<void> {
  await decoyOf(ctx);
}
