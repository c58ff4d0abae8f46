import type { Migration } from './migration.ts';

/** Files of cases are sealed with the journal's key of the case's subject; those from before are as they were brought. */
export const sealedAttachmentsMigration: Migration = {
  id: '0045-sealed-attachments',
  statements: [
    `alter table casework_attachment add column key_id bigint`,
    `comment on column casework_attachment.key_id is 'journal_key.id with which content is sealed; null: it is not'`,
  ],
};
