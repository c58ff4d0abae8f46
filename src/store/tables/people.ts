import { type Kysely, sql } from 'kysely';
import type { CredentialRow, PasskeyRow, PersonRow } from './access-rows.ts';
import { bytes, json } from './columns.ts';
import type { Database } from './database.ts';

/** Whom a search for people gives. */
interface PersonPage {
  /** Only those after this id. */
  readonly beyond?: string | undefined;
  readonly limit: number;
}

/** People and what proves who they are. */
export interface PeopleQueries {
  add(person: Omit<PersonRow, 'enrolled'>): Promise<void>;
  readAll(): Promise<PersonRow[]>;
  readPage(page: PersonPage): Promise<PersonRow[]>;
  find(id: string): Promise<PersonRow | undefined>;
  findLogin(login: string): Promise<PersonRow | undefined>;
  findProvided(issuer: string, subject: string): Promise<PersonRow | undefined>;
  change(id: string, change: PersonChange): Promise<void>;
  /** None where the person has not set both password and second factor. */
  credentialOf(login: string): Promise<CredentialRow | undefined>;
  setCredential(credential: CredentialRow, counter: number): Promise<void>;
  setPassword(person: string, password: string): Promise<void>;
  /** Whether the code of this time step was still unused; it is used now. */
  useCode(person: string, counter: number): Promise<boolean>;
  setRecovery(person: string, hashes: readonly Buffer[]): Promise<void>;
  /** Whether there was such a code; there is none any more. */
  useRecovery(person: string, hash: Buffer): Promise<boolean>;
  addPasskey(passkey: PasskeyRow): Promise<void>;
  findPasskey(id: string): Promise<PasskeyRow | undefined>;
  passkeysOf(person: string): Promise<PasskeyRow[]>;
  usePasskey(id: string, counter: number, usedAt: number): Promise<void>;
  removePasskey(id: string): Promise<void>;
  removePasskeys(person: string): Promise<void>;
}

interface PersonChange {
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  /** `null`: no longer disabled. */
  readonly disabledAt?: number | null | undefined;
}

const COLUMNS = [
  'id',
  'login',
  'name',
  'roles',
  'provider',
  'provider_subject',
  'made_ms',
  'disabled_ms',
] as const;
const ENROLLED = sql<boolean>`password is not null and totp is not null`.as('enrolled');

export function peopleQueries(db: Kysely<Database>): PeopleQueries {
  const people = () => db.selectFrom('person').select(COLUMNS).select(ENROLLED);
  return {
    async add({ id, login, name, roles, provider, madeAt, disabledAt }) {
      await db
        .insertInto('person')
        .values({
          id,
          login,
          name,
          roles: json(roles),
          provider: provider?.issuer ?? null,
          provider_subject: provider?.subject ?? null,
          totp_counter: -1,
          made_ms: madeAt,
          disabled_ms: disabledAt ?? null,
        })
        .execute();
    },
    readAll: async () => (await people().execute()).map(personOf),
    async readPage({ beyond, limit }) {
      const query = beyond === undefined ? people() : people().where('id', '>', beyond);
      return (await query.orderBy('id').limit(limit).execute()).map(personOf);
    },
    async find(id) {
      const row = await people().where('id', '=', id).executeTakeFirst();
      return row && personOf(row);
    },
    async findLogin(login) {
      const row = await people().where('login', '=', login).executeTakeFirst();
      return row && personOf(row);
    },
    async findProvided(issuer, subject) {
      const row = await people()
        .where('provider', '=', issuer)
        .where('provider_subject', '=', subject)
        .executeTakeFirst();
      return row && personOf(row);
    },
    async change(id, { name, roles, disabledAt }) {
      const set = {
        ...(name === undefined ? {} : { name }),
        ...(roles === undefined ? {} : { roles: json(roles) }),
        ...(disabledAt === undefined ? {} : { disabled_ms: disabledAt }),
      };
      if (Object.keys(set).length > 0) {
        await db.updateTable('person').set(set).where('id', '=', id).execute();
      }
    },
    ...credentials(db),
    ...passkeys(db),
  };
}

