import type { Kysely } from 'kysely';
import type { ApiKeyRow } from './access-rows.ts';
import { bytes, json } from './columns.ts';
import type { Database } from './database.ts';

/** Keys of machines, and the version by which a process knows that something changed. */
export interface ApiKeyQueries {
  /** Rises with every change of people, keys and with every session that ends. */
  version(): Promise<number>;
  add(key: ApiKeyRow): Promise<void>;
  find(id: string): Promise<ApiKeyRow | undefined>;
  /** Neither revoked nor expired. */
  readLive(now: number): Promise<ApiKeyRow[]>;
  readPage(page: { readonly beyond?: string | undefined; readonly limit: number }): Promise<ApiKeyRow[]>;
  setExpiry(id: string, expiresAt: number): Promise<void>;
  /** Whether it was not revoked before. */
  revoke(id: string, at: number): Promise<boolean>;
  used(id: string, at: number): Promise<void>;
}

export function apiKeyQueries(db: Kysely<Database>): ApiKeyQueries {
  const keys = () => db.selectFrom('api_key').selectAll();
  return {
    async version() {
      const { version } = await db.selectFrom('access_version').select('version').executeTakeFirstOrThrow();
      return version;
    },
    async add({ id, owner, name, hash, scopes, replaces, madeAt, expiresAt, usedAt, revokedAt }) {
      await db
        .insertInto('api_key')
        .values({
          id,
          owner,
          name,
          hash,
          scopes: json(scopes),
          replaces: replaces ?? null,
          made_ms: madeAt,
          expires_ms: expiresAt,
          used_ms: usedAt ?? null,
          revoked_ms: revokedAt ?? null,
        })
        .execute();
    },
    async find(id) {
      const row = await keys().where('id', '=', id).executeTakeFirst();
      return row && keyOf(row);
    },
    async readLive(now) {
      const rows = await keys().where('revoked_ms', 'is', null).where('expires_ms', '>', now).execute();
      return rows.map(keyOf);
    },
    async readPage({ beyond, limit }) {
      const query = beyond === undefined ? keys() : keys().where('id', '>', beyond);
      return (await query.orderBy('id').limit(limit).execute()).map(keyOf);
    },
    async setExpiry(id, expiresAt) {
      await db.updateTable('api_key').set({ expires_ms: expiresAt }).where('id', '=', id).execute();
    },
    async revoke(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('api_key')
        .set({ revoked_ms: at })
        .where('id', '=', id)
        .where('revoked_ms', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async used(id, at) {
      await db
        .updateTable('api_key')
        .set({ used_ms: at })
        .where('id', '=', id)
        .where((where) => where.or([where('used_ms', 'is', null), where('used_ms', '<', at)]))
        .execute();
    },
  };
}

function keyOf(row: Database['api_key']): ApiKeyRow {
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    hash: bytes(row.hash),
    scopes: row.scopes as string[],
    replaces: row.replaces ?? undefined,
    madeAt: row.made_ms,
    expiresAt: row.expires_ms,
    usedAt: row.used_ms ?? undefined,
    revokedAt: row.revoked_ms ?? undefined,
  };
}
