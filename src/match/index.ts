/** The engine: compile entities into an index, search it, score, explain. No I/O, no clock, no network. */

export { compareNames, type NameComparison } from './compare.ts';
export { cultureForReports } from './culture.ts';
export { type ExplainedName, explainName } from './explain/name.ts';
export { type BuildOptions, type BuiltIndex, buildIndex, ENGINE_VERSION } from './index/build.ts';
export { type IndexInfo, MatchIndex, openIndex } from './index/open.ts';
export type {
  Explanation,
  FactExplanation,
  IdentifierExplanation,
  Match,
  NameExplanation,
  WordExplanation,
  WordReason,
} from './match.ts';
export { type ProbabilityFeatures, probabilityOf } from './probability/probability.ts';
export { DEFAULT_THRESHOLD, type ScreenOptions } from './screen-options.ts';
export { SubjectIndex } from './subjects/subject-index.ts';
export type { TextMatch } from './text/scan.ts';
