import type { Fact } from '../facts.ts';
import type { Door, Party } from '../record.ts';

/** One rule of which lists are asked; where several hold, what they ask adds up, and what one leaves out is left out. */
export interface ListRule {
  /** Ids of lists, `*` for all that are in force, `authority:eu` for those of one authority. */
  readonly ask?: readonly string[];
  readonly leaveOut?: readonly string[];
  /** Of the lists asked here: only who stands under one of these regimes, or under none that is known. */
  readonly regimes?: readonly string[];
  /** Where the rule holds: doors, parties of a payment, countries in which is screened (`eu`: all member states). */
  readonly doors?: readonly Door[];
  readonly parties?: readonly Party[];
  readonly jurisdictions?: readonly string[];
}

/** Which decisions need a second person. A rule holds where all that it names is so. */
export interface SecondPersonRule {
  readonly doors?: readonly Door[];
  readonly decisions?: readonly ('same' | 'not-same' | 'cannot-tell')[];
  /** Probability of the alert, 0 … 1, this or more. */
  readonly probabilityFrom?: number;
  /** Value at stake in the installation's own currency, this or more. */
  readonly valueFrom?: number;
}

/** A policy as a person writes it: `policy.schema.json` is its published schema. */
export interface PolicyDocument {
  readonly format: 'riegel-policy/1';
  /** Letters, digits and `_`: `STANDARD`. */
  readonly name: string;
  readonly title: string;
  readonly doors: readonly Door[];
  readonly lists: readonly ListRule[];
  readonly threshold: {
    readonly default: number;
    readonly doors?: Readonly<Partial<Record<Door, number>>>;
    /** FtM schema of the listed entity; goes before the door's. */
    readonly schemata?: Readonly<Record<string, number>>;
  };
  readonly facts: Readonly<Record<Fact, boolean>>;
  /** Whether such listed names count; a number: the least score of the name alone from which they do. */
  readonly names: Readonly<Record<'alias' | 'previousName' | 'weakAlias' | 'abbreviation', boolean | number>>;
  /**
   * By which rules a subject is treated as its owners are, and with the entries of which lists (as in `ask`) they go.
   * What is not in force there is nobody's owner.
   */
  readonly ownership?: readonly { readonly rules: 'OFAC' | 'EU' | 'UK'; readonly lists: readonly string[] }[];
  /** Most matches shown of one subject. */
  readonly limit: number;
  readonly exemptions: {
    /** How long one holds, and the longest that may be asked for. */
    readonly days: number;
    readonly mostDays: number;
    readonly secondApprover: boolean;
  };
  readonly fourEyes: {
    readonly decisions: readonly SecondPersonRule[];
    /** Whether a second person has to put a change of this policy in force. */
    readonly activation: boolean;
  };
  /** ISO 8601 durations of whole years, months or days. */
  readonly retention: {
    readonly clear: string;
    readonly alerts: string;
    /** When names and contacts are masked for those who have no approval. */
    readonly maskAfter?: string;
  };
  /** JSON pointer of a setting → where it is demanded, or why it was chosen. */
  readonly sources?: Readonly<Record<string, string>>;
}
