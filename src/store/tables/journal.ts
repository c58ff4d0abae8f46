import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type {
  CheckpointRow,
  HeadRow,
  KeyRow,
  OwnKeyRow,
  RecordFilter,
  RecordRow,
  SubtreeRow,
} from './journal-rows.ts';
import { base64, buffer, lines, list } from './lines.ts';

/** The journal's queries. Those that write are meant for one transaction that holds the head. */
export interface JournalQueries {
  /** The head, made where there is none; no other process gets it before the transaction ends. */
  holdHead(): Promise<HeadRow>;
  readHead(): Promise<HeadRow | undefined>;
  setHead(head: HeadRow): Promise<void>;
  addRecords(rows: readonly RecordRow[]): Promise<void>;
  addSubtrees(rows: readonly SubtreeRow[]): Promise<void>;
  addCheckpoint(row: CheckpointRow): Promise<void>;
  addKeys(rows: readonly Pick<KeyRow, 'id' | 'tag' | 'wrapped'>[]): Promise<void>;
  eraseKeys(ids: readonly number[]): Promise<void>;
  /** Frees the space in which erased keys still lie. Not within a transaction. */
  scrubKeys(): Promise<void>;
  /** In the order of their numbers. */
  readRecords(filter: RecordFilter): Promise<RecordRow[]>;
  /** Records after a number, in their order, and whether each has a key that is its own and not erased. */
  readOwnKeys(beyond: number, limit: number): Promise<OwnKeyRow[]>;
  readLeaves(from: number, to: number): Promise<Buffer[]>;
  readSubtrees(level: number, from: number, to: number): Promise<SubtreeRow[]>;
  readCheckpoints(beyond: number, limit: number): Promise<CheckpointRow[]>;
  readKeys(ids: readonly number[]): Promise<KeyRow[]>;
  /** Keys that are not erased. */
  readLiveKeys(tags: readonly Buffer[]): Promise<KeyRow[]>;
  /** All keys the subject ever had. */
  readKeyIds(tag: Buffer): Promise<number[]>;
}

const EMPTY = Buffer.alloc(0);

/** Base64 is what both drivers carry many small byte strings in fastest. */
const LEAF = sql<string>`encode(leaf, 'base64')`.as('leaf');
const MAC = sql<string>`encode(mac, 'base64')`.as('mac');
const SEALED = sql<string | null>`encode(sealed, 'base64')`.as('sealed');

export function journalQueries(db: Kysely<Database>): JournalQueries {
  return {
    ...writing(db),
    ...readingRecords(db),
    async readHead() {
      const row = await db.selectFrom('journal_head').selectAll().executeTakeFirst();
      return row && headOf(row);
    },
    async readSubtrees(level, from, to) {
      const rows = await db
        .selectFrom('journal_subtree')
        .select(['level', 'place', 'hash'])
        .where('level', '=', level)
        .where('place', '>=', from)
        .where('place', '<', to)
        .orderBy('place')
        .execute();
      return rows.map(({ hash, ...row }) => ({ ...row, hash: buffer(hash) }));
    },
    readCheckpoints: (beyond, limit) =>
      db
        .selectFrom('journal_checkpoint')
        .select(['size', 'note'])
        .where('size', '>', beyond)
        .orderBy('size')
        .limit(limit)
        .execute(),
    async readKeys(ids) {
      const rows = await sql<KeyColumns>`select id, tag, wrapped, erased_at from journal_key
        where id in (select ${lines(ids)}::bigint)`.execute(db);
      return rows.rows.map(keyOf);
    },
    async readLiveKeys(tags) {
      const rows = await sql<KeyColumns>`select id, tag, wrapped, erased_at from journal_key
        where wrapped is not null and tag in (select ${bytesOfLines(tags)})`.execute(db);
      return rows.rows.map(keyOf);
    },
    async scrubKeys() {
      await sql`vacuum journal_key`.execute(db);
    },
    async readOwnKeys(beyond, limit) {
      return await db
        .selectFrom('journal_record as record')
        .leftJoin('journal_key as key', 'key.id', 'record.seq')
        .select(['record.seq', 'record.at_ms as at', 'record.body'])
        .select(sql<boolean>`coalesce(key.tag is null and key.wrapped is not null, false)`.as('hasOwnKey'))
        .where('record.seq', '>', beyond)
        .orderBy('record.seq')
        .limit(limit)
        .execute();
    },
    async readKeyIds(tag) {
      const rows = await db.selectFrom('journal_key').select('id').where('tag', '=', tag).execute();
      return rows.map(({ id }) => id);
    },
  };
}

type Writing =
  | 'holdHead'
  | 'setHead'
  | 'addRecords'
  | 'addSubtrees'
  | 'addCheckpoint'
  | 'addKeys'
  | 'eraseKeys';

