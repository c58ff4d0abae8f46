import { type Kysely, sql } from 'kysely';
import { bytes } from './columns.ts';
import type { Database } from './database.ts';
import type { AnswerClaim, KeptAnswer, KeptAnswerRow, KeptCounts } from './kept-answer-rows.ts';

/** Requests that are answered once, and their answers. Times in ms since 1970. */
export interface KeptAnswerQueries {
  /**
   * Whether the request is the caller's to work on: nobody has claimed it, or whoever had done so is gone and had
   * recorded nothing. `onlyHere`: there is one process at most, so another holder is gone.
   */
  claim(claim: AnswerClaim, now: number, onlyHere: boolean): Promise<boolean>;
  find(id: Buffer, now: number): Promise<KeptAnswerRow | undefined>;
  /** Says that requests are still worked on. */
  hold(ids: readonly Buffer[], holder: string, until: number): Promise<void>;
  /** Notes the first record that the work leads to. False where the request is another's by now. */
  mark(id: Buffer, holder: string, record: number): Promise<boolean>;
  finish(id: Buffer, holder: string, answer: KeptAnswer): Promise<void>;
  /** Gives a request back of which nothing was recorded; else says that nobody is at work on it any more. */
  release(id: Buffer, holder: string): Promise<void>;
  counts(): Promise<readonly KeptCounts[]>;
  removeExpired(now: number): Promise<void>;
}

export function keptAnswerQueries(db: Kysely<Database>): KeptAnswerQueries {
  return {
    async claim({ id, caller, fingerprint, holder, heldUntil, expiresAt }, now, onlyHere) {
      // Not waited for on the disk: a claim that is lost with the machine is one of which nothing was recorded, because
      // whatever is recorded after it is written after it.
      const { rows } = await sql`
        insert into kept_answer as known (id, caller, fingerprint, holder, held_ms, expires_ms)
        select ${id}::bytea, ${caller}::text, ${fingerprint}::bytea, ${holder}::text, ${heldUntil}::bigint,
          ${expiresAt}::bigint
        from (select set_config('synchronous_commit', 'off', true)) as quickly
        on conflict (id) do update set caller = excluded.caller, fingerprint = excluded.fingerprint,
          holder = excluded.holder, held_ms = excluded.held_ms, expires_ms = excluded.expires_ms,
          record = null, status = null, head = null, body = null, bytes = 0
        where known.expires_ms <= ${now}::bigint or (
          known.fingerprint = excluded.fingerprint and known.status is null and known.record is null
          and (known.held_ms <= ${now}::bigint or (${onlyHere}::boolean and known.holder <> excluded.holder)))
        returning 1`.execute(db);
      return rows.length === 1;
    },
    async find(id, now) {
      const row = await db
        .selectFrom('kept_answer')
        .select(['fingerprint', 'record', 'status', 'head', 'body', 'holder', 'held_ms'])
        .where('id', '=', id)
        .where('expires_ms', '>', now)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { fingerprint, record, status, head, body, holder, held_ms } = row;
      return {
        fingerprint: bytes(fingerprint),
        record: record ?? undefined,
        answer:
          status === null
            ? undefined
            : { status, head: head ?? '{}', body: body === null ? undefined : bytes(body) },
        holder,
        heldUntil: held_ms,
      };
    },
    async hold(ids, holder, until) {
      await db
        .updateTable('kept_answer')
        .set({ held_ms: until })
        .where('id', 'in', ids)
        .where('holder', '=', holder)
        .execute();
    },
    async mark(id, holder, record) {
      const { rows } = await sql`update kept_answer set record = coalesce(record, ${record}::bigint)
        where id = ${id} and holder = ${holder} returning 1`.execute(db);
      return rows.length === 1;
    },
    async finish(id, holder, answer) {
      await db
        .updateTable('kept_answer')
        .set({
          status: answer.status,
          head: answer.head,
          body: answer.body ?? null,
          bytes: answer.body?.length ?? 0,
        })
        .where('id', '=', id)
        .where('holder', '=', holder)
        .execute();
    },
    async release(id, holder) {
      const mine = sql<boolean>`id = ${id} and holder = ${holder} and status is null`;
      await db.deleteFrom('kept_answer').where(mine).where('record', 'is', null).execute();
      await db.updateTable('kept_answer').set({ held_ms: 0 }).where(mine).execute();
    },
    async counts() {
      const { rows } = await sql<KeptCounts>`select caller, count(*) as rows,
        coalesce(sum(bytes), 0)::bigint as bytes from kept_answer group by caller`.execute(db);
      return rows;
    },
    async removeExpired(now) {
      await db.deleteFrom('kept_answer').where('expires_ms', '<=', now).execute();
    },
  };
}
