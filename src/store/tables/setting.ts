import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** Small values of the whole installation, by name: JSON. */
export interface SettingQueries {
  read(name: string): Promise<unknown>;
  /** Gives the value that holds: `value`, or what another process had set before. */
  setOnce(name: string, value: unknown): Promise<unknown>;
  set(name: string, value: unknown): Promise<void>;
}

export function settingQueries(db: Kysely<Database>): SettingQueries {
  const read = async (name: string) => {
    const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
    return row?.value;
  };
  return {
    read,
    async set(name, value) {
      await sql`insert into setting (name, value) values (${name}, ${JSON.stringify(value)}::jsonb)
        on conflict (name) do update set value = excluded.value`.execute(db);
    },
    async setOnce(name, value) {
      const found = await read(name);
      if (found !== undefined) return found;
      await sql`insert into setting (name, value) values (${name}, ${JSON.stringify(value)}::jsonb)
        on conflict (name) do nothing`.execute(db);
      return await read(name);
    },
  };
}
