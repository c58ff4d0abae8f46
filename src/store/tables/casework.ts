import { type Kysely, type RawBuilder, sql } from 'kysely';
import type {
  AlertRow,
  AttachmentRow,
  CaseFilter,
  CaseRow,
  DecisionRow,
  ExemptionRow,
  QueuePlace,
  ReleaseRow,
} from './casework-rows.ts';
import { ALERT, ATTACHMENT, CASE, DECISION, EXEMPTION, RELEASE } from './casework-tables.ts';
import type { Database } from './database.ts';
import { buffer } from './lines.ts';
import { isOneOf, putRows, readRows } from './row-table.ts';

/** The casework's queries. Those that write are meant for a transaction that holds the journal's head. */
export interface CaseworkQueries {
  casesOf(subjectKeys: readonly string[]): Promise<CaseRow[]>;
  cases(ids: readonly string[]): Promise<CaseRow[]>;
  alertsOf(caseIds: readonly string[]): Promise<AlertRow[]>;
  alerts(ids: readonly string[]): Promise<AlertRow[]>;
  alertsOn(entityIds: readonly string[]): Promise<AlertRow[]>;
  /** The oldest first. */
  decisionsOf(caseIds: readonly string[]): Promise<DecisionRow[]>;
  exemptions(ids: readonly string[]): Promise<ExemptionRow[]>;
  /** Those that are active or wait for approval. */
  liveExemptionsOf(subjectKeys: readonly string[]): Promise<ExemptionRow[]>;
  /** In the order of their ids. */
  exemptionsBy(filter: ExemptionFilter, beyond: string, limit: number): Promise<ExemptionRow[]>;
  attachmentsOf(caseIds: readonly string[]): Promise<AttachmentRow[]>;
  attachment(id: string): Promise<KeptAttachment | undefined>;
  releases(ids: readonly string[]): Promise<ReleaseRow[]>;
  releasesOf(caseIds: readonly string[]): Promise<ReleaseRow[]>;
  /** By deadline. */
  openReleases(beyond: Pick<QueuePlace, 'deadline' | 'id'> | undefined, limit: number): Promise<ReleaseRow[]>;
  /** By priority, deadline and id. */
  queue(filter: CaseFilter, beyond: QueuePlace | undefined, limit: number): Promise<CaseRow[]>;
  /** Undecided alerts that meet the filter themselves, in the order of their ids. */
  undecided(filter: CaseFilter, limit: number): Promise<AlertRow[]>;
  /** Cases whose retention has ended, without those of who is kept as a customer under the rest of the subject's key. */
  dueForErasure(at: number, limit: number, customerPrefix: string): Promise<CaseRow[]>;
  putCases(rows: readonly CaseRow[]): Promise<void>;
  putAlerts(rows: readonly AlertRow[]): Promise<void>;
  putDecisions(rows: readonly DecisionRow[]): Promise<void>;
  putExemptions(rows: readonly ExemptionRow[]): Promise<void>;
  putReleases(rows: readonly ReleaseRow[]): Promise<void>;
  addAttachment(
    row: AttachmentRow,
    content: { readonly key: number; readonly sealed: Buffer },
  ): Promise<void>;
  /** Takes out of a subject's rows all that is about a person. */
  eraseSubject(subjectKey: string, at: number): Promise<void>;
  /** Frees the space in which erased rows still lie. Not within a transaction. */
  scrub(): Promise<void>;
}

/** A file of a case; where it is sealed, with the key under the journal's own. */
interface KeptAttachment {
  readonly row: AttachmentRow;
  readonly content: Buffer;
  readonly sealed?: { readonly wrapped: Buffer; readonly subjectKey: string };
}

interface ExemptionFilter {
  readonly subjectKey?: string | undefined;
  readonly entity?: string | undefined;
  readonly states?: readonly string[] | undefined;
}

/** Looks the other table up row by row, by its index. Joined instead, without statistics, every row meets every row. */
const EACH = sql`offset 0`;

/** Behind every deadline: where a case has none. */
export const NO_DEADLINE = Number.MAX_SAFE_INTEGER;

const TABLES = ['casework_case', 'casework_alert', 'casework_exemption', 'casework_attachment'];

