/** The one screening path: every subject, of whatever document, is compared with the lists here. */
export type { BatchAnswer, BatchReject } from './answer.ts';
export { type BatchOptions, screenBatch } from './batch.ts';
export type { AnsweredChange, ChangeOptions, PendingChange } from './customers/change.ts';
export type { CustomerAnswer, CustomerInput } from './customers/customer.ts';
export type { InForce } from './customers/footing.ts';
export { changeBetween, type ListChange, listChange } from './customers/list-change.ts';
export {
  type Customers,
  type CustomersOptions,
  type CustomersStatus,
  openCustomers,
} from './customers/open-customers.ts';
export type { FinishedSweep, SweepOptions, SweepPart, SweepStatement } from './customers/sweep.ts';
export type { CustomerItem } from './customers/upsert.ts';
export {
  type IndexVerification,
  indexInfo,
  type LoadedIndex,
  type LoadOptions,
  loadIndex,
  loadStarterIndex,
  verifyIndex,
} from './index-cache.ts';
export { journalTakeIn } from './journal-take-in.ts';
export { findSource, keepMappedSource, keepOpenSanctionsSource } from './own-sources.ts';
export { checkPolicy, DEFAULT_POLICY, type Policy } from './policy.ts';
export type { Alongside, DoneScreening, Door, RecordedScreening, ScreeningBasis, TakeIn } from './record.ts';
export { screenDocument, screenText } from './screen-document.ts';
export { type Screening, screenSubject } from './screen-subject.ts';
