import type { DateRelation } from '../entity/index.ts';

/** One designated entity that a subject is like. */
export interface Match {
  /** Entity id in its list. */
  readonly id: string;
  readonly caption: string;
  readonly schema: string;
  /** Ids of the lists that name it. */
  readonly lists: readonly string[];
  /** 0 … 1: how alike names and facts are. The threshold acts on it. */
  readonly score: number;
  /** 0 … 1: how likely it is the same person or thing. The queue is sorted by it. */
  readonly probability: number;
  readonly explanation: Explanation;
}

/** Why a match is one: from the name down to which word met which, and what each fact did. */
export interface Explanation {
  readonly name?: NameExplanation;
  readonly facts: readonly FactExplanation[];
  /** Identifiers and wallets that are the same on both sides: each alone is a match at the default threshold. */
  readonly identifiers: readonly IdentifierExplanation[];
  /** One plain sentence. */
  readonly sentence: { readonly en: string; readonly de: string };
}

export interface NameExplanation {
  /** The subject's name that was compared, as written. */
  readonly subject: string;
  /** The listed name it is most like, as the list writes it. */
  readonly listed: string;
  /** Property of the listed name: `name`, `alias`, `weakAlias`, `previousName`. */
  readonly property: string;
  /** Score of the name alone. */
  readonly score: number;
  readonly words: readonly WordExplanation[];
  /** Words of one name that nothing in the other met. */
  readonly subjectOnly: readonly string[];
  readonly listedOnly: readonly string[];
  /** Titles, legal forms and the like that were set aside, with the reason. */
  readonly setAside: readonly {
    readonly surface: string;
    readonly side: 'subject' | 'listed';
    readonly why: string;
  }[];
  /** What cleaning did to the subject's name before it was read (look-alike letters mended, cut …). */
  readonly steps: readonly { readonly kind: string; readonly from: string; readonly to: string }[];
}

/** Why two words are one name. */
export type WordReason =
  | 'same'
  | 'spelling'
  | 'slip'
  | 'script'
  | 'meaning'
  | 'equivalent'
  | 'initial'
  | 'cut'
  | 'joined';

export interface WordExplanation {
  readonly subject: string;
  readonly listed: string;
  readonly reason: WordReason;
  /** Hundredths of a typing error; 0 for equal words. */
  readonly cost: number;
}

export interface FactExplanation {
  readonly fact: 'birthDate' | 'country' | 'gender' | 'number' | 'legalForm';
  readonly relation: DateRelation | 'agrees' | 'differs';
  readonly subject: readonly string[];
  readonly listed: readonly string[];
  /** What it added to (or took from) the score. */
  readonly effect: number;
}

export interface IdentifierExplanation {
  readonly property: string;
  readonly value: string;
  /** Property that holds the number in the list. */
  readonly listedProperty: string;
  /** `unknown` where one side does not say of what kind its number is: weaker than an equal number of one kind. */
  readonly kind: 'same' | 'unknown';
}