type Credentials =
  | 'credentialOf'
  | 'setCredential'
  | 'setPassword'
  | 'useCode'
  | 'setRecovery'
  | 'useRecovery';

function credentials(db: Kysely<Database>): Pick<PeopleQueries, Credentials> {
  return {
    async credentialOf(login) {
      const row = await db
        .selectFrom('person')
        .select(['id', 'password', 'totp'])
        .where('login', '=', login)
        .executeTakeFirst();
      if (row === undefined || row.password === null || row.totp === null) return undefined;
      return { person: row.id, password: row.password, totp: bytes(row.totp) };
    },
    async setCredential({ person, password, totp }, counter) {
      await db
        .updateTable('person')
        .set({ password, totp, totp_counter: counter })
        .where('id', '=', person)
        .execute();
    },
    async setPassword(person, password) {
      await db.updateTable('person').set({ password }).where('id', '=', person).execute();
    },
    async useCode(person, counter) {
      const { numUpdatedRows } = await db
        .updateTable('person')
        .set({ totp_counter: counter })
        .where('id', '=', person)
        .where('totp_counter', '<', counter)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async setRecovery(person, hashes) {
      await db.deleteFrom('person_recovery').where('person', '=', person).execute();
      if (hashes.length === 0) return;
      await db
        .insertInto('person_recovery')
        .values(hashes.map((hash) => ({ person, hash })))
        .execute();
    },
    async useRecovery(person, hash) {
      const { numDeletedRows } = await db
        .deleteFrom('person_recovery')
        .where('person', '=', person)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}

type Passkeys =
  | 'addPasskey'
  | 'findPasskey'
  | 'passkeysOf'
  | 'usePasskey'
  | 'removePasskey'
  | 'removePasskeys';

function passkeys(db: Kysely<Database>): Pick<PeopleQueries, Passkeys> {
  return {
    async addPasskey({ id, person, name, publicKey, counter, transports, madeAt, usedAt }) {
      await db
        .insertInto('person_passkey')
        .values({
          id,
          person,
          name,
          public_key: publicKey,
          counter,
          transports: json(transports),
          made_ms: madeAt,
          used_ms: usedAt ?? null,
        })
        .execute();
    },
    async findPasskey(id) {
      const row = await db.selectFrom('person_passkey').selectAll().where('id', '=', id).executeTakeFirst();
      return row && passkeyOf(row);
    },
    async passkeysOf(person) {
      const rows = await db
        .selectFrom('person_passkey')
        .selectAll()
        .where('person', '=', person)
        .orderBy('made_ms')
        .execute();
      return rows.map(passkeyOf);
    },
    async usePasskey(id, counter, usedAt) {
      await db.updateTable('person_passkey').set({ counter, used_ms: usedAt }).where('id', '=', id).execute();
    },
    async removePasskey(id) {
      await db.deleteFrom('person_passkey').where('id', '=', id).execute();
    },
    async removePasskeys(person) {
      await db.deleteFrom('person_passkey').where('person', '=', person).execute();
    },
  };
}

type PersonColumns = Pick<Database['person'], (typeof COLUMNS)[number]> & { readonly enrolled: boolean };

function personOf(row: PersonColumns): PersonRow {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    roles: row.roles as string[],
    provider: row.provider === null ? undefined : { issuer: row.provider, subject: row.provider_subject! },
    enrolled: row.enrolled,
    madeAt: row.made_ms,
    disabledAt: row.disabled_ms ?? undefined,
  };
}

function passkeyOf(row: Database['person_passkey']): PasskeyRow {
  return {
    id: row.id,
    person: row.person,
    name: row.name,
    publicKey: bytes(row.public_key),
    counter: row.counter,
    transports: row.transports as string[],
    madeAt: row.made_ms,
    usedAt: row.used_ms ?? undefined,
  };
}
