/** What a name is: its script, its romanisation, its words and their roles, and how two names compare. */
export {
  type AnalysedName,
  analyseName,
  type JoinedPart,
  type NameKind,
  type Part,
} from './analyse/analyse.ts';
export { type FlatName, flatten, INITIAL, joinedAllowed, WEIGHT_UNIT } from './analyse/flat-name.ts';
export { Aligner, MAX_WORDS, type WordArrays } from './compare/align.ts';
export { comparePair } from './compare/compare-names.ts';
export { type NameSettings, PERSON_SETTINGS, THING_SETTINGS } from './compare/settings.ts';
export { latinWord } from './frequency/latin-word.ts';
export { type Term, termMarks } from './terms/term.ts';
export { costOf, lengthOf, termCost, UNLIKE } from './terms/term-cost.ts';
export { type TermColumns, termColumns } from './terms/term-table.ts';
