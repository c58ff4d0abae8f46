/** `linked`: the two entries name one and the same; `proposed`: a person has to look; `cut`: a person said they do not. */
export type LinkState = 'linked' | 'proposed' | 'cut';

/** A reason to hold two entries for one. `key` is the same as long as the reason is the same. */
export type Evidence =
  | {
      /** One list quotes the number that the other gives, or both quote the number of a third. */
      readonly kind: 'reference';
      readonly key: string;
      readonly scheme: string;
      readonly number: string;
    }
  | {
      /** The same number of a document, register, vessel … */
      readonly kind: 'identifier';
      readonly key: string;
      readonly family: string;
      readonly number: string;
    }
  | {
      /** What the engine makes of names and facts; `key` holds how the facts stand, not the spelling of names. */
      readonly kind: 'names';
      readonly key: string;
      readonly score: number;
      readonly probability: number;
      /** Names as each side writes them, left and right. */
      readonly names: readonly [string, string];
      /** `birthDate` → `same` … as the engine says. */
      readonly facts: Readonly<Record<string, string>>;
    };

/** A reason to look before two entries are held for one. */
export interface Doubt {
  /**
   * - `other-reference`: each side has a number of the same scheme, and they differ.
   * - `other-number`: the same of a register that gives everybody one number (IMO, LEI, INN, OGRN).
   * - `birth-date`: the dates of birth contradict each other.
   * - `other-name`: the names are not alike.
   * - `rival`: another entry of the same list is as like, or more.
   * - `weak-evidence`: not enough to link without a person.
   * - `same-list`, `cluster-birth-date`, `cluster-schema`: linking would put into one cluster two entries of a list
   *   that names everybody once, two contradicting dates of birth, two things that cannot be one.
   * - `cut`: … or two that a person cut.
   */
  readonly code:
    | 'other-reference'
    | 'other-number'
    | 'birth-date'
    | 'other-name'
    | 'rival'
    | 'weak-evidence'
    | 'same-list'
    | 'cluster-birth-date'
    | 'cluster-schema'
    | 'cut';
  /** The entry or the number that it is about. */
  readonly about?: string;
}

/** What the lists of a day say of two entries; made anew from each version of the lists. */
export interface LinkProposal {
  /** Ids of entities; `left` is the lesser. */
  readonly left: string;
  readonly right: string;
  readonly evidence: readonly Evidence[];
  readonly doubts: readonly Doubt[];
  /** 0 … 1: how sure it is. */
  readonly strength: number;
  readonly state: 'linked' | 'proposed';
}

/** What a person said of a link. */
export interface LinkDecision {
  readonly state: 'linked' | 'cut';
  readonly by: string;
  /** ISO time. */
  readonly at: string;
  readonly reason: string;
  /** Keys of the evidence that the person saw. */
  readonly evidence: readonly string[];
}

/** A link as it is kept. */
export interface Link extends Omit<LinkProposal, 'state'> {
  /** Of the two entries alone, so it is the same whenever it is proposed again. */
  readonly id: string;
  readonly state: LinkState;
  /** Versions of the lists of both entries at which evidence and strength were last found. */
  readonly listVersions: Readonly<Record<string, string>>;
  /** Version of the book in which it came in, and in which it last changed. */
  readonly since: number;
  readonly changed: number;
  /** Newest last; the last is in force. Absent where no person has spoken. */
  readonly decisions?: readonly LinkDecision[];
  /**
   * Why a person has to look at a link that a person decided: `new-evidence` came after a cut; `no-evidence` is left
   * of a link; `absent`: an entry is on no list any more.
   */
  readonly review?: 'new-evidence' | 'no-evidence' | 'absent';
}

/** Doubts that come of other links, and go with them. */
export const CLUSTER_DOUBTS: ReadonlySet<Doubt['code']> = new Set([
  'same-list',
  'cluster-birth-date',
  'cluster-schema',
  'cut',
]);

/** The id of the link of two entries, in either order. */
export function linkIdOf(one: string, other: string): string {
  return [one, other].sort().map(encodeURIComponent).join('~');
}
