import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type { LinkBookRow, LinkFilter, LinkRow, LinkVersionRow } from './link-rows.ts';
import { isOneOf } from './row-table.ts';

/** The links' queries. Those that write are meant for a transaction that holds the journal's head. */
export interface LinkQueries {
  /** The newest version of the book. */
  book(): Promise<LinkBookRow | undefined>;
  addBook(row: LinkBookRow): Promise<void>;
  /** Puts links as they stand from their version on; the version is kept for ever. */
  put(rows: readonly LinkRow[]): Promise<void>;
  withdraw(ids: readonly string[], version: number): Promise<void>;
  /** In the order of their ids, all of them. */
  all(): Promise<LinkRow[]>;
  find(id: string): Promise<LinkRow | undefined>;
  /** The surest first. `beyond`: the last of the page before. */
  list(
    filter: LinkFilter,
    beyond: Pick<LinkRow, 'strength' | 'id'> | undefined,
    limit: number,
  ): Promise<LinkRow[]>;
  countWaiting(): Promise<number>;
  /** All that a link was, the oldest first. */
  versionsOf(id: string): Promise<LinkVersionRow[]>;
  /** For each of these entries the ids of all that links in force hold together with it, itself among them. */
  clustersOf(entityIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Links both of whose ends are among these. */
  among(entityIds: readonly string[]): Promise<LinkRow[]>;
}

/** Links written at once. */
const TOGETHER = 2_000;

export function linkQueries(db: Kysely<Database>): LinkQueries {
  return { ...writing(db), ...reading(db) };
}

function writing(db: Kysely<Database>): Pick<LinkQueries, 'addBook' | 'put' | 'withdraw'> {
  return {
    async addBook({ listVersions, previous, ...row }) {
      await db
        .insertInto('link_book')
        .values({ ...row, previous: previous ?? null, list_versions: JSON.stringify(listVersions) })
        .execute();
    },
    async put(rows) {
      for (let at = 0; at < rows.length; at += TOGETHER) {
        const given = sql`jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + TOGETHER))}::text::jsonb)
          as given (id text, version integer, "left" text, "right" text, state text, waiting boolean,
            strength double precision, lists text[], body text)`;
        await sql`insert into link_version (link_id, version, body)
          select id, version, body from ${given}`.execute(db);
        await sql`insert into link (id, version, left_id, right_id, state, waiting, strength, lists)
          select id, version, "left", "right", state, waiting, strength, lists from ${given}
          on conflict (id) do update set version = excluded.version, state = excluded.state,
            waiting = excluded.waiting, strength = excluded.strength, lists = excluded.lists`.execute(db);
      }
    },
    async withdraw(ids, version) {
      if (ids.length === 0) return;
      await sql`insert into link_version (link_id, version, body)
        select id, ${version}, null from link t where ${isOneOf('t.id', ids)}`.execute(db);
      await sql`delete from link t where ${isOneOf('t.id', ids)}`.execute(db);
    },
  };
}

function reading(db: Kysely<Database>): Omit<LinkQueries, 'addBook' | 'put' | 'withdraw'> {
  return {
    async book() {
      const row = await db
        .selectFrom('link_book')
        .selectAll()
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { list_versions, previous, ...rest } = row;
      const listVersions = JSON.parse(list_versions) as Record<string, string>;
      return { ...rest, listVersions, previous: previous ?? undefined };
    },
    all: () => rowsWhere(db, sql`true`, sql`order by t.id`),
    find: async (id) => (await rowsWhere(db, sql`t.id = ${id}`))[0],
    list(filter, beyond, limit) {
      const conditions = conditionsOf(filter);
      if (beyond !== undefined)
        conditions.push(
          sql`(-t.strength, t.id) > (${-beyond.strength}::double precision, ${beyond.id}::text)`,
        );
      return rowsWhere(
        db,
        sql.join(conditions, sql` and `),
        sql`order by t.strength desc, t.id limit ${limit}`,
      );
    },
    async countWaiting() {
      const { rows } = await sql<{
        count: number;
      }>`select count(*)::integer as count from link where waiting`.execute(db);
      return rows[0]!.count;
    },
    async versionsOf(id) {
      const rows = await db
        .selectFrom('link_version as v')
        .innerJoin('link_book as b', 'b.version', 'v.version')
        .select(['v.version', 'v.body', 'b.actor', 'b.seq', 'b.at'])
        .where('v.link_id', '=', id)
        .orderBy('v.version')
        .execute();
      return rows.map(({ body, ...row }) => ({ ...row, body: body ?? undefined }));
    },
    async clustersOf(entityIds) {
      const { rows } = await sql<{ start: string; member: string }>`
        with recursive reached (start, member) as (
          select id, id from jsonb_array_elements_text(${JSON.stringify(entityIds)}::text::jsonb) as given (id)
          union
          select r.start, n.member from reached r cross join lateral (
            select t.right_id as member from link t where t.left_id = r.member and t.state = 'linked'
            union all
            select t.left_id from link t where t.right_id = r.member and t.state = 'linked'
            offset 0
          ) n
        ) select start, member from reached order by start, member`.execute(db);
      const found = Map.groupBy(rows, ({ start }) => start);
      return new Map([...found].map(([start, all]) => [start, all.map(({ member }) => member)]));
    },
    among: (ids) =>
      rowsWhere(db, sql`${isOneOf('t.left_id', ids)} and ${isOneOf('t.right_id', ids)}`, sql`order by t.id`),
  };
}

function conditionsOf({ state, waiting, entity, list }: LinkFilter): RawBuilder<unknown>[] {
  const conditions = [sql`true`];
  if (state !== undefined) conditions.push(sql`t.state = ${state}`);
  if (waiting !== undefined) conditions.push(waiting ? sql`t.waiting` : sql`not t.waiting`);
  if (entity !== undefined) conditions.push(sql`(t.left_id = ${entity} or t.right_id = ${entity})`);
  if (list !== undefined) conditions.push(sql`t.lists @> array[${list}::text]`);
  return conditions;
}

async function rowsWhere(
  db: Kysely<Database>,
  condition: RawBuilder<unknown>,
  rest: RawBuilder<unknown> = sql``,
): Promise<LinkRow[]> {
  const { rows } =
    await sql<LinkRow>`select t.id, t.version, t.left_id as "left", t.right_id as "right", t.state,
      t.waiting, t.strength, t.lists, v.body
    from link t join link_version v on v.link_id = t.id and v.version = t.version
    where ${condition} ${rest}`.execute(db);
  return rows;
}