export function caseworkQueries(db: Kysely<Database>): CaseworkQueries {
  return {
    ...readingCases(db),
    ...readingBeside(db),
    putCases: (rows) => putRows(db, CASE, rows),
    putAlerts: (rows) => putRows(db, ALERT, rows),
    putDecisions: (rows) => putRows(db, DECISION, rows),
    putExemptions: (rows) => putRows(db, EXEMPTION, rows),
    putReleases: (rows) => putRows(db, RELEASE, rows),
    async addAttachment(row, { key, sealed }) {
      await putRows(db, ATTACHMENT, [row]);
      await sql`update casework_attachment set content = ${sealed}, key_id = ${key}
        where id = ${row.id}`.execute(db);
    },
    async eraseSubject(subjectKey, at) {
      const own = sql`(select id from casework_case where subject_key = ${subjectKey})`;
      await sql`delete from casework_attachment where case_id in ${own}`.execute(db);
      await sql`update casework_alert set views = '[]' where case_id in ${own}`.execute(db);
      await sql`update casework_exemption set subject_key = null, reference = null, views = '[]', state = 'ended',
        ended_ms = coalesce(ended_ms, ${at}), ended_how = coalesce(ended_how, 'erased')
        where subject_key = ${subjectKey}`.execute(db);
      await sql`update casework_case set subject_key = null, reference = null, erased_ms = ${at}
        where subject_key = ${subjectKey}`.execute(db);
    },
    async scrub() {
      for (const table of TABLES) await sql`vacuum ${sql.table(table)}`.execute(db);
    },
  };
}

type ReadingCases = 'casesOf' | 'cases' | 'alertsOf' | 'alerts' | 'alertsOn' | 'decisionsOf' | 'queue';

function readingCases(
  db: Kysely<Database>,
): Pick<CaseworkQueries, ReadingCases | 'undecided' | 'dueForErasure'> {
  return {
    casesOf: (keys) => readRows(db, CASE, isOneOf('t.subject_key', keys)),
    cases: (ids) => readRows(db, CASE, isOneOf('t.id', ids)),
    alertsOf: (caseIds) =>
      readRows(db, ALERT, isOneOf('t.case_id', caseIds), sql`order by t.first_seq, t.entity_id`),
    alerts: (ids) => readRows(db, ALERT, isOneOf('t.id', ids)),
    alertsOn: (entityIds) => readRows(db, ALERT, isOneOf('t.entity_id', entityIds), sql`order by t.id`),
    decisionsOf: (caseIds) =>
      readRows(db, DECISION, isOneOf('t.case_id', caseIds), sql`order by t.seq, t.id`),
    queue(filter, beyond, limit) {
      const conditions = caseConditions(filter, 't');
      const alert = alertConditions(filter, 'a');
      if (alert.length > 0) {
        conditions.push(
          sql`exists (select 1 from casework_alert a where a.case_id = t.id and ${all(alert)} ${EACH})`,
        );
      }
      if (beyond !== undefined) {
        conditions.push(sql`t.priority <= ${beyond.priority} and (-t.priority, coalesce(t.deadline_ms, ${sql.lit(NO_DEADLINE)}), t.id)
          > (${-beyond.priority}::integer, ${beyond.deadline}::bigint, ${beyond.id}::text)`);
      }
      const order = sql`order by t.priority desc, coalesce(t.deadline_ms, ${sql.lit(NO_DEADLINE)}), t.id
        limit ${limit}`;
      return readRows(db, CASE, all(conditions), order);
    },
    undecided(filter, limit) {
      const ofCase = sql`exists (select 1 from casework_case c
        where c.id = t.case_id and ${all(caseConditions(filter, 'c'))} ${EACH})`;
      const conditions = [sql`t.decision_id is null`, ...alertConditions(filter, 't'), ofCase];
      return readRows(db, ALERT, all(conditions), sql`order by t.id limit ${limit}`);
    },
    dueForErasure: (at, limit, customerPrefix) =>
      readRows(
        db,
        CASE,
        sql`t.retain_until_ms <= ${at} and t.erased_ms is null and not (
          starts_with(t.subject_key, ${customerPrefix}) and exists (
            select from customer where reference = substr(t.subject_key, length(${customerPrefix}) + 1)))`,
        sql`order by t.retain_until_ms, t.id limit ${limit}`,
      ),
  };
}

