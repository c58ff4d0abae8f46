import { journalMigration } from './0001-journal.ts';
import { accessMigration } from './0030-access.ts';
import type { Migration } from './migration.ts';

/** All migrations in their order. A migration that was ever released is never changed: write the next one. */
export const MIGRATIONS: readonly Migration[] = [journalMigration, accessMigration];
