import type { TextPiece } from '../payment.ts';

/** What XML writes otherwise than it reads: references, sections, comments, line ends. */
const WRITTEN = /&(#\d+|#x[\da-f]+|\w+);|<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|\r\n?/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * How the text of a leaf stands in the source.
 * @param raw what stands between its tags, @param start where.
 */
export function piecesOf(raw: string, start: number): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  const add = (length: number, from: number, to: number) => {
    if (length === 0) return;
    pieces.push({ at, start: start + from, end: start + to });
    at += length;
  };
  let from = 0;
  for (const found of raw.matchAll(WRITTEN)) {
    const { 0: written, 1: reference, 2: section, index } = found;
    add(index - from, from, index);
    from = index + written.length;
    if (reference !== undefined) add(readReference(reference).length, index, from);
    else if (section !== undefined) addSection(section, index + '<![CDATA['.length, add);
    else if (written.startsWith('\r')) add(1, index, from);
  }
  add(raw.length - from, from, raw.length);
  return pieces;
}

/** In a section only line ends read otherwise than they are written. */
function addSection(
  section: string,
  offset: number,
  add: (length: number, from: number, to: number) => void,
): void {
  let from = 0;
  for (const { 0: written, index } of section.matchAll(/\r\n?/g)) {
    add(index - from, offset + from, offset + index);
    from = index + written.length;
    add(1, offset + index, offset + from);
  }
  add(section.length - from, offset + from, offset + section.length);
}

function readReference(reference: string): string {
  if (!reference.startsWith('#')) return NAMED[reference] ?? '';
  const hexadecimal = /^#x/i.test(reference);
  return String.fromCodePoint(Number.parseInt(reference.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10));
}
