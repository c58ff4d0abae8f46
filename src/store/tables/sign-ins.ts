import { type Kysely, sql } from 'kysely';
import type { AttemptRow } from './access-rows.ts';
import { json } from './columns.ts';
import type { Database } from './database.ts';

/** Sign-ins under way: links, flows with a provider or a passkey, and how often they failed. Times in ms since 1970. */
export interface SignInQueries {
  /** The only link of this person from now on. */
  setLink(person: string, hash: Buffer, expiresAt: number): Promise<void>;
  /** Whose link it is. */
  findLink(hash: Buffer, now: number): Promise<string | undefined>;
  /** Whether it was still there; it is not any more. */
  useLink(hash: Buffer, now: number): Promise<boolean>;
  addFlow(hash: Buffer, kind: string, body: unknown, expiresAt: number): Promise<void>;
  /** What was kept; it is not any more. */
  useFlow(hash: Buffer, kind: string, now: number): Promise<unknown>;
  /** Takes back the links and flows nobody used, and attempts before `forgetBefore`. */
  removeStale(now: number, forgetBefore: number): Promise<void>;
  /**
   * Counts one more failure before anybody knows whether it is one, so that many attempts at once count each. Gives
   * what holds: `allowed` where no block stood in the way. Failures before `forgetBefore` count no more, nor does a
   * block that lasts longer than `longestMs`: a clock that was wrong has set it.
   */
  attempt(
    key: Buffer,
    now: number,
    rule: { readonly forgetBefore: number; readonly longestMs: number },
  ): Promise<AttemptRow & { readonly allowed: boolean }>;
  block(key: Buffer, until: number): Promise<void>;
  /** Takes the failures back: all, or one. */
  forgive(key: Buffer, failures: 'all' | 'one'): Promise<void>;
}

export function signInQueries(db: Kysely<Database>): SignInQueries {
  return {
    async setLink(person, hash, expiresAt) {
      await db.deleteFrom('sign_in_link').where('person', '=', person).execute();
      await db.insertInto('sign_in_link').values({ hash, person, expires_ms: expiresAt }).execute();
    },
    async findLink(hash, now) {
      const row = await db
        .selectFrom('sign_in_link')
        .select('person')
        .where('hash', '=', hash)
        .where('expires_ms', '>', now)
        .executeTakeFirst();
      return row?.person;
    },
    async useLink(hash, now) {
      const { numDeletedRows } = await db
        .deleteFrom('sign_in_link')
        .where('hash', '=', hash)
        .where('expires_ms', '>', now)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
    async addFlow(hash, kind, body, expiresAt) {
      await db
        .insertInto('sign_in_flow')
        .values({ hash, kind, body: json(body), expires_ms: expiresAt })
        .execute();
    },
    async useFlow(hash, kind, now) {
      const row = await db
        .deleteFrom('sign_in_flow')
        .where('hash', '=', hash)
        .where('kind', '=', kind)
        .where('expires_ms', '>', now)
        .returning('body')
        .executeTakeFirst();
      return row?.body;
    },
    async removeStale(now, forgetBefore) {
      await db.deleteFrom('sign_in_link').where('expires_ms', '<=', now).execute();
      await db.deleteFrom('sign_in_flow').where('expires_ms', '<=', now).execute();
      await db
        .deleteFrom('sign_in_attempt')
        .where('last_ms', '<', forgetBefore)
        .where('blocked_ms', '<=', now)
        .execute();
    },
    async attempt(key, now, { forgetBefore, longestMs }) {
      const counted = await sql<{ failures: number; blocked_ms: number }>`
        insert into sign_in_attempt as known (key, failures, last_ms, blocked_ms) values (${key}, 1, ${now}, 0)
        on conflict (key) do update set
          failures = case when known.last_ms < ${forgetBefore} then 1 else known.failures + 1 end, last_ms = ${now},
          blocked_ms = 0
        where known.blocked_ms <= ${now} or known.blocked_ms > ${now + longestMs}
        returning failures, blocked_ms`.execute(db);
      const row = counted.rows[0];
      if (row !== undefined) return { failures: row.failures, blockedUntil: row.blocked_ms, allowed: true };
      const blocked = await db
        .selectFrom('sign_in_attempt')
        .select(['failures', 'blocked_ms'])
        .where('key', '=', key)
        .executeTakeFirst();
      return { failures: blocked?.failures ?? 0, blockedUntil: blocked?.blocked_ms ?? now, allowed: false };
    },
    async block(key, until) {
      await db
        .updateTable('sign_in_attempt')
        .set({ blocked_ms: until })
        .where('key', '=', key)
        .where('blocked_ms', '<', until)
        .execute();
    },
    async forgive(key, failures) {
      if (failures === 'all') {
        await db.deleteFrom('sign_in_attempt').where('key', '=', key).execute();
        return;
      }
      await sql`update sign_in_attempt set failures = greatest(0, failures - 1), blocked_ms = 0
        where key = ${key}`.execute(db);
    },
  };
}
