import type { Kysely } from 'kysely';
import { type CaseworkQueries, caseworkQueries } from './casework.ts';
import type { Database } from './database.ts';
import { type JournalQueries, journalQueries } from './journal.ts';
import { type PolicyQueries, policyQueries } from './policy.ts';
import { type SettingQueries, settingQueries } from './setting.ts';

/** All queries there are, one group for each group of tables. */
export interface Tables {
  readonly setting: SettingQueries;
  readonly journal: JournalQueries;
  readonly casework: CaseworkQueries;
  readonly policy: PolicyQueries;
}

/** The queries, run on `db`: the store itself or one transaction. */
export function tablesOn(db: Kysely<Database>): Tables {
  return {
    setting: settingQueries(db),
    journal: journalQueries(db),
    casework: caseworkQueries(db),
    policy: policyQueries(db),
  };
}
