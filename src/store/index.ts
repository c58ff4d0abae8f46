/** PostgreSQL, embedded or as a server: migrations, queries, transactions. No other room writes SQL. */
export { openStore, type Store, type StoreOptions } from './store.ts';
export type { ApiKeyRow, CredentialRow, PasskeyRow, PersonRow, SessionRow } from './tables/access-rows.ts';
export type { Tables } from './tables/index.ts';
export type {
  CheckpointRow,
  HeadRow,
  KeyRow,
  RecordRow,
  SubtreeRow,
} from './tables/journal-rows.ts';
