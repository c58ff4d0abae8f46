import type { AccessTables } from './access-rows.ts';
import type { JournalTables } from './journal-rows.ts';
import type { SettingTables } from './setting-rows.ts';

/** All tables, for Kysely. A table group adds its own interface here. */
export interface Database extends JournalTables, SettingTables, AccessTables {}
