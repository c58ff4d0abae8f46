import type { Kysely } from 'kysely';
import { type ApiKeyQueries, apiKeyQueries } from './api-keys.ts';
import type { Database } from './database.ts';
import { type JournalQueries, journalQueries } from './journal.ts';
import { type PeopleQueries, peopleQueries } from './people.ts';
import { type SessionQueries, sessionQueries } from './sessions.ts';
import { type SettingQueries, settingQueries } from './setting.ts';
import { type SignInQueries, signInQueries } from './sign-ins.ts';

/** All queries there are, one group for each group of tables. */
export interface Tables {
  readonly setting: SettingQueries;
  readonly journal: JournalQueries;
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
    people: peopleQueries(db),
    sessions: sessionQueries(db),
    apiKeys: apiKeyQueries(db),
    signIns: signInQueries(db),
  };
}
