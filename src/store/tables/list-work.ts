import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import type { ListRefusalRow, ListTaskRow, ListWorkTables } from './list-work-rows.ts';

/** Seconds after which a task of which nothing is heard, by the clock of the database, has lost its process. */
const LOST_AFTER = 60;

/** What a person decided about a refused version. */
interface Decided {
  readonly state: ListRefusalRow['state'];
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly reason: string;
}

/** Queries of list updates. Those that write are meant for a transaction that holds the journal's head. */
export interface ListWorkQueries {
  addTask(row: ListTaskRow): Promise<void>;
  readTask(id: string): Promise<ListTaskRow | undefined>;
  /** The newest first. */
  readTasks(list: string, limit: number): Promise<ListTaskRow[]>;
  running(list: string): Promise<ListTaskRow | undefined>;
  /** The running ones whose process is gone; all of them where `all`: nobody else can be running them. */
  lost(all: boolean): Promise<ListTaskRow[]>;
  keepAlive(id: string): Promise<void>;
  /** False where it was not running any more. */
  finishTask(id: string, state: ListTaskRow['state'], finishedAt: Date, result: unknown): Promise<boolean>;
  putRefusal(row: ListRefusalRow): Promise<void>;
  readRefusal(list: string, version: string): Promise<ListRefusalRow | undefined>;
  /** Those in these states, the newest first; of one list or of all. */
  readRefusals(states: readonly ListRefusalRow['state'][], list?: string): Promise<ListRefusalRow[]>;
  decideRefusal(list: string, version: string, decided: Decided): Promise<void>;
  setRefusal(list: string, version: string, state: ListRefusalRow['state']): Promise<void>;
  /** Of all that wait of a list: another version is in force. */
  supersede(list: string): Promise<void>;
  /** Releases that were decided and not carried out, whose process is gone; all of them where `all`. */
  lostReleases(all: boolean): Promise<ListRefusalRow[]>;
}

export function listWorkQueries(db: Kysely<Database>): ListWorkQueries {
  return { ...taskQueries(db), ...refusalQueries(db) };
}

const isLost = (all: boolean) =>
  all ? sql<boolean>`true` : sql<boolean>`alive_at < now() - make_interval(secs => ${LOST_AFTER})`;

type TaskQuery = 'addTask' | 'readTask' | 'readTasks' | 'running' | 'lost' | 'keepAlive' | 'finishTask';

function taskQueries(db: Kysely<Database>): Pick<ListWorkQueries, TaskQuery> {
  const tasks = () => db.selectFrom('list_task').selectAll();
  return {
    async addTask({ id, seq, list, kind, state, actor, person, startedAt }) {
      await db
        .insertInto('list_task')
        .values({
          ...{ id, seq, list, kind, state, actor, person: person ?? null },
          ...{ started_at: startedAt, finished_at: null, result: null },
        })
        .execute();
    },
    async readTask(id) {
      const row = await tasks().where('id', '=', id).executeTakeFirst();
      return row && taskOf(row);
    },
    async readTasks(list, limit) {
      return (await tasks().where('list', '=', list).orderBy('seq', 'desc').limit(limit).execute()).map(
        taskOf,
      );
    },
    async running(list) {
      const row = await tasks().where('list', '=', list).where('state', '=', 'running').executeTakeFirst();
      return row && taskOf(row);
    },
    async lost(all) {
      return (await tasks().where('state', '=', 'running').where(isLost(all)).execute()).map(taskOf);
    },
    async keepAlive(id) {
      await sql`update list_task set alive_at = now() where id = ${id}`.execute(db);
    },
    async finishTask(id, state, finishedAt, result) {
      const { numUpdatedRows } = await db
        .updateTable('list_task')
        .set({ state, finished_at: finishedAt, result: JSON.stringify(result) })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function refusalQueries(db: Kysely<Database>): Omit<ListWorkQueries, TaskQuery> {
  const refusals = () => db.selectFrom('list_refusal').selectAll();
  return {
    async putRefusal({ list, version, ...row }) {
      const values = {
        ...{ state: row.state, seq: row.seq, task: row.task, refused_at: row.refusedAt },
        ...{ person: row.person ?? null, kept: row.kept ?? null },
        findings: JSON.stringify(row.findings),
        changes: row.changes === undefined ? null : JSON.stringify(row.changes),
        ...{ decided_by: null, decided_at: null, reason: null },
      };
      await db
        .insertInto('list_refusal')
        .values({ list, version, ...values })
        .onConflict((conflict) => conflict.columns(['list', 'version']).doUpdateSet(values))
        .execute();
    },
    async readRefusal(list, version) {
      const row = await refusals().where('list', '=', list).where('version', '=', version).executeTakeFirst();
      return row && refusalOf(row);
    },
    async readRefusals(states, list) {
      const wanted = refusals().where('state', 'in', states).orderBy('seq', 'desc');
      const rows = await (list === undefined ? wanted : wanted.where('list', '=', list)).execute();
      return rows.map(refusalOf);
    },
    async decideRefusal(list, version, { state, decidedBy, decidedAt, reason }) {
      await sql`update list_refusal set state = ${state}, decided_by = ${decidedBy}, decided_at = ${decidedAt},
        reason = ${reason}, alive_at = now() where list = ${list} and version = ${version}`.execute(db);
    },
    async setRefusal(list, version, state) {
      await db
        .updateTable('list_refusal')
        .set({ state })
        .where('list', '=', list)
        .where('version', '=', version)
        .execute();
    },
    async supersede(list) {
      await db
        .updateTable('list_refusal')
        .set({ state: 'superseded' })
        .where('list', '=', list)
        .where('state', '=', 'waiting')
        .execute();
    },
    async lostReleases(all) {
      return (await refusals().where('state', '=', 'releasing').where(isLost(all)).execute()).map(refusalOf);
    },
  };
}

function taskOf(row: Selectable<ListWorkTables['list_task']>): ListTaskRow {
  const { id, seq, list, actor } = row;
  return {
    ...{ id, seq, list, actor, startedAt: row.started_at },
    kind: row.kind as ListTaskRow['kind'],
    state: row.state as ListTaskRow['state'],
    person: row.person ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    result: row.result === null ? undefined : JSON.parse(row.result),
  };
}

function refusalOf(row: Selectable<ListWorkTables['list_refusal']>): ListRefusalRow {
  const { list, version, seq, task } = row;
  return {
    ...{ list, version, seq, task, refusedAt: row.refused_at },
    state: row.state as ListRefusalRow['state'],
    person: row.person ?? undefined,
    kept: row.kept ?? undefined,
    findings: JSON.parse(row.findings),
    changes: row.changes === null ? undefined : JSON.parse(row.changes),
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    reason: row.reason ?? undefined,
  };
}
