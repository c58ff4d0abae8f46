import type { AddressPart, FreeTextKind, PartyRole, PaymentIds, PaymentPart } from '../payment.ts';
import type { Element } from './element.ts';
import data from './elements.data.json' with { type: 'json' };

/** What a leaf says of a party, or that it is a reference or code. */
export type LeafMeaning = keyof typeof data.leaves | 'unread';

const LEAVES = new Map<string, LeafMeaning>([
  ...data.unread.names.map((name) => [name, 'unread'] as const),
  ...(Object.keys(data.leaves) as (keyof typeof data.leaves)[]).flatMap((meaning) =>
    data.leaves[meaning].map((name) => [name, meaning] as const),
  ),
]);
const ROLES = new Map(Object.entries(data.roles)) as ReadonlyMap<string, PartyRole>;
const TAX_ROLES = new Map(Object.entries(data.taxRoles)) as ReadonlyMap<string, PartyRole>;
const REFERENCE = new RegExp(`(?:${data.referenceEndings.join('|')})$`);
const FREE_TEXTS = new Map(Object.entries(data.freeTexts)) as ReadonlyMap<string, FreeTextKind>;
const FREE_TEXT_PARTS = new Map(Object.entries(data.freeTextParts)) as ReadonlyMap<string, FreeTextKind>;
const ANYWHERE = new Set(data.transactions.anywhere);
const BELOW = new Map<string, string>(Object.entries(data.transactions.below));
const BATCHES = new Set(data.transactions.batches);
const HOLDERS = new Map<string, string>(Object.entries(data.transactions.holders));

export const PARTS = new Map(Object.entries(data.parts)) as ReadonlyMap<string, PaymentPart>;
export const IDS = new Map(Object.entries(data.ids)) as ReadonlyMap<string, keyof PaymentIds>;
export const ADDRESS_PARTS = new Map(Object.entries(data.address.parts)) as ReadonlyMap<
  string,
  AddressPart['part']
>;
export const ADDRESS_LINES: ReadonlySet<string> = new Set(data.address.lines);
export const ADDRESS_COUNTRY: ReadonlySet<string> = new Set(data.address.country);
export const ADDRESS_WITHIN: ReadonlySet<string> = new Set(data.address.within);
export const PARTY_MARKS: ReadonlySet<string> = new Set(data.party.marks);
export const PARTY_WITHIN: ReadonlySet<string> = new Set(data.party.within);
export const PARTY_NAMES: ReadonlySet<string> = new Set(data.party.names);
export const CONTACTS: ReadonlySet<string> = new Set(data.party.contacts);
export const BRANCHES: ReadonlySet<string> = new Set(data.party.branches);
export const SIGNATORIES: ReadonlySet<string> = new Set(data.party.signatories);
export const NAME_PARTS: readonly string[] = data.nameParts.order;
export const NAME_PARTS_WITHIN: ReadonlySet<string> = new Set(data.nameParts.within);
export const SETTLED_AMOUNTS: readonly string[] = data.settledAmounts;
export const SETTLEMENT_DATES: readonly string[] = data.settlementDates;
export const HEADERS: ReadonlySet<string> = new Set(data.headers);

/** Names that were looked at already. Messages have some hundreds; more are somebody's invention. */
const MOST_REMEMBERED = 4096;
const remembered = new Map<string, LeafMeaning | undefined>();

/** What the data say of a leaf; endings tell of references that nobody wrote down. */
export function leafMeaning(name: string): LeafMeaning | undefined {
  const known = remembered.get(name);
  if (known !== undefined || remembered.has(name)) return known;
  const ends = !FREE_TEXTS.has(name) && REFERENCE.test(name);
  const meaning = LEAVES.get(name) ?? (ends ? 'reference' : undefined);
  if (remembered.size < MOST_REMEMBERED) remembered.set(name, meaning);
  return meaning;
}

/** The role of a party by its element; that of an earlier payment (`OrgnlDbtr`) has the same one. */
export function roleOf(name: string, part: PaymentPart): PartyRole | undefined {
  const known = (part === 'tax' ? TAX_ROLES.get(name) : undefined) ?? ROLES.get(name);
  if (known !== undefined) return known;
  if (name === 'Agt' && part === 'charges') return 'chargesAgent';
  const plain = name.replace(/^Orgnl/, '').replace(/\d+$/, '');
  return plain === name ? undefined : ROLES.get(plain);
}

/** Whether an element is known to hold free text. */
export function isFreeText(name: string): boolean {
  return FREE_TEXTS.has(name);
}

/** The kind of a free text by its element, else by the part of the message that it is in. */
export function freeTextKind(name: string, part: PaymentPart): FreeTextKind {
  return FREE_TEXTS.get(name) ?? FREE_TEXT_PARTS.get(part) ?? 'other';
}

/** Whether an element holds transactions that belong together. */
export function isBatch(name: string): boolean {
  return BATCHES.has(name);
}

/** Whether an element is a transaction, given the transaction it is in. */
export function isTransaction(element: Element, within: Element | undefined): boolean {
  const { name, parent } = element;
  if (within !== undefined && HOLDERS.get(within.name) !== name) return false;
  return ANYWHERE.has(name) || (parent !== undefined && BELOW.get(name) === parent.name);
}

const MESSAGES: ReadonlyMap<string, string> = new Map(Object.entries(data.messages));

/** Message type (`pacs.008`) by the element below `Document`. */
export function typeOfMessageElement(name: string): string | undefined {
  return MESSAGES.get(name);
}
