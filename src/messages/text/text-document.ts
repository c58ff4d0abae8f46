import type { Origin } from '../../entity/index.ts';

/** A text in which names are looked for, and where its pieces stand in the source. */
export interface TextDocument {
  readonly text: string;
  readonly title?: string;
  /** BCP 47, where the source says. */
  readonly language?: string;
  readonly origin: Origin;
  /** Pieces of the text in order; each goes up to the start of the next. */
  readonly offsets: readonly TextOffset[];
}

/** Where a piece of the text begins. */
export interface TextOffset {
  /** UTF-16 units from the start of the text. */
  readonly start: number;
  /** Line of the source, from 1. */
  readonly line: number;
  /** Column of that line, from 1, in UTF-16 units. */
  readonly column: number;
}

/**
 * The line and column of the source where a position of the text stands. Exact for plain text; for HTML the column
 * is exact up to entities and blanks within the piece.
 * @param position UTF-16 units from the start of the text.
 */
export function placeInSource(
  document: Pick<TextDocument, 'offsets'>,
  position: number,
): { line: number; column: number } {
  const { offsets } = document;
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]!.start <= position) low = middle;
    else high = middle - 1;
  }
  const piece = offsets[low] ?? { start: 0, line: 1, column: 1 };
  return { line: piece.line, column: piece.column + Math.max(0, position - piece.start) };
}

/** Puts a text together from pieces whose places are known. */
export class TextBuilder {
  private readonly parts: string[] = [];
  private readonly offsets: TextOffset[] = [];
  private length = 0;
  private ending: '' | ' ' | '\n' = '\n';

  /** Adds a piece, blanks in it made one. */
  add(raw: string, place: { line: number; column: number }): void {
    const text = raw.replace(/\s+/g, ' ');
    const piece = this.ending === '' ? text : text.trimStart();
    if (piece === '') return;
    const lead = raw.length - raw.trimStart().length;
    const moved =
      piece.startsWith(' ') || raw.slice(0, lead).includes('\n')
        ? place
        : { ...place, column: place.column + lead };
    this.offsets.push({ start: this.length, ...moved });
    this.push(piece);
    this.ending = piece.endsWith(' ') ? ' ' : '';
  }

  /** Ends the line, unless it has just been ended. */
  breakLine(): void {
    if (this.ending === '\n') return;
    this.push('\n');
    this.ending = '\n';
  }

  result(): Pick<TextDocument, 'text' | 'offsets'> {
    return { text: this.parts.join('').trimEnd(), offsets: this.offsets };
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}
