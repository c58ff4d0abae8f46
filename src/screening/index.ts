/** The one screening path: every subject, of whatever document, is compared with the lists here. */
export type { BatchAnswer, BatchReject } from './answer.ts';
export { type BatchOptions, screenBatch } from './batch.ts';
export { digestOfRooms } from './engine-build.ts';
export {
  type IndexVerification,
  indexInfo,
  type LoadedIndex,
  type LoadOptions,
  loadIndex,
  loadStarterIndex,
  verifyIndex,
} from './index-cache.ts';
export { findSource, keepMappedSource, keepOpenSanctionsSource } from './own-sources.ts';
export { checkPolicy, DEFAULT_POLICY, type Policy } from './policy.ts';
export { screenDocument, screenText } from './screen-document.ts';
export { type Narrowing, type Screening, screenSubject } from './screen-subject.ts';
