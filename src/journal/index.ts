/** The append-only, hash-chained record of every screening and decision. */
export type { Json } from './canonical-json.ts';
export type { JournalEvent, Receipt } from './event.ts';
export { type Journal, openJournal } from './journal.ts';
export { type JournalKeys, openKeys } from './keys/keys.ts';
export type { JournalRecord } from './record.ts';
