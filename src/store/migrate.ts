import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { RiegelError } from '../entity/index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

/** Any number, the same in every version of Riegel: who migrates a database holds this lock. */
const MIGRATION_LOCK = 7_264_351;

/**
 * Brings the database to the shape this version needs. Processes that start at once wait for each other. Throws
 * `store/newer-database` where a later version has migrated it, `store/migration-changed` where a migration it has
 * run is not the one known here.
 */
export async function migrate<T>(
  db: Kysely<T>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`set local lock_timeout = '5min'`.execute(transaction);
    await sql`set local statement_timeout = 0`.execute(transaction);
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
    const { rows: found } = await sql<{
      there: boolean;
    }>`select to_regclass('migration') is not null as there`.execute(transaction);
    // Nothing is written where nothing has to be: a database whose disk is full can still be opened and read.
    if (!found[0]!.there) {
      await sql`create table migration (
        id text primary key, checksum text not null, run_at timestamptz not null default now()
      )`.execute(transaction);
    }
    const { rows } = await sql<{
      id: string;
      checksum: string;
    }>`select id, checksum from migration order by id`.execute(transaction);
    checkHistory(rows, migrations);
    for (const migration of migrations.slice(rows.length)) {
      for (const statement of migration.statements) await sql.raw(statement).execute(transaction);
      await sql`insert into migration (id, checksum) values (${migration.id}, ${checksumOf(migration)})`.execute(
        transaction,
      );
    }
  });
}

function checkHistory(
  run: readonly { readonly id: string; readonly checksum: string }[],
  migrations: readonly Migration[],
): void {
  for (const [i, { id, checksum }] of run.entries()) {
    const known = migrations[i];
    if (known === undefined) {
      throw new RiegelError('store/newer-database', `The database was migrated by a later version (${id})`, {
        expected: 'this version of Riegel or a later one',
      });
    }
    if (known.id !== id || checksumOf(known) !== checksum) {
      throw new RiegelError('store/migration-changed', `The database has run another migration ${id}`, {
        expected: `${known.id} as this version knows it`,
      });
    }
  }
}

function checksumOf({ id, statements }: Migration): string {
  return createHash('sha256')
    .update(JSON.stringify([id, statements]))
    .digest('hex');
}
