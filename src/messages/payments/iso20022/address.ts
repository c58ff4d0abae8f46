import type { AddressPart, PaymentAddress, PlacedText } from '../payment.ts';
import { addText, type Context } from './collected.ts';
import { type Element, placedText } from './element.ts';
import { ADDRESS_COUNTRY, ADDRESS_LINES, ADDRESS_PARTS, ADDRESS_WITHIN } from './elements.ts';

/** Whether an element is a postal address, by its parts. */
export function isAddress(element: Element): boolean {
  if (element.name === 'PstlAdr' && !element.children.some((child) => child.name === 'Nm')) return true;
  return element.children.some(
    ({ name, children }) =>
      ADDRESS_LINES.has(name) ||
      (children.length === 0 &&
        (name === 'StrtNm' || name === 'TwnNm' || name === 'PstCd' || name === 'TwnLctnNm')),
  );
}

/** A postal address; undefined where it says nothing. */
export function readAddress(element: Element, context: Context): PaymentAddress | undefined {
  const lines: PlacedText[] = [];
  const parts: AddressPart[] = [];
  let country: PlacedText | undefined;
  const read = (inner: Element): void => {
    for (const child of inner.children) {
      const { name } = child;
      const placed = placedText(child);
      if (child.children.length > 0 && ADDRESS_WITHIN.has(name)) read(child);
      else if (child.children.length > 0) readOther(child, context);
      else if (placed === undefined) continue;
      else if (ADDRESS_LINES.has(name)) lines.push(placed);
      else if (ADDRESS_COUNTRY.has(name)) {
        country ??= placed;
        parts.push({ part: 'country', value: placed });
      } else if (name === 'AdrTp') addText(child, placed, context);
      else parts.push({ part: ADDRESS_PARTS.get(name) ?? 'other', value: placed });
    }
  };
  read(element);
  if (lines.length === 0 && parts.length === 0) return undefined;
  const structured = parts.some(({ part }) => part !== 'country');
  const form = lines.length === 0 ? 'structured' : structured ? 'hybrid' : 'unstructured';
  return { form, lines, parts, ...(country && { country }) };
}

/** What stands in an address and is none of its parts: the codes of its type. */
function readOther(element: Element, context: Context): void {
  for (const child of element.children) {
    const placed = placedText(child);
    if (child.children.length > 0) readOther(child, context);
    else if (placed !== undefined) addText(child, placed, context);
  }
}
