import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { OwnershipVersionRow } from './ownership-rows.ts';

/** The queries of ownership. Who writes holds the journal's head. */
export interface OwnershipQueries {
  /** `holdings`: NDJSON; none where the source is taken out. */
  add(row: OwnershipVersionRow, holdings: string | undefined): Promise<void>;
  /** The newest version of each source, or of one, those taken out among them. */
  newest(source?: string): Promise<OwnershipVersionRow[]>;
  /** All versions of a source, the newest first. */
  versionsOf(source: string, limit: number): Promise<OwnershipVersionRow[]>;
  /** NDJSON; undefined where there is no such version, or it took the source out. */
  holdings(source: string, version: number): Promise<string | undefined>;
}

const HEAD = ['source', 'version', 'digest', 'count', 'actor', 'seq', 'at'] as const;

export function ownershipQueries(db: Kysely<Database>): OwnershipQueries {
  const rowOf = <R extends { readonly digest: string | null }>({ digest, ...row }: R) => ({
    ...row,
    digest: digest ?? undefined,
  });
  return {
    async add({ digest, ...row }, holdings) {
      await db
        .insertInto('ownership_version')
        .values({ ...row, digest: digest ?? null, holdings: holdings ?? null })
        .execute();
    },
    async newest(source) {
      const query = db
        .selectFrom('ownership_version')
        .select(HEAD)
        .distinctOn('source')
        .orderBy('source')
        .orderBy('version', 'desc');
      const rows = await (source === undefined ? query : query.where('source', '=', source)).execute();
      return rows.map(rowOf);
    },
    async versionsOf(source, limit) {
      const rows = await db
        .selectFrom('ownership_version')
        .select(HEAD)
        .where('source', '=', source)
        .orderBy('version', 'desc')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
    async holdings(source, version) {
      const row = await db
        .selectFrom('ownership_version')
        .select('holdings')
        .where('source', '=', source)
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.holdings ?? undefined;
    },
  };
}
