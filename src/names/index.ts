/** What a name is: its script, its romanisation, its words and their roles, and how two names compare. */
export { type AnalysedName, analyseName } from './analyse/analyse.ts';
export { type FlatName, flatten, INITIAL, joinedAllowed, WEIGHT_UNIT } from './analyse/flat-name.ts';
export { namesWithin } from './analyse/packed-names.ts';
export type { JoinedPart, NameKind, Part } from './analyse/part.ts';
export { clearWordCache } from './analyse/read-words.ts';
export { type TextWord, textWords } from './analyse/text-words.ts';
export { Aligner, beyondWords, isAlone, isOneBit, mostWith, type WordArrays } from './compare/align.ts';
export { comparePair } from './compare/compare-names.ts';
export {
  type NameSettings,
  PERSON_SETTINGS,
  settingsOf,
  THING_SETTINGS,
} from './compare/settings.ts';
export { commonNames } from './frequency/commonness.ts';
export { cultureOf } from './knowledge/cultures.ts';
export { knownOrganisationAt } from './knowledge/organisations.ts';
export { Remembered } from './remembered.ts';
export { NOT_COUNTED, SIEVE_SIZE, Sieve } from './sieve/sieve.ts';
export { soundOrder } from './sound/key.ts';
export { MOST_MARKS } from './sound/neighbours.ts';
export { Term, type TermKind, termMarks } from './terms/term.ts';
export {
  beginsWith,
  costOf,
  editsOf,
  lengthOf,
  PreparedTerm,
  restCost,
  shownCost,
  termCost,
  UNLIKE,
} from './terms/term-cost.ts';
export { comparedTerm, OneTerm, readTerm, type TermColumns, termColumns } from './terms/term-table.ts';
