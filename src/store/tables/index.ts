import type { Kysely } from 'kysely';
import { type ApiKeyQueries, apiKeyQueries } from './api-keys.ts';
import { type CaseworkQueries, caseworkQueries } from './casework.ts';
import { type CustomerQueries, customerQueries } from './customer.ts';
import { type CustomerWorkQueries, customerWorkQueries } from './customer-work.ts';
import type { Database } from './database.ts';
import { type EventQueries, eventQueries } from './events.ts';
import { type JournalQueries, journalQueries } from './journal.ts';
import { type KeptAnswerQueries, keptAnswerQueries } from './kept-answer.ts';
import { type LinkQueries, linkQueries } from './links.ts';
import { type OwnershipQueries, ownershipQueries } from './ownership.ts';
import { type PeopleQueries, peopleQueries } from './people.ts';
import { type PolicyQueries, policyQueries } from './policy.ts';
import { type SessionQueries, sessionQueries } from './sessions.ts';
import { type SettingQueries, settingQueries } from './setting.ts';
import { type SignInQueries, signInQueries } from './sign-ins.ts';
import { type WebhookQueries, webhookQueries } from './webhooks.ts';

/** All queries there are, one group for each group of tables. */
export interface Tables {
  readonly setting: SettingQueries;
  readonly journal: JournalQueries;
  readonly casework: CaseworkQueries;
  readonly customer: CustomerQueries;
  readonly customerWork: CustomerWorkQueries;
  readonly policy: PolicyQueries;
  readonly events: EventQueries;
  readonly webhooks: WebhookQueries;
  readonly links: LinkQueries;
  readonly ownership: OwnershipQueries;
  readonly people: PeopleQueries;
  readonly sessions: SessionQueries;
  readonly apiKeys: ApiKeyQueries;
  readonly signIns: SignInQueries;
  readonly keptAnswer: KeptAnswerQueries;
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
    events: eventQueries(db),
    webhooks: webhookQueries(db),
    links: linkQueries(db),
    ownership: ownershipQueries(db),
    people: peopleQueries(db),
    sessions: sessionQueries(db),
    apiKeys: apiKeyQueries(db),
    signIns: signInQueries(db),
    keptAnswer: keptAnswerQueries(db),
  };
}
