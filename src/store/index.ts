/** PostgreSQL, embedded or as a server: migrations, queries, transactions. No other room writes SQL. */
export { openStore, type Store, type StoreHealth, type StoreOptions } from './store.ts';
export type { ApiKeyRow, CredentialRow, PasskeyRow, PersonRow, SessionRow } from './tables/access-rows.ts';
export { NO_DEADLINE } from './tables/casework.ts';
export type {
  AlertRow,
  AttachmentRow,
  CaseFilter,
  CaseRow,
  DecisionRow,
  ExemptionRow,
  FactDigests,
  PairView,
  QueuePlace,
  ReleaseRow,
} from './tables/casework-rows.ts';
export type {
  ChangeRow,
  CustomerCounts,
  CustomerMark,
  CustomerOutcome,
  CustomerRow,
  CustomerState,
  NewCustomer,
  SweepRow,
} from './tables/customer-rows.ts';
export type {
  AttemptRow,
  DeliveryRow,
  ToldListRow,
  ToldRecordRow,
  WebhookRow,
} from './tables/event-rows.ts';
export type { Tables } from './tables/index.ts';
export type {
  CheckpointRow,
  HeadRow,
  KeyRow,
  RecordRow,
  SubtreeRow,
} from './tables/journal-rows.ts';
export type { KeptAnswer, KeptAnswerRow, KeptCounts } from './tables/kept-answer-rows.ts';
export type { LinkBookRow, LinkFilter, LinkRow, LinkVersionRow } from './tables/link-rows.ts';
export type { OwnershipVersionRow } from './tables/ownership-rows.ts';
export type { PolicyStepRow, PolicyVersionRow } from './tables/policy-rows.ts';
