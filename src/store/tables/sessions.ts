import type { Kysely } from 'kysely';
import type { SessionRow } from './access-rows.ts';
import { bytes } from './columns.ts';
import type { Database } from './database.ts';

/** Sessions of people who are signed in. Times in milliseconds since 1970. */
export interface SessionQueries {
  add(session: SessionRow): Promise<void>;
  find(hash: Buffer): Promise<SessionRow | undefined>;
  /** Those not yet expired, the latest first. */
  listOf(person: string, now: number): Promise<SessionRow[]>;
  /** Puts off the idle expiry; never back. */
  seen(hash: Buffer, at: number): Promise<void>;
  /** TOTP secret that is being set up, wrapped. */
  setPending(hash: Buffer, pending: Buffer | null): Promise<void>;
  pendingOf(hash: Buffer): Promise<Buffer | undefined>;
  /** Ends sessions of a person, all or the one with this id; gives how many there were. */
  end(person: string, id?: string): Promise<number>;
  /** Ends what a provider's session led to; gives whose they were. */
  endProvided(
    issuer: string,
    by: { readonly session: string } | { readonly subject: string },
  ): Promise<string[]>;
  removeExpired(now: number): Promise<void>;
}

const COLUMNS = [
  'hash',
  'id',
  'person',
  'level',
  'way',
  'provider_session',
  'address',
  'agent',
  'made_ms',
  'seen_ms',
  'expires_ms',
] as const;

export function sessionQueries(db: Kysely<Database>): SessionQueries {
  const sessions = () => db.selectFrom('session').select(COLUMNS);
  return {
    async add({ providerSession, madeAt, seenAt, expiresAt, ...session }) {
      await db
        .insertInto('session')
        .values({
          ...session,
          provider_session: providerSession ?? null,
          made_ms: madeAt,
          seen_ms: seenAt,
          expires_ms: expiresAt,
        })
        .execute();
    },
    async find(hash) {
      const row = await sessions().where('hash', '=', hash).executeTakeFirst();
      return row && sessionOf(row);
    },
    async listOf(person, now) {
      const rows = await sessions()
        .where('person', '=', person)
        .where('expires_ms', '>', now)
        .orderBy('seen_ms', 'desc')
        .execute();
      return rows.map(sessionOf);
    },
    async seen(hash, at) {
      await db
        .updateTable('session')
        .set({ seen_ms: at })
        .where('hash', '=', hash)
        .where('seen_ms', '<', at)
        .execute();
    },
    async setPending(hash, pending) {
      await db.updateTable('session').set({ pending }).where('hash', '=', hash).execute();
    },
    async pendingOf(hash) {
      const row = await db
        .selectFrom('session')
        .select('pending')
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row?.pending == null ? undefined : bytes(row.pending);
    },
    async end(person, id) {
      let query = db.deleteFrom('session').where('person', '=', person);
      if (id !== undefined) query = query.where('id', '=', id);
      const { numDeletedRows } = await query.executeTakeFirst();
      return Number(numDeletedRows);
    },
    async endProvided(issuer, by) {
      const people = db.selectFrom('person').select('id').where('provider', '=', issuer);
      const query =
        'session' in by
          ? db.deleteFrom('session').where('person', 'in', people).where('provider_session', '=', by.session)
          : db.deleteFrom('session').where('person', 'in', people.where('provider_subject', '=', by.subject));
      const rows = await query.returning('person').execute();
      return rows.map(({ person }) => person);
    },
    async removeExpired(now) {
      await db.deleteFrom('session').where('expires_ms', '<=', now).execute();
    },
  };
}

function sessionOf(row: Pick<Database['session'], (typeof COLUMNS)[number]>): SessionRow {
  const { hash, provider_session, made_ms, seen_ms, expires_ms, ...session } = row;
  return {
    ...session,
    hash: bytes(hash),
    providerSession: provider_session ?? undefined,
    madeAt: made_ms,
    seenAt: seen_ms,
    expiresAt: expires_ms,
  };
}
