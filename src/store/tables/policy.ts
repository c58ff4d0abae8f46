import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import type { PolicyStepRow, PolicyVersionRow } from './policy-rows.ts';

/** The policies' queries. */
export interface PolicyQueries {
  addVersion(row: PolicyVersionRow): Promise<void>;
  addStep(row: PolicyStepRow): Promise<void>;
  readVersion(name: string, version: number): Promise<PolicyVersionRow | undefined>;
  /** All versions, of one name or of all, in the order of names and versions. */
  readVersions(name?: string): Promise<PolicyVersionRow[]>;
  /** All steps there were, in their order. */
  readSteps(): Promise<PolicyStepRow[]>;
}

export function policyQueries(db: Kysely<Database>): PolicyQueries {
  return {
    async addVersion(row) {
      await db.insertInto('policy_version').values(row).execute();
    },
    async addStep(row) {
      await db
        .insertInto('policy_step')
        .values({ ...row, doors: JSON.stringify(row.doors) })
        .execute();
    },
    readVersion: (name, version) =>
      db
        .selectFrom('policy_version')
        .selectAll()
        .where('name', '=', name)
        .where('version', '=', version)
        .executeTakeFirst(),
    readVersions(name) {
      const query = db.selectFrom('policy_version').selectAll().orderBy('name').orderBy('version');
      return (name === undefined ? query : query.where('name', '=', name)).execute();
    },
    async readSteps() {
      const rows = await db.selectFrom('policy_step').selectAll().orderBy('seq').execute();
      return rows.map((row) => ({
        ...row,
        step: row.step as PolicyStepRow['step'],
        doors: JSON.parse(row.doors) as string[],
      }));
    },
  };
}
