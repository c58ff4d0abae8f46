/** The one screening path: every subject, of whatever document, is compared with the lists here. */
export type { BatchAnswer, BatchReject } from './answer.ts';
export { type BatchOptions, screenBatch } from './batch.ts';
export type { AnsweredChange, ChangeOptions, PendingChange } from './customers/change.ts';
export { CUSTOMER_SUBJECT, type CustomerAnswer, type CustomerInput } from './customers/customer.ts';
export type { InForce } from './customers/footing.ts';
export type { SubjectErasure } from './customers/forget.ts';
export { changeBetween, type ListChange, listChange } from './customers/list-change.ts';
export {
  type Customers,
  type CustomersOptions,
  type CustomersStatus,
  openCustomers,
} from './customers/open-customers.ts';
export type { FinishedSweep, SweepOptions, SweepPart, SweepStatement } from './customers/sweep.ts';
export type { CustomerItem } from './customers/upsert.ts';
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
export { journalTakeIn } from './journal-take-in.ts';
export {
  addLink,
  decideLink,
  emptyBook,
  type LinkBook,
  type LinkBookDiff,
  readBook,
  renewBook,
  writeBook,
} from './links/book.ts';
export { type Candidate, type CandidateOptions, candidatesOf, entriesOf } from './links/candidates.ts';
export { type Cluster, Clusters, clustersOf } from './links/clusters.ts';
export { registerNumbersOf } from './links/identifiers.ts';
export { type LinksInForce, linksInForce } from './links/in-force.ts';
export type { Doubt, Evidence, Link, LinkDecision, LinkProposal, LinkState } from './links/link.ts';
export { type ProposeOptions, proposalsOf, proposeLinks } from './links/propose.ts';
export { type Reference, referencesOf } from './links/references.ts';
export { DEFAULT_LINK_RULES, type LinkRules } from './links/rules.ts';
export { findSource, keepMappedSource, keepOpenSanctionsSource } from './own-sources.ts';
export type { CountedStake, OwnershipAnswer, OwnershipStatus } from './ownership/answer.ts';
export { type ListedPerson, OwnershipAssessment } from './ownership/assess.ts';
export { holdingsOfLists } from './ownership/from-lists.ts';
export { type OwnershipGraph, ownershipGraph } from './ownership/graph.ts';
export type { Holding, HoldingKind } from './ownership/holding.ts';
export type { OwnershipNotice } from './ownership/notices.ts';
export { type OwnershipReject, type OwnershipRow, readOwnershipRows } from './ownership/rows.ts';
export { OWNERSHIP_RULES, type OwnershipRules } from './ownership/rules.data.ts';
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
export { PROFILES } from './policies/profiles.ts';
export { before, isUnderOfac, OFAC_YEARS, yearsOf } from './policies/retention.ts';
export { type Trial, tryPolicy } from './policies/trial.ts';
export { POLICY_SCHEMA } from './policies/validate.ts';
export type { PolicyVersion } from './policies/version.ts';
export { checkPolicy, DEFAULT_POLICY, type Policy } from './policy.ts';
export type {
  Alongside,
  DoneScreening,
  Door,
  Party,
  RecordedScreening,
  ScreeningBasis,
  TakeIn,
} from './record.ts';
export { type MissingPart, type Replay, replay } from './replay/replay.ts';
export { screenDocument, screenText } from './screen-document.ts';
export { NAME_PROPERTIES, type Narrowing, type Screening, screenSubject } from './screen-subject.ts';
export { type ValidationReport, validateConfiguration } from './validation/report.ts';
