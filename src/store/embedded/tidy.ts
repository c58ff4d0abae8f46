import { type Kysely, sql } from 'kysely';

interface TableStanding {
  readonly name: string;
  readonly live: number;
  readonly dead: number;
  readonly changed: number;
}

/** Rows below which nothing is worth tidying, and shares from which it is: a server's own autovacuum does likewise. */
const LEAST_ROWS = 1_000;
const DEAD_SHARE = 0.2;
const CHANGED_SHARE = 0.1;

/**
 * What a server does by itself and the embedded database does not: frees the space of rows that are gone, and counts
 * anew what the planner goes by. One table after the other, so that others get their turn between. Gives the tables.
 */
export async function tidyTables<T>(db: Kysely<T>): Promise<readonly string[]> {
  // Counts of the last second may not have been added up yet.
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<TableStanding>`select relname as name, n_live_tup::float8 as live,
    n_dead_tup::float8 as dead, n_mod_since_analyze::float8 as changed
    from pg_stat_user_tables`.execute(db);
  const due = rows.filter(
    ({ live, dead, changed }) =>
      dead > LEAST_ROWS + DEAD_SHARE * live || changed > LEAST_ROWS + CHANGED_SHARE * live,
  );
  for (const { name, live, dead } of due) {
    const isFull = dead > LEAST_ROWS + DEAD_SHARE * live;
    await sql`${sql.raw(isFull ? 'vacuum analyze' : 'analyze')} ${sql.table(name)}`.execute(db);
  }
  return due.map(({ name }) => name);
}
