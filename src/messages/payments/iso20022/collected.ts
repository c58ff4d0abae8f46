import type {
  FreeText,
  PaymentAmount,
  PaymentIds,
  PaymentLevel,
  PaymentPart,
  PaymentParty,
  PlacedText,
} from '../payment.ts';
import type { Element } from './element.ts';
import { freeTextKind, isFreeText, leafMeaning } from './elements.ts';
import { holdsWords, readsLikeWords } from './words.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What a piece of a message says, while it is gathered. */
export interface Collected {
  readonly parties: PaymentParty[];
  readonly freeTexts: FreeText[];
  readonly amounts: PaymentAmount[];
  readonly ids: Writable<PaymentIds>;
  readonly originalIds: Writable<PaymentIds>;
  /** By the element that says it, the first of each. */
  readonly dates: Map<string, PlacedText>;
  purpose?: PlacedText;
  categoryPurpose?: PlacedText;
  chargeBearer?: PlacedText;
}

/** Where in the payment what is gathered belongs. */
export interface Context {
  readonly part: PaymentPart;
  readonly level: PaymentLevel;
  readonly into: Collected;
}

export function nothingYet(): Collected {
  return { parties: [], freeTexts: [], amounts: [], ids: {}, originalIds: {}, dates: new Map() };
}

/** Keeps a text that names may stand in; references and codes only where they read like words. */
export function addText(leaf: Element, placed: PlacedText, context: Context): void {
  const { name } = leaf;
  const { part, level, into } = context;
  const meaning = leafMeaning(name);
  if (meaning === 'unread') return;
  if (meaning === 'reference') {
    if (readsLikeWords(placed.text)) addReference(name, placed, context);
    return;
  }
  if (!isFreeText(name) && !holdsWords(placed.text)) return;
  into.freeTexts.push({ ...placed, kind: freeTextKind(name, part), element: name, part, level });
}

/** Keeps a reference that reads like words. */
export function addReference(element: string, placed: PlacedText, { part, level, into }: Context): void {
  into.freeTexts.push({ ...placed, kind: 'reference', element, part, level });
}
