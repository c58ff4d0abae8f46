import type { FreeTextKind, PartyRole, PaymentPart } from '../payment.ts';
import words from './address-words.data.json' with { type: 'json' };
import data from './fields.data.json' with { type: 'json' };

/** What a field holds. */
export interface FieldMeaning {
  readonly as:
    | 'party'
    | 'account'
    | 'text'
    | 'reference'
    | 'original'
    | 'amount'
    | 'date'
    | 'charges'
    | 'purpose'
    | 'statement'
    | 'unknown';
  readonly role?: PartyRole;
  readonly kind?: FreeTextKind;
  readonly part?: PaymentPart;
}

/** What a message type is. */
export interface MessageMeaning {
  readonly name?: string;
  /** Tags that begin a transaction of a batch. */
  readonly starts?: readonly string[];
  /** The first of them belongs to the batch. */
  readonly skipFirstStart?: boolean;
  /** Tags that stand behind the last transaction. */
  readonly ends?: readonly string[];
  /** The same where it stands in transactions too, once. */
  readonly endsWhenRepeated?: string;
  /** The same, of statements: what comes from there on is about all of it. */
  readonly endsWith?: readonly string[];
  /** Fields from the first ordering customer on are those of the customer transfer that it covers. */
  readonly underlying?: boolean;
  /** It is about another message and may quote its fields. */
  readonly about?: boolean;
  readonly fields?: Readonly<Record<string, FieldMeaning>>;
}

const FIELDS = data.fields as Readonly<Record<string, FieldMeaning>>;
const MESSAGES = data.messages as Readonly<Record<string, MessageMeaning>>;
const UNKNOWN: FieldMeaning = Object.freeze({ as: 'unknown' });
const NO_MESSAGE: MessageMeaning = Object.freeze({});

/** @param type three digits: `103`. */
export function messageMeaning(type: string): MessageMeaning {
  return MESSAGES[type] ?? MESSAGES[`n${type.slice(1)}`] ?? NO_MESSAGE;
}

/** @param type three digits, @param tag number and letter: `50K`. */
export function fieldMeaning(type: string, tag: string): FieldMeaning {
  const number = tag.slice(0, 2);
  for (const fields of [MESSAGES[type]?.fields, MESSAGES[type.charAt(0)]?.fields, FIELDS]) {
    const found = fields?.[tag] ?? fields?.[number];
    if (found !== undefined) return found;
  }
  return UNKNOWN;
}

/** Fields of the character set z, and of lines longer than 35 letters. */
export const WIDE: ReadonlySet<string> = new Set(data.wide);

/** Clearing systems of party identifiers (`//FW`). */
export const CLEARING: ReadonlySet<string> = new Set(data.clearing);

/** Codes between slashes that say nothing themselves, and behind which a reference, amount or BIC stands. */
export const REFERRING: ReadonlySet<string> = new Set(data.referring);

/** Codes between slashes behind which a party stands. */
export const PARTY_CODES: ReadonlyMap<string, { readonly role: PartyRole; readonly part: PaymentPart }> =
  new Map(Object.entries(data.codes) as [string, { role: PartyRole; part: PaymentPart }][]);

export const ADDRESS_WORDS: ReadonlySet<string> = new Set(words.address);
export const ADDRESS_ENDINGS: readonly string[] = words.endings;
export const ANNOUNCING: readonly string[] = words.announcing;
