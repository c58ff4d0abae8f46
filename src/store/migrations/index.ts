import { journalMigration } from './0001-journal.ts';
import { caseworkMigration } from './0010-casework.ts';
import { customersMigration } from './0020-customers.ts';
import { accessMigration } from './0030-access.ts';
import { policiesMigration } from './0040-policies.ts';
import { sealedAttachmentsMigration } from './0045-sealed-attachments.ts';
import { eventsMigration } from './0050-events.ts';
import { linksAndOwnershipMigration } from './0060-links-and-ownership.ts';
import { idempotencyMigration } from './0080-idempotency.ts';
import type { Migration } from './migration.ts';

/** All migrations in their order. A migration that was ever released is never changed: write the next one. */
export const MIGRATIONS: readonly Migration[] = [
  journalMigration,
  caseworkMigration,
  customersMigration,
  accessMigration,
  policiesMigration,
  sealedAttachmentsMigration,
  eventsMigration,
  linksAndOwnershipMigration,
  idempotencyMigration,
];
