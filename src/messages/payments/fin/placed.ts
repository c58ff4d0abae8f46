import type { PlacedText, TextPiece } from '../payment.ts';

/** A line of a field, as it stands in the source. */
export interface FinLine {
  readonly text: string;
  readonly path: string;
  readonly start: number;
}

/** A part of a line without the blanks around it; nothing where there is nothing else. */
export function placedIn(
  { text, path, start }: FinLine,
  from = 0,
  to: number = text.length,
): PlacedText | undefined {
  let first = from;
  let last = to;
  while (first < last && isBlank(text.charCodeAt(first))) first++;
  while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  if (first === last) return undefined;
  return { text: text.slice(first, last), path, start: start + first, end: start + last };
}

/** Blanks, and control characters that files are padded with. */
function isBlank(code: number): boolean {
  return code <= 0x20 || code === 0xa0;
}

/** A part of a text that stands in one run. */
export function sliceOf(
  { text, path, start }: PlacedText,
  from: number,
  to?: number,
): PlacedText | undefined {
  return placedIn({ text, path, start }, from, to);
}

/** A value written differently in the source, which stands for it as a whole. */
export function restated({ path, start, end }: PlacedText, text: string): PlacedText {
  return { text, path, start, end, pieces: [{ at: 0, start, end }] };
}

/**
 * Several texts as one, with its places.
 * @param between what is put between them; it stands nowhere in the source.
 */
export function joined(texts: readonly PlacedText[], between: ' ' | ''): PlacedText {
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return only;
  const pieces: TextPiece[] = [];
  let text = '';
  for (const placed of texts) {
    if (text !== '' && between !== '') {
      pieces.push({ at: text.length, start: placed.start, end: placed.start });
      text += between;
    }
    for (const piece of placed.pieces ?? [{ at: 0, start: placed.start, end: placed.end }])
      pieces.push({ ...piece, at: piece.at + text.length });
    text += placed.text;
  }
  return { text, path: only!.path, start: only!.start, end: texts.at(-1)!.end, pieces };
}

/** A line that is part of a longer text. */
export interface Continued {
  readonly placed: PlacedText;
  /** It has as many letters as a line can have: what comes next may belong to its last word. */
  readonly full: boolean;
}

const LETTER_LAST = /\p{L}$/u;
const LETTER_FIRST = /^\p{L}/u;

/** Lines as one text, in the ways that the breaks may have been meant: between words, and at full lines within one. */
export function rejoined(lines: readonly Continued[]): PlacedText[] {
  const spaced = joined(
    lines.map(({ placed }) => placed),
    ' ',
  );
  const runs: PlacedText[] = [];
  for (const [index, { placed }] of lines.entries()) {
    const before = lines[index - 1];
    const within = before?.full && LETTER_LAST.test(before.placed.text) && LETTER_FIRST.test(placed.text);
    if (within) runs.push(joined([runs.pop()!, placed], ''));
    else runs.push(placed);
  }
  return runs.length < lines.length ? [spaced, joined(runs, ' ')] : [spaced];
}

/** Letters of a line: of parties and most texts, of free formats (79), of trade and statements (45A, 86). */
const WIDTHS = new Set([35, 50, 65]);

export function isFull({ text }: FinLine): boolean {
  const { length } = text.trimEnd();
  return WIDTHS.has(length) || length > 65;
}

/** The rest of a line from there on. */
export function lineFrom({ text, path, start }: FinLine, from: number): FinLine {
  return { text: text.slice(from), path, start: start + from };
}

/** A part of a text that stands in several runs, without the blanks around it. */
export function partOf(placed: PlacedText, from: number, to: number): PlacedText | undefined {
  const { pieces, text, path } = placed;
  if (pieces === undefined) return sliceOf(placed, from, to);
  let first = from;
  let last = to;
  while (first < last && text[first] === ' ') first++;
  while (last > first && text[last - 1] === ' ') last--;
  if (first === last) return undefined;
  const kept: TextPiece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const ends = pieces[index + 1]?.at ?? text.length;
    if (ends <= first || piece.at >= last) continue;
    const literal = piece.end - piece.start === ends - piece.at;
    const lead = literal ? Math.max(0, first - piece.at) : 0;
    const tail = literal ? Math.max(0, ends - last) : 0;
    kept.push({ at: Math.max(piece.at, first) - first, start: piece.start + lead, end: piece.end - tail });
  }
  const { start } = kept[0]!;
  return { text: text.slice(first, last), path, start, end: kept.at(-1)!.end, pieces: kept };
}
