import { type PaymentItem, type PlacedText, sourceSpan } from '../payment.ts';

/** A message written into a text of another one: in a section, or with its brackets as references. */
const MESSAGE = /<(?:[\w.-]+:)?(?:Document|AppHdr)[\s>]/;
const SHORTEST_MESSAGE = 60;

/** Whether a text is a message of its own. A part of one, cut to fit, is none. */
export function isMessage(text: string): boolean {
  if (text.length < SHORTEST_MESSAGE || !text.includes('<')) return false;
  const start = text.trimStart();
  return start.startsWith('<') && MESSAGE.test(start);
}

/**
 * Items that were read from a text, with the places they have in the source of that text. Objects that items share stay
 * shared.
 */
export function relocated(items: readonly PaymentItem[], carrier: PlacedText): PaymentItem[] {
  const moved = new Map<object, object>();
  const move = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = moved.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      moved.set(value, list);
      for (const each of value) list.push(move(each));
      return list;
    }
    const copy: Record<string, unknown> = {};
    moved.set(value, copy);
    for (const [key, inner] of Object.entries(value)) copy[key] = move(inner);
    if (typeof copy.path === 'string') copy.path = carrier.path + copy.path;
    place(copy, carrier);
    return copy;
  };
  return items.map((item) => move(item) as PaymentItem);
}

function place(copy: Record<string, unknown>, carrier: PlacedText): void {
  const { start, end } = copy;
  if (typeof start !== 'number') return;
  if (typeof end !== 'number') {
    copy.start = sourceSpan(carrier, start, start)[0];
    return;
  }
  [copy.start, copy.end] = sourceSpan(carrier, start, end);
  // A text that stood letter for letter in the carrier may not in its source.
  if (typeof copy.text !== 'string' || copy.pieces !== undefined) return;
  if ((copy.end as number) - (copy.start as number) === copy.text.length) return;
  copy.pieces = Array.from(copy.text, (_, at) => at).map((at) => {
    const [from, to] = sourceSpan(carrier, start + at, start + at + 1);
    return { at, start: from, end: to };
  });
}
