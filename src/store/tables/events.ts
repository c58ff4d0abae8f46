import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import type { ToldListRow, ToldRecordRow } from './event-rows.ts';

/** Which records are told, and what of the lists has been. */
export interface EventQueries {
  /** Records of these kinds after a number, in their order. None of them is a screening. */
  readTold(kinds: readonly string[], beyond: number, limit: number): Promise<ToldRecordRow[]>;
  readToldLists(): Promise<ToldListRow[]>;
  putToldList(row: ToldListRow): Promise<void>;
}

export function eventQueries(db: Kysely<Database>): EventQueries {
  return {
    async readTold(kinds, beyond, limit) {
      const rows = await db
        .selectFrom('journal_record')
        .select(['seq', 'at_ms', 'kind', 'body'])
        // Written out, so that the index that leaves the screenings out is known to serve.
        .where(sql<boolean>`kind <> 'screening'`)
        .where('kind', 'in', kinds)
        .where('seq', '>', beyond)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(({ at_ms, ...row }) => ({ ...row, at: at_ms }));
    },
    async readToldLists() {
      const rows = await db.selectFrom('told_list').selectAll().execute();
      return rows.map(({ list, version, refused_at }) => ({
        list,
        version: version ?? undefined,
        refusedAt: refused_at ?? undefined,
      }));
    },
    async putToldList({ list, version = null, refusedAt = null }) {
      await sql`insert into told_list (list, version, refused_at) values (${list}, ${version}, ${refusedAt})
        on conflict (list) do update set version = excluded.version, refused_at = excluded.refused_at`.execute(
        db,
      );
    },
  };
}
