import type { OfacName } from './record.ts';

const LAST = new Set(['Last Name', 'Entity Name', 'Vessel Name', 'Aircraft Name', 'Nickname', '']);

/** Family name and the rest in the order of the publication, as `LAST, First` has them. */
export function partsOf(
  words: readonly (readonly [type: string, text: string])[],
): Pick<OfacName, 'last' | 'first' | 'parts'> {
  const last = words.filter(([type]) => LAST.has(type)).map(([, text]) => text);
  const first = words.filter(([type]) => !LAST.has(type));
  const told = first.filter(([type]) => type !== 'First Name');
  const names = first.map(([, text]) => text).join(' ');
  if (last.length === 0) return { last: names };
  return {
    last: last.join(' '),
    ...(names && { first: names }),
    ...(told.length > 0 && { parts: Object.fromEntries(told) }),
  };
}
