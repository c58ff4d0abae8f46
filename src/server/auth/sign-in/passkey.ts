import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { RiegelError } from '../../../entity/index.ts';
import type { PasskeyRow, Tables } from '../../../store/index.ts';
import { type Caller, journalEvent, self, withRecord } from '../audit.ts';
import type { AccessContext } from '../context.ts';
import { digestOf, newSecret } from '../credentials/secret.ts';
import { noSuch, refused } from '../errors.ts';
import { type CurrentProof, ownPerson, type SelfService } from '../people/enrolment.ts';
import { prove } from './local.ts';
import { type FreshSession, newSession } from './session.ts';
import { removeStale } from './stale.ts';
import { countAddress, forgiveAddress } from './throttle.ts';

const FLOW_MS = 10 * 60_000;
const MOST = 20;
/** Ed25519, ES256 and RS256 (COSE): what authenticators have; the library would try out what this runtime has. */
const ALGORITHMS = [-8, -7, -257];

/** What the browser's `navigator.credentials` is asked, and the secret of the flow for a cookie. */
export interface PasskeyFlow<Options> {
  readonly options: Options;
  readonly secret: string;
}

/** Begins a further passkey. Password and code are asked for. Throws as `prove`, `access/from-provider`. */
export async function beginPasskey(
  ctx: AccessContext,
  self: SelfService,
  current: CurrentProof,
): Promise<PasskeyFlow<PublicKeyCredentialCreationOptionsJSON>> {
  const person = await ownPerson(ctx, self);
  const proven = await prove(ctx, { login: person.login, ...current, device: self.device }, self.caller);
  const known = await ctx.store.tables.people.passkeysOf(person.id);
  const options = await generateRegistrationOptions({
    rpName: ctx.name,
    rpID: ctx.origin.hostname,
    userName: person.login,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const secret = newSecret();
  const keep = async ({ signIns }: Tables) => {
    const kept = { challenge: options.challenge, person: person.id };
    await signIns.addFlow(digestOf(secret), 'new-passkey', kept, ctx.now() + FLOW_MS);
  };
  await proven.use(keep, () => ({ what: 'passkey-begun', result: {} }));
  return { options, secret };
}

export interface NewPasskey {
  readonly secret: string | undefined;
  readonly response: RegistrationResponseJSON;
  readonly name: string;
}

/** Throws `access/not-begun`, `access/bad-passkey`. */
export async function addPasskey(
  ctx: AccessContext,
  self: SelfService,
  given: NewPasskey,
): Promise<PasskeyRow> {
  const { person } = self.actor;
  const kept = await useFlow<{ challenge: string; person: string }>(ctx, 'new-passkey', given.secret);
  if (kept?.person !== person) throw new RiegelError('access/not-begun', 'No passkey is being set up');
  const { people } = ctx.store.tables;
  const verified = await verifyRegistrationResponse({
    response: given.response,
    expectedChallenge: kept.challenge,
    expectedOrigin: ctx.origin.origin,
    expectedRPID: ctx.origin.hostname,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => badPasskey(cause));
  if (!verified.verified) return badPasskey();
  const { credential } = verified.registrationInfo;
  const passkey: PasskeyRow = {
    id: credential.id,
    person,
    name: given.name,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    madeAt: ctx.now(),
    usedAt: undefined,
  };
  if (
    (await people.passkeysOf(person)).length >= MOST ||
    (await people.findPasskey(passkey.id)) !== undefined
  ) {
    return badPasskey();
  }
  const event = {
    what: 'passkey-made',
    by: self.actor,
    person,
    result: { synced: verified.registrationInfo.credentialBackedUp },
  };
  await withRecord(ctx.journal, event, (tables) => tables.people.addPasskey(passkey));
  return passkey;
}

/** By which a passkey is named to its owner: its own id may be longer than an address allows. */
export function passkeyName({ id }: PasskeyRow): string {
  return digestOf(id).toString('base64url');
}

/** Throws `access/no-such`. */
export async function removePasskey(ctx: AccessContext, { actor }: SelfService, name: string): Promise<void> {
  const event = { what: 'passkey-removed', by: actor, person: actor.person };
  await withRecord(ctx.journal, event, async ({ people }) => {
    const passkey = (await people.passkeysOf(actor.person)).find((row) => passkeyName(row) === name);
    if (passkey === undefined) throw noSuch('passkey');
    await people.removePasskey(passkey.id);
  });
}

/** Begins a sign-in with whichever passkey the person has: no login is asked for, none can be tried out. */
export async function beginPasskeySignIn(
  ctx: AccessContext,
): Promise<PasskeyFlow<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({
    rpID: ctx.origin.hostname,
    userVerification: 'required',
  });
  await removeStale(ctx);
  const secret = newSecret();
  const kept = { challenge: options.challenge };
  await ctx.store.tables.signIns.addFlow(digestOf(secret), 'passkey', kept, ctx.now() + FLOW_MS);
  return { options, secret };
}

export interface PasskeyProof {
  readonly secret: string | undefined;
  readonly response: AuthenticationResponseJSON;
}

/** A passkey that its owner unlocked is two factors in one. Throws `access/refused`, `access/blocked`. */
export async function enterByPasskey(
  ctx: AccessContext,
  { secret, response }: PasskeyProof,
  caller: Caller,
): Promise<FreshSession> {
  await countAddress(ctx, caller.address);
  const kept = await useFlow<{ challenge: string }>(ctx, 'passkey', secret);
  const passkey = await ctx.store.tables.people.findPasskey(response.id);
  const person = passkey && ctx.directory.person(passkey.person);
  const counter =
    kept && passkey && person ? await verifiedCounter(ctx, response, { ...kept, passkey }) : undefined;
  if (passkey === undefined || person === undefined || counter === undefined) {
    const personal = { address: caller.address, agent: caller.agent };
    const failed = { what: 'sign-in-failed', by: 'anyone', result: { reason: 'passkey' }, personal } as const;
    await ctx.journal.append([journalEvent({ ...failed, person: person?.id })]);
    throw refused();
  }
  const now = ctx.now();
  const session = newSession({ person: person.id, level: 'full', way: 'passkey', caller, now });
  const event = {
    what: 'signed-in',
    by: self(person.id),
    person: person.id,
    result: { way: 'passkey', session: session.row.id },
    personal: { address: caller.address, agent: caller.agent },
  };
  await withRecord(ctx.journal, event, async (tables) => {
    await tables.people.usePasskey(passkey.id, counter, now);
    await tables.sessions.add(session.row);
    await forgiveAddress(ctx, tables, caller.address);
  });
  return session;
}

/** Undefined where the proof does not hold. */
async function verifiedCounter(
  ctx: AccessContext,
  response: AuthenticationResponseJSON,
  { challenge, passkey }: { readonly challenge: string; readonly passkey: PasskeyRow },
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: ctx.origin.origin,
      expectedRPID: ctx.origin.hostname,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: [...passkey.transports],
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // The library throws for whatever does not hold: bytes that cannot be read, another challenge, origin or key.
    return undefined;
  }
}

async function useFlow<T>(
  ctx: AccessContext,
  kind: string,
  secret: string | undefined,
): Promise<T | undefined> {
  if (secret === undefined) return undefined;
  return (await ctx.store.tables.signIns.useFlow(digestOf(secret), kind, ctx.now())) as T | undefined;
}

function badPasskey(cause?: unknown): never {
  throw new RiegelError('access/bad-passkey', 'The passkey cannot be used', {
    ...(cause === undefined ? {} : { cause }),
  });
}
