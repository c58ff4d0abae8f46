import type { IssuePlace } from '../../list-draft.ts';

/** One listed party as every OFAC format says it: what differs is only how it is written down. */
export interface OfacRecord {
  /** OFAC's unique number, the same in every format: `ent_num`, `uid`, `FixedRef`, `entity/@id`. */
  readonly uid: string;
  readonly type: OfacType;
  readonly place: IssuePlace;
  readonly names: readonly OfacName[];
  readonly programs: readonly string[];
  readonly addresses: readonly OfacAddress[];
  readonly facts: readonly OfacFact[];
  readonly links: readonly OfacLink[];
  /** Free text that states no labelled fact. */
  readonly remarks: readonly OfacText[];
  /** What the formats beyond 2018 add of the designation itself. */
  readonly listedOn?: readonly string[];
  readonly legalBases?: readonly string[];
  readonly measures?: readonly string[];
}

export type OfacType = 'individual' | 'entity' | 'vessel' | 'aircraft';

export interface OfacText {
  readonly text: string;
  readonly element: string;
}

export interface OfacName {
  /** The primary name, also known as, formerly known as, now known as. */
  readonly role: 'primary' | 'aka' | 'fka' | 'nka';
  readonly weak: boolean;
  /** Family name of a person; the whole name of anything else. */
  readonly last: string;
  readonly first?: string;
  /** Any other script than Latin, as the source names it. */
  readonly script?: string;
  /** Set where the source says that a part is a maiden name, patronymic … */
  readonly parts?: Readonly<Record<string, string>>;
  readonly element: string;
}

export interface OfacAddress {
  readonly streets: readonly string[];
  /** City, state or province and postal code in one, as the delimited files write them. */
  readonly cityLine: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly region?: string;
  readonly country: string;
  readonly remark?: string;
  readonly script?: string;
  readonly element: string;
}

/** A labelled fact: `Passport` … `A123 (Iran) expires 2010`, `DOB` … `10 Dec 1948`. */
export interface OfacFact {
  /** OFAC's own label, without a leading `alt.`. */
  readonly label: string;
  readonly value: string;
  readonly country?: string;
  readonly issued?: string;
  readonly expires?: string;
  readonly authority?: string;
  readonly remark?: string;
  readonly element: string;
}

export interface OfacLink {
  /** OFAC's words for the relation: `Linked To:`, `Owned or Controlled By`. */
  readonly relation: string;
  /** The other party, by number or by name. */
  readonly uid?: string;
  readonly name?: string;
  readonly remark?: string;
  readonly element: string;
}

/** `a b c` without what is empty. */
export function joined(separator: string, ...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}
