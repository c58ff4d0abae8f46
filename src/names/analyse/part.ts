import type { Term } from '../terms/term.ts';

/** What kind of thing bears the name: the roles of its words differ. */
export type NameKind = 'person' | 'organisation' | 'vessel';

export type PartRole =
  | 'word'
  /** `Viktorovich`: often left out; two different ones are two different fathers. */
  | 'patronymic'
  | 'initial'
  | 'particle'
  /** `Abu`: belongs to what follows. */
  | 'kunya'
  /** `Abd`: belongs to what follows. */
  | 'head'
  /** `Dr`: set aside, and kept beside the name only so that a word misspelt or joined with it finds it: `Moulawi`. */
  | 'title'
  /** A title that is also a name: `Khan`, `Sayed`. */
  | 'honorific'
  /** A word of an organisation's name that has translations: `bank`, `front`. */
  | 'concept'
  | 'stop';

/** One word of a name that takes part in the comparison. */
export interface Part {
  readonly surface: string;
  readonly term: Term;
  readonly role: PartRole;
  /** 0 … 1: how much of the name it is. */
  readonly weight: number;
  /** True for `bin`, `ould` and the like: what follows is a father's name. */
  readonly filiation?: boolean;
}

/** Neighbouring words read as one: `Abd al Rahman` as `Abdalrahman`, `Islamic State` as `Daesh`. */
export interface JoinedPart {
  readonly start: number;
  readonly length: number;
  readonly term: Term;
}

/** Something that is no part of the name proper. */
export interface SetAside {
  readonly surface: string;
  readonly why: string;
}

/** The words of a name sorted into what is compared and what is not. */
export interface SortedWords {
  readonly parts: Part[];
  readonly setAside: SetAside[];
  /** Numbers in the name, in digits. */
  readonly numbers: string[];
  /** Families of its legal forms. */
  readonly legalForms: string[];
}
