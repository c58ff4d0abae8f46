/** Official lists: their sources, their versions on disk, updates and the guards before them, differences. */
export type { ChangedEntity, DiffedEntity, FieldChange, ListDiff } from './diff/diff.ts';
export { diffEntities } from './diff/diff.ts';
export { renderDiff } from './diff/render.ts';
export { diffVersions, type VersionDiff } from './diff/versions.ts';
export type { Age, AgeState } from './health/age.ts';
export type { IssueCounts, ListCounts } from './health/counts.ts';
export {
  DEFAULT_HEALTH_POLICY,
  type HealthCode,
  type HealthFinding,
  type HealthPolicy,
} from './health/policy.ts';
export type { ListMapping } from './mapping/mapping.ts';
export { mappedSource } from './mapping/source.ts';
export { validateMapping } from './mapping/validate.ts';
export { allSources, sourceById } from './registry.ts';
export {
  isPublished,
  type ParsedList,
  type ParseIssue,
  type Source,
  type SourceFile,
  type SourceFormat,
} from './source.ts';
export { openSanctionsSource } from './sources/opensanctions.ts';
export { applyDelta, type DeltaOperation, readDelta } from './sources/opensanctions-delta.ts';
export { type OpenSanctionsDataset, readOpenSanctionsIndex } from './sources/opensanctions-index.ts';
export { loadStarter, type Starter, type StarterAbout } from './starter.ts';
export { type HistoryEntry, historyOf, type ListStatus, statusOf } from './status.ts';
export {
  entitiesOf,
  issuesOf,
  type ListVersion,
  listsInForce,
  openVersion,
  rawFilesOf,
  verifyVersion,
  versionsInForce,
  versionsOf,
} from './store/read.ts';
export type { VersionRecord } from './store/version.ts';
export { importFiles } from './update/import.ts';
export { DEFAULT_NETWORK_POLICY, type NetworkPolicy } from './update/network.ts';
export { releaseVersion } from './update/release.ts';
export type { Progress, UpdateOptions, UpdateResult } from './update/result.ts';
export { DEFAULT_UNPACK_POLICY, type UnpackPolicy } from './update/unpack.ts';
export { updateList } from './update/update.ts';
