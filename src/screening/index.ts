/** The one screening path: every subject, of whatever document, is compared with the lists here. */
export type { BatchAnswer, BatchReject } from './answer.ts';
export { type BatchOptions, screenBatch } from './batch.ts';
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
export {
  type ChangedPolicy,
  type ListedPolicy,
  openPolicies,
  type PolicyBook,
  type PolicyChange,
} from './policies/book.ts';
export type { ChangedAlert } from './policies/changes.ts';
export { checkAgainstLists, compilePolicy, type PolicyContext } from './policies/compile.ts';
export { type ChangedSetting, diffPolicies } from './policies/diff.ts';
export type { ListRule, PolicyDocument, SecondPersonRule } from './policies/document.ts';
export type { ChangedAlerts, EvaluatedSide, PolicyEvaluation } from './policies/evaluation.ts';
export { parsePolicy, policyText } from './policies/parse.ts';
export { type Trial, tryPolicy } from './policies/trial.ts';
export { POLICY_SCHEMA } from './policies/validate.ts';
export { checkPolicy, DEFAULT_POLICY, type Policy } from './policy.ts';
export type { DoneScreening, Door, RecordedScreening, ScreeningBasis, TakeIn } from './record.ts';
export { type MissingPart, type Replay, replay } from './replay/replay.ts';
export { screenDocument, screenText } from './screen-document.ts';
export { type Screening, screenSubject } from './screen-subject.ts';
export { type ValidationReport, validateConfiguration } from './validation/report.ts';
