import type { Kysely } from 'kysely';
import { type ApiKeyQueries, apiKeyQueries } from './api-keys.ts';
import { type CaseworkQueries, caseworkQueries } from './casework.ts';
import { type CustomerQueries, customerQueries } from './customer.ts';
import { type CustomerWorkQueries, customerWorkQueries } from './customer-work.ts';
import type { Database } from './database.ts';
import { type JournalQueries, journalQueries } from './journal.ts';
import { type ListWorkQueries, listWorkQueries } from './list-work.ts';
import { type PeopleQueries, peopleQueries } from './people.ts';
import { type PolicyQueries, policyQueries } from './policy.ts';
import { type SessionQueries, sessionQueries } from './sessions.ts';
import { type SettingQueries, settingQueries } from './setting.ts';
import { type SignInQueries, signInQueries } from './sign-ins.ts';

/** All queries there are, one group for each group of tables. */
export interface Tables {
  readonly setting: SettingQueries;
  readonly journal: JournalQueries;
  readonly casework: CaseworkQueries;
  readonly customer: CustomerQueries;
  readonly customerWork: CustomerWorkQueries;
  readonly policy: PolicyQueries;
  readonly listWork: ListWorkQueries;
  readonly people: PeopleQueries;
  readonly sessions: SessionQueries;
  readonly apiKeys: ApiKeyQueries;
  readonly signIns: SignInQueries;
}

/** The queries, run on `db`: the store itself or one transaction. */
export function tablesOn(db: Kysely<Database>): Tables {
  return {
    setting: settingQueries(db),
    journal: journalQueries(db),
    casework: caseworkQueries(db),
    customer: customerQueries(db),
    customerWork: customerWorkQueries(db),
    policy: policyQueries(db),
    listWork: listWorkQueries(db),
    people: peopleQueries(db),
    sessions: sessionQueries(db),
    apiKeys: apiKeyQueries(db),
    signIns: signInQueries(db),
  };
}
