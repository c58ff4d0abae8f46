import { journalMigration } from './0001-journal.ts';
import { caseworkMigration } from './0010-casework.ts';
import { policiesMigration } from './0040-policies.ts';
import type { Migration } from './migration.ts';

/** All migrations in their order. A migration that was ever released is never changed: write the next one. */
export const MIGRATIONS: readonly Migration[] = [journalMigration, caseworkMigration, policiesMigration];
