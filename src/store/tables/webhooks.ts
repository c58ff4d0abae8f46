import { type Kysely, sql } from 'kysely';
import { bytes } from './columns.ts';
import type { Database } from './database.ts';
import type { AttemptRow, DeliveryRow, EventTables, NewWebhook, WebhookRow } from './event-rows.ts';

/**
 * Webhooks and their deliveries. Who delivers holds a lease on the webhook, and everything that comes of it is written
 * only while the lease is its own. Leases and pauses go by the clock of the database, which all processes share.
 */
export interface WebhookQueries {
  add(row: NewWebhook): Promise<void>;
  /** The oldest first. */
  readAll(): Promise<WebhookRow[]>;
  read(id: string): Promise<WebhookRow | undefined>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
  /** `secret` signs from now on, and the one before along with it until `until` (milliseconds since 1970). */
  rotate(id: string, secret: Buffer, until: number): Promise<boolean>;
  /** Makes a webhook active again, behind record `cursor`. */
  resume(id: string, cursor: number): Promise<boolean>;
  /** Those that are active, need not wait, and nobody delivers to. */
  readDue(): Promise<WebhookRow[]>;
  /** Takes the lease for `ms`; undefined where the webhook is not due, or somebody else has it. */
  take(id: string, lease: string, ms: number): Promise<WebhookRow | undefined>;
  release(id: string, lease: string): Promise<void>;
  /**
   * Everything up to `cursor` is delivered or passed over. Keeps the lease for `ms`, and gives the webhook as it stands;
   * undefined where the lease was lost.
   */
  advance(id: string, lease: string, cursor: number, ms: number): Promise<WebhookRow | undefined>;
  /** An attempt failed: not again for `pauseMs`. Gives the lease back; false where it was lost. */
  postpone(id: string, lease: string, pauseMs: number): Promise<boolean>;
  /** No further attempts until somebody resumes it. Gives the lease back; false where it was lost. */
  fail(id: string, lease: string): Promise<boolean>;
  /** Writes down what came of an attempt, and keeps the newest `most`. */
  note(id: string, attempt: AttemptRow, state: DeliveryRow['state'], most: number): Promise<void>;
  /** The newest first, those older than `before`. */
  readDeliveries(id: string, limit: number, before?: number): Promise<DeliveryRow[]>;
}

const NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

export function webhookQueries(db: Kysely<Database>): WebhookQueries {
  return { ...subscribing(db), ...leasing(db), ...noting(db) };
}

type Subscribing = 'add' | 'readAll' | 'read' | 'remove' | 'rotate' | 'resume';

function subscribing(db: Kysely<Database>): Pick<WebhookQueries, Subscribing> {
  return {
    async add({ kinds, createdAt, ...row }) {
      await db
        .insertInto('webhook')
        .values({
          ...row,
          kinds: JSON.stringify(kinds),
          created_ms: createdAt,
          state: 'active',
          ...{ previous_secret: null, previous_until_ms: null, failing_since_ms: null },
          ...{ attempts: 0, next_ms: 0, lease: null, lease_until_ms: 0 },
        })
        .execute();
    },
    async readAll() {
      const rows = await db.selectFrom('webhook').selectAll().orderBy('created_ms').orderBy('id').execute();
      return rows.map(webhookOf);
    },
    async read(id) {
      const row = await db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst();
      return row && webhookOf(row);
    },
    async remove(id) {
      const rows = await db.deleteFrom('webhook').where('id', '=', id).returning('id').execute();
      return rows.length === 1;
    },
    async rotate(id, secret, until) {
      const rows = await db
        .updateTable('webhook')
        .set(({ ref }) => ({ secret, previous_secret: ref('secret'), previous_until_ms: until }))
        .where('id', '=', id)
        .returning('id')
        .execute();
      return rows.length === 1;
    },
    async resume(id, cursor) {
      const rows = await db
        .updateTable('webhook')
        .set({
          ...{ cursor, state: 'active', attempts: 0, failing_since_ms: null, next_ms: 0 },
          ...{ lease: null, lease_until_ms: 0 },
        })
        .where('id', '=', id)
        .returning('id')
        .execute();
      return rows.length === 1;
    },
  };
}

type Leasing = 'readDue' | 'take' | 'release' | 'advance' | 'postpone' | 'fail';

