/** Riegel as a library: `import { openIndex } from 'riegel'`. `docs/library.md` shows how. */
export { type Entity, type Origin, RiegelError, type Subject } from './entity/index.ts';
export { allSources, type Source } from './lists/index.ts';
export {
  buildIndex,
  compareNames,
  DEFAULT_THRESHOLD,
  type Explanation,
  type IndexInfo,
  type Match,
  type MatchIndex,
  type NameComparison,
  openIndex,
  type ScreenOptions,
  type TextMatch,
} from './match/index.ts';
export { type OpenedDocument, type OpenOptions, openDocument } from './messages/index.ts';
export {
  type BatchAnswer,
  type BatchOptions,
  DEFAULT_POLICY,
  type LoadedIndex,
  loadIndex,
  loadStarterIndex,
  type Policy,
  type Screening,
  screenBatch,
  screenDocument,
  screenSubject,
  screenText,
} from './screening/index.ts';
