import type { AccessTables } from './access-rows.ts';
import type { CustomerTables } from './customer-rows.ts';
import type { EventTables } from './event-rows.ts';
import type { JournalTables } from './journal-rows.ts';
import type { KeptAnswerTables } from './kept-answer-rows.ts';
import type { LinkTables } from './link-rows.ts';
import type { OwnershipTables } from './ownership-rows.ts';
import type { PolicyTables } from './policy-rows.ts';
import type { SettingTables } from './setting-rows.ts';

/** All tables, for Kysely. A table group adds its own interface here. */
export interface Database
  extends AccessTables,
    CustomerTables,
    EventTables,
    JournalTables,
    KeptAnswerTables,
    LinkTables,
    OwnershipTables,
    PolicyTables,
    SettingTables {}