function leasing(db: Kysely<Database>): Pick<WebhookQueries, Leasing> {
  const held = (id: string, lease: string) =>
    db.updateTable('webhook').where('id', '=', id).where('lease', '=', lease).returningAll();
  return {
    async readDue() {
      const rows = await db
        .selectFrom('webhook')
        .selectAll()
        .where('state', '=', 'active')
        .where('next_ms', '<=', NOW)
        .where('lease_until_ms', '<=', NOW)
        .execute();
      return rows.map(webhookOf);
    },
    async take(id, lease, ms) {
      const row = await db
        .updateTable('webhook')
        .set({ lease, lease_until_ms: sql<number>`${NOW} + ${ms}::bigint` })
        .where('id', '=', ({ selectFrom }) =>
          selectFrom('webhook')
            .select('id')
            .where('id', '=', id)
            .where('state', '=', 'active')
            .where('next_ms', '<=', NOW)
            .where('lease_until_ms', '<=', NOW)
            .forUpdate()
            .skipLocked(),
        )
        .returningAll()
        .executeTakeFirst();
      return row && webhookOf(row);
    },
    async release(id, lease) {
      await held(id, lease).set({ lease: null, lease_until_ms: 0 }).execute();
    },
    async advance(id, lease, cursor, ms) {
      const row = await held(id, lease)
        .set({
          ...{ cursor, attempts: 0, failing_since_ms: null },
          lease_until_ms: sql<number>`${NOW} + ${ms}::bigint`,
        })
        .executeTakeFirst();
      return row && webhookOf(row);
    },
    async postpone(id, lease, pauseMs) {
      const rows = await held(id, lease)
        .set(({ eb }) => ({
          attempts: eb('attempts', '+', 1),
          failing_since_ms: sql<number>`coalesce(failing_since_ms, ${NOW})`,
          next_ms: sql<number>`${NOW} + ${pauseMs}::bigint`,
          ...{ lease: null, lease_until_ms: 0 },
        }))
        .execute();
      return rows.length === 1;
    },
    async fail(id, lease) {
      const rows = await held(id, lease).set({ state: 'failing', lease: null, lease_until_ms: 0 }).execute();
      return rows.length === 1;
    },
  };
}

function noting(db: Kysely<Database>): Pick<WebhookQueries, 'note' | 'readDeliveries'> {
  return {
    async note(id, { record = null, kind, tookMs, status = null, failure = null }, state, most) {
      await sql`insert into webhook_delivery
          (webhook_id, record, kind, state, attempts, first_ms, last_ms, took_ms, status, failure)
        values (${id}, ${record}, ${kind}, ${state}, 1, ${NOW}, ${NOW}, ${tookMs}, ${status}, ${failure})
        on conflict (webhook_id, record) do update set state = excluded.state,
          attempts = webhook_delivery.attempts + 1, last_ms = excluded.last_ms, took_ms = excluded.took_ms,
          status = excluded.status, failure = excluded.failure`.execute(db);
      await sql`delete from webhook_delivery where webhook_id = ${id} and number <= (
        select number from webhook_delivery where webhook_id = ${id} order by number desc
        offset ${most} limit 1)`.execute(db);
    },
    async readDeliveries(id, limit, before) {
      let query = db.selectFrom('webhook_delivery').selectAll().where('webhook_id', '=', id);
      if (before !== undefined) query = query.where('number', '<', before);
      const rows = await query.orderBy('number', 'desc').limit(limit).execute();
      return rows.map((row) => ({
        number: row.number,
        record: row.record ?? undefined,
        kind: row.kind,
        state: row.state as DeliveryRow['state'],
        attempts: row.attempts,
        firstAt: row.first_ms,
        lastAt: row.last_ms,
        tookMs: row.took_ms,
        status: row.status ?? undefined,
        failure: row.failure ?? undefined,
      }));
    },
  };
}

function webhookOf(row: EventTables['webhook']): WebhookRow {
  const { previous_secret: previous, previous_until_ms: until } = row;
  return {
    id: row.id,
    url: row.url,
    kinds: JSON.parse(row.kinds) as string[],
    description: row.description,
    state: row.state as WebhookRow['state'],
    secret: bytes(row.secret),
    previous: previous === null || until === null ? undefined : { secret: bytes(previous), until },
    author: row.author,
    createdAt: row.created_ms,
    cursor: row.cursor,
    attempts: row.attempts,
    failingSince: row.failing_since_ms ?? undefined,
    nextAt: row.next_ms,
  };
}
