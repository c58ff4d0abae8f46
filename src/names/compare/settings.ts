import type { NameKind } from '../analyse/part.ts';

/**
 * Every constant of the name score, with its reason. All are shares of a name's weight or of the score unless
 * said otherwise. Found by coordinate search (as `bench/tune.ts` does it) over all labelled pairs and treated names,
 * manipulated names and left-out aliases drawn from the lists, and half of the unlisted people; see docs/matching.md.
 * Persons and things differ, because people drop and add given names while an organisation's words are chosen.
 */
export interface NameSettings {
  /** Loss for one typing error a sound: 1 slip in 6 letters loses a sixth of this, weighted by the word. */
  readonly edit: number;
  /** How much steeper the loss grows where most of a word is changed. */
  readonly editCurve: number;
  /** Loss of a word that is alike but not equal, however little. */
  readonly unequal: number;
  /** Both names keep a word that the other lacks: they contradict. The strongest sign of two different names. */
  readonly contradiction: number;
  /** The same, whatever else agrees: a word of `wholeWord` weight or more contradicts outright. */
  readonly contradictingWord: number;
  readonly wholeWord: number;
  /** The subject's name has words more than the listed one. */
  readonly surplusSubject: number;
  /** The listed name has words more than the subject's. */
  readonly surplusListed: number;
  /** A slip and a missing word together are worse than the two apart. */
  readonly editBesideSurplus: number;
  /** Only one word meets and either name has more. */
  readonly loneWord: number;
  /** The listed name is one word, and the subject's has more: `Focus Dekk` is not `Dec`. */
  readonly loneListed: number;
  /** Loss for each unit of edit loss where only one word meets: all rests on it. */
  readonly loneEdit: number;
  /** Instead of `loneWord` where the subject's name is one word that met one of several: `Hambali`, … */
  readonly loneSubject: number;
  /** … of `loneEdit`: a word that is the only one has to be that word, … */
  readonly loneSubjectEdit: number;
  /** … and of `common`, by what the word lacks to the rarest weight. 0: one word is like any number of them. */
  readonly loneSubjectCommon: number;
  /**
   * Where a rare word meets a common one by a slip: share of the difference of their weights that is no evidence.
   * `Aservice` tells no more than `Service` of who is meant.
   */
  readonly slipToCommon: number;
  /**
   * How much more a slip loses, for each unit by which the subject's word is commoner than the listed one: who writes
   * `Hermes` hardly meant `Hormoz`, who writes `Hormez` may have.
   */
  readonly slipFromCommon: number;
  /** How much more words without a counterpart count where what met is no rare word: it tells the trade, not the name. */
  readonly ofTrade: number;
  /** Loss of a word of at most three sounds that is alike but not equal: in an acronym each letter is a word. */
  readonly shortWord: number;
  /** Weight of what met (in rarest words) from which on a loss is taken as it is … */
  readonly enough: number;
  /** … and by how much more it counts where nothing met, growing in between. */
  readonly common: number;
  /**
   * Weight of what met (in rarest words) beyond which losses shrink, because two rare words leave little doubt who is
   * meant: `Rusman Gunawan` is `Gun Gun Rusman Gunawan`. Contradictions do not shrink.
   */
  readonly plentyFrom: number;
  /** How much what is left over and a missing first name shrink, for each time that `plentyFrom` met once more, … */
  readonly plenty: number;
  /** … and how much slips do. */
  readonly plentyEdit: number;
  /** Slips of the whole name (in typing errors) that are free of the next loss. */
  readonly freeEdits: number;
  /** Loss for each typing error beyond. */
  readonly overEdits: number;
  /** The numbers in the names differ (`Fund V`, `Fund VI`). */
  readonly otherNumber: number;
  /** One name has a number, the other none. */
  readonly missingNumber: number;
  /** Legal forms of different families. */
  readonly otherLegalForm: number;
  /** An initial that stands for a word: share of the word's weight that stays unmatched. */
  readonly initialRest: number;
  /** Both names have a patronymic, and they differ: sons of different fathers. */
  readonly otherPatronymic: number;
  /** Two words of one name meet one word of the other. */
  readonly joined: number;
  /**
   * The first word of the longer name is missing (share of its weight): people are called by their first name and
   * leave out later ones. `Paul Robert Miller` is sooner `Paul Miller` than `Robert Miller`.
   */
  readonly firstMissing: number;
  /** Score of names that differ in two typing errors at most, where the score is less … */
  readonly mistyped: number;
  /** … and have so many letters (sounds) … */
  readonly mistypedLetters: number;
  /** … or these where they differ in one. */
  readonly mistypedOnceLetters: number;
  /** Added to the surplus losses where either name is of Han or Hangul: no part of such a name is dropped. */
  readonly syllabicSurplus: number;
  /** The words meet in another order. */
  readonly reordered: number;
}