function writing(db: Kysely<Database>): Pick<JournalQueries, Writing> {
  return {
    async holdHead() {
      const held = await db.selectFrom('journal_head').selectAll().forUpdate().executeTakeFirst();
      if (held !== undefined) return headOf(held);
      await sql`insert into journal_head (size, at_ms, peaks, note) values (0, 0, ${EMPTY}, '')
        on conflict (single) do nothing`.execute(db);
      return headOf(await db.selectFrom('journal_head').selectAll().forUpdate().executeTakeFirstOrThrow());
    },
    async setHead({ size, at, peaks, note }) {
      await db.updateTable('journal_head').set({ size, at_ms: at, peaks, note }).execute();
    },
    async addRecords(rows) {
      await sql`insert into journal_record (seq, at_ms, kind, actor, key_id, body, leaf, mac, sealed)
        select seq::bigint, at_ms::bigint, kind, actor, key_id::bigint, body, decode(leaf, 'base64'),
          decode(mac, 'base64'), decode(sealed, 'base64')
        from unnest(${list(rows.map(({ seq }) => seq))}, ${list(rows.map(({ at }) => at))},
          ${list(rows.map(({ kind }) => kind))}, ${list(rows.map(({ actor }) => actor))},
          ${list(rows.map(({ key }) => key))}, ${list(rows.map(({ body }) => body))},
          ${list(rows.map(({ leaf }) => base64(leaf)))}, ${list(rows.map(({ mac }) => base64(mac)))},
          ${list(rows.map(({ sealed }) => base64(sealed)))})
        as fresh (seq, at_ms, kind, actor, key_id, body, leaf, mac, sealed)`.execute(db);
    },
    async addSubtrees(rows) {
      if (rows.length > 0) await db.insertInto('journal_subtree').values(rows).execute();
    },
    async addCheckpoint({ size, note }) {
      await sql`insert into journal_checkpoint (size, note) values (${size}, ${note})
        on conflict (size) do nothing`.execute(db);
    },
    async addKeys(rows) {
      if (rows.length === 0) return;
      await sql`insert into journal_key (id, tag, wrapped)
        select id::bigint, decode(tag, 'base64'), decode(wrapped, 'base64')
        from unnest(${list(rows.map(({ id }) => id))}, ${list(rows.map(({ tag }) => base64(tag)))},
          ${list(rows.map(({ wrapped }) => base64(wrapped)))}) as fresh (id, tag, wrapped)`.execute(db);
    },
    async eraseKeys(ids) {
      await sql`update journal_key set wrapped = null, erased_at = now()
        where wrapped is not null and id in (select ${lines(ids)}::bigint)`.execute(db);
    },
  };
}

function readingRecords(db: Kysely<Database>): Pick<JournalQueries, 'readRecords' | 'readLeaves'> {
  return {
    async readRecords({ kinds, actor, from, to, keys, beyond, newestFirst = false, limit }) {
      let query = db
        .selectFrom('journal_record')
        .select(['seq', 'at_ms', 'kind', 'actor', 'key_id', 'body'])
        .select([LEAF, MAC, SEALED]);
      if (kinds !== undefined) query = query.where('kind', 'in', kinds);
      if (actor !== undefined) query = query.where('actor', '=', actor);
      if (from !== undefined) query = query.where('at_ms', '>=', from);
      if (to !== undefined) query = query.where('at_ms', '<=', to);
      if (keys !== undefined) query = query.where(keyIn(keys));
      if (beyond !== undefined) query = query.where('seq', newestFirst ? '<' : '>', beyond);
      const rows = await query
        .orderBy('seq', newestFirst ? 'desc' : 'asc')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
    async readLeaves(from, to) {
      const rows = await db
        .selectFrom('journal_record')
        .select(LEAF)
        .where('seq', '>=', from)
        .where('seq', '<', to)
        .orderBy('seq')
        .execute();
      return rows.map((row) => Buffer.from(row.leaf, 'base64'));
    },
  };
}

interface EncodedRecord {
  readonly seq: number;
  readonly at_ms: number;
  readonly kind: string;
  readonly actor: string;
  readonly key_id: number | null;
  readonly body: string;
  readonly leaf: string;
  readonly mac: string;
  readonly sealed: string | null;
}

function recordOf(row: EncodedRecord): RecordRow {
  const { seq, at_ms, kind, actor, key_id, body, leaf, mac, sealed } = row;
  return {
    seq,
    at: at_ms,
    kind,
    actor,
    key: key_id ?? undefined,
    body,
    leaf: Buffer.from(leaf, 'base64'),
    mac: Buffer.from(mac, 'base64'),
    sealed: sealed === null ? undefined : Buffer.from(sealed, 'base64'),
  };
}

interface HeadColumns {
  readonly size: number;
  readonly at_ms: number;
  readonly peaks: Uint8Array;
  readonly note: string;
}

function headOf({ size, at_ms, peaks, note }: HeadColumns): HeadRow {
  return { size, at: at_ms, peaks: buffer(peaks), note };
}

interface KeyColumns {
  readonly id: number;
  readonly tag: Uint8Array | null;
  readonly wrapped: Uint8Array | null;
  readonly erased_at: Date | null;
}

function keyOf({ id, tag, wrapped, erased_at }: KeyColumns): KeyRow {
  return {
    id,
    tag: tag === null ? undefined : buffer(tag),
    wrapped: wrapped === null ? undefined : buffer(wrapped),
    erasedAt: erased_at ?? undefined,
  };
}

/** A key bears the number of the first record sealed with it; the index holds only the further ones. */
function keyIn(keys: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`(seq in (select ${lines(keys)}::bigint)
    or (key_id <> seq and key_id in (select ${lines(keys)}::bigint)))`;
}

function bytesOfLines(values: readonly Buffer[]): RawBuilder<unknown> {
  return sql`decode(${lines(values.map((value) => value.toString('base64')))}, 'base64')`;
}
