import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** A table whose rows are read and written whole: for each member of a row its column and the column's type. */
export interface RowTable<R> {
  readonly name: string;
  readonly columns: { readonly [M in keyof R]-?: readonly [column: string, type: string] };
}

/** The rows where `condition` holds; `rest` orders and bounds them. */
export async function readRows<R extends object>(
  db: Kysely<Database>,
  table: RowTable<R>,
  condition: RawBuilder<unknown>,
  rest: RawBuilder<unknown> = sql``,
): Promise<R[]> {
  const columns = Object.entries<readonly [string, string]>(table.columns).map(
    ([member, [column]]) => sql`t.${sql.ref(column)} as ${sql.ref(member)}`,
  );
  const { rows } = await sql<
    Record<string, unknown>
  >`select ${sql.join(columns)} from ${sql.table(table.name)} t
    where ${condition} ${rest}`.execute(db);
  for (const row of rows) {
    for (const member of Object.keys(row)) row[member] ??= undefined;
  }
  return rows as R[];
}

/** Writes rows, new ones or in the place of those with the same id. One parameter carries them all. */
export async function putRows<R extends object>(
  db: Kysely<Database>,
  table: RowTable<R>,
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return;
  const members = Object.entries<readonly [string, string]>(table.columns);
  const columns = sql.join(members.map(([, [column]]) => sql.ref(column)));
  const given = sql.join(members.map(([member, [, type]]) => sql`${sql.ref(member)} ${sql.raw(type)}`));
  const values = sql.join(members.map(([member]) => sql.ref(member)));
  const renewed = sql.join(
    members
      .filter(([, [column]]) => column !== 'id')
      .map(([, [column]]) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`),
  );
  await sql`insert into ${sql.table(table.name)} (${columns})
    select ${values} from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given (${given})
    on conflict (id) do update set ${renewed}`.execute(db);
}

/**
 * Whether a text column holds one of `values`. Computed first as one array, so that the index of the column is used
 * whatever the database believes to know of the table: the embedded one gathers no statistics by itself.
 */
export function isOneOf(column: string, values: readonly string[]): RawBuilder<unknown> {
  const list = JSON.stringify(values);
  return sql`${sql.ref(column)} = any(array(select jsonb_array_elements_text(${list}::text::jsonb)))`;
}