export const PERSON_SETTINGS: NameSettings = {
  edit: 2.1,
  editCurve: 0.7,
  unequal: 0.027,
  contradiction: 1,
  contradictingWord: 0.2,
  wholeWord: 0.45,
  surplusSubject: 0.41,
  surplusListed: 0.3,
  editBesideSurplus: 2.3,
  loneWord: 0.09,
  loneListed: 0.1,
  loneEdit: 0.2,
  loneSubject: 0.02,
  loneSubjectEdit: 2.6,
  loneSubjectCommon: 5,
  slipToCommon: 0,
  slipFromCommon: 0,
  ofTrade: 0,
  shortWord: 0,
  enough: 1.8,
  common: 1,
  plentyFrom: 1.2,
  plenty: 0.9,
  plentyEdit: 0.4,
  freeEdits: 3.5,
  overEdits: 0.13,
  otherNumber: 0.15,
  missingNumber: 0.05,
  otherLegalForm: 0.02,
  initialRest: 0.25,
  otherPatronymic: 0.2,
  joined: 0.014,
  firstMissing: 0.26,
  mistyped: 0.71,
  mistypedLetters: 9,
  mistypedOnceLetters: 8,
  syllabicSurplus: 0.55,
  reordered: 0.008,
};

export const THING_SETTINGS: NameSettings = {
  edit: 0.8,
  editCurve: 0.4,
  unequal: 0.02,
  contradiction: 1.4,
  contradictingWord: 0.03,
  wholeWord: 0.7,
  surplusSubject: 0.4,
  surplusListed: 0.4,
  editBesideSurplus: 0.7,
  loneWord: 0.035,
  loneListed: 0.25,
  loneEdit: 0.56,
  loneSubject: 0,
  loneSubjectEdit: 0,
  loneSubjectCommon: 0,
  slipToCommon: 1,
  slipFromCommon: 0.5,
  ofTrade: 1.6,
  shortWord: 0.4,
  enough: 1.2,
  common: 0.25,
  plentyFrom: 1,
  plenty: 0,
  plentyEdit: 0,
  freeEdits: 2.7,
  overEdits: 0.08,
  otherNumber: 0.15,
  missingNumber: 0.25,
  otherLegalForm: 0.08,
  initialRest: 0.3,
  otherPatronymic: 0,
  joined: 0.01,
  firstMissing: 0,
  mistyped: 0.71,
  mistypedLetters: 10,
  mistypedOnceLetters: 7,
  syllabicSurplus: 0,
  reordered: 0.01,
};

/** A vessel's name is short, and each of its words is chosen: `Orion` is not `Orion Star`. */
const VESSEL_SETTINGS: NameSettings = {
  ...THING_SETTINGS,
  edit: 0.62,
  editCurve: 0.5,
  surplusSubject: 0.68,
  surplusListed: 0.55,
  loneEdit: 0.46,
  slipFromCommon: 1.3,
  ofTrade: 2.2,
  shortWord: 0.5,
  missingNumber: 0.15,
  mistyped: 0.71,
  mistypedLetters: 8,
  mistypedOnceLetters: 6,
};

export function settingsOf(kind: NameKind): NameSettings {
  if (kind === 'person') return PERSON_SETTINGS;
  return kind === 'vessel' ? VESSEL_SETTINGS : THING_SETTINGS;
}