function all(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

function caseConditions(filter: CaseFilter, alias: string): RawBuilder<unknown>[] {
  const { states, assignee, dueBy, reference } = filter;
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const conditions = [sql<unknown>`${column('erased_ms')} is null`];
  if (states !== undefined) {
    conditions.push(isOneOf(`${alias}.state`, states));
    // As the index of the queue says it.
    if (!states.includes('closed')) conditions.push(sql`${column('state')} <> 'closed'`);
  }
  if (assignee === null) conditions.push(sql`${column('assignee')} is null`);
  else if (assignee !== undefined) conditions.push(sql`${column('assignee')} = ${assignee}`);
  if (dueBy !== undefined) conditions.push(sql`${column('deadline_ms')} <= ${dueBy}`);
  if (reference !== undefined) {
    conditions.push(sql`position(lower(${reference}::text) in lower(${column('reference')})) > 0`);
  }
  return conditions;
}

function alertConditions(filter: CaseFilter, alias: string): RawBuilder<unknown>[] {
  const { door, list, entity, probabilityFrom, probabilityTo } = filter;
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const conditions: RawBuilder<unknown>[] = [];
  if (door !== undefined) conditions.push(sql`${door}::text = any(${column('doors')})`);
  if (list !== undefined) conditions.push(sql`${list}::text = any(${column('lists')})`);
  if (entity !== undefined) conditions.push(sql`${column('entity_id')} = ${entity}`);
  if (probabilityFrom !== undefined) conditions.push(sql`${column('probability')} >= ${probabilityFrom}`);
  if (probabilityTo !== undefined) conditions.push(sql`${column('probability')} <= ${probabilityTo}`);
  return conditions;
}

type ReadingBeside = 'exemptions' | 'liveExemptionsOf' | 'exemptionsBy' | 'attachmentsOf' | 'attachment';

function readingBeside(
  db: Kysely<Database>,
): Pick<CaseworkQueries, ReadingBeside | 'releases' | 'releasesOf' | 'openReleases'> {
  return {
    exemptions: (ids) => readRows(db, EXEMPTION, isOneOf('t.id', ids)),
    liveExemptionsOf: (keys) =>
      readRows(
        db,
        EXEMPTION,
        sql`${isOneOf('t.subject_key', keys)} and t.state in ('pending', 'active')`,
        sql`order by t.id`,
      ),
    exemptionsBy({ subjectKey, entity, states }, beyond, limit) {
      const conditions = [sql<unknown>`t.id > ${beyond}`];
      if (subjectKey !== undefined) conditions.push(sql`t.subject_key = ${subjectKey}`);
      if (entity !== undefined) conditions.push(sql`t.entity_id = ${entity}`);
      if (states !== undefined) conditions.push(isOneOf('t.state', states));
      return readRows(db, EXEMPTION, all(conditions), sql`order by t.id limit ${limit}`);
    },
    attachmentsOf: (caseIds) => readRows(db, ATTACHMENT, isOneOf('t.case_id', caseIds), sql`order by t.seq`),
    async attachment(id) {
      const [row] = await readRows(db, ATTACHMENT, isOneOf('t.id', [id]));
      if (row === undefined) return undefined;
      const { rows } = await sql<{
        readonly content: Uint8Array | null;
        readonly wrapped: Uint8Array | null;
        readonly subject_key: string | null;
        readonly is_sealed: boolean;
      }>`select content, wrapped, subject_key, key_id is not null as is_sealed
        from casework_attachment file join casework_case own on own.id = file.case_id
        left join journal_key key on key.id = file.key_id where file.id = ${id}`.execute(db);
      const { content, wrapped, subject_key: subjectKey, is_sealed: isSealed } = rows[0]!;
      if (content === null) return undefined;
      if (!isSealed) return { row, content: buffer(content) };
      if (wrapped === null || subjectKey === null) return undefined;
      return { row, content: buffer(content), sealed: { wrapped: buffer(wrapped), subjectKey } };
    },
    releases: (ids) => readRows(db, RELEASE, isOneOf('t.id', ids)),
    releasesOf: (caseIds) =>
      readRows(db, RELEASE, isOneOf('t.case_id', caseIds), sql`order by t.opened_ms, t.id`),
    openReleases(beyond, limit) {
      const after =
        beyond === undefined
          ? sql`true`
          : sql`(t.deadline_ms, t.id) > (${beyond.deadline}::bigint, ${beyond.id}::text)`;
      const order = sql`order by t.deadline_ms, t.id limit ${limit}`;
      return readRows(db, RELEASE, sql`t.state = 'open' and ${after}`, order);
    },
  };
}
