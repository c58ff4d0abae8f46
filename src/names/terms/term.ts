import { marksOf } from '../sound/neighbours.ts';

/** How a term is compared with another. */
export const TERM_KIND = {
  /** A word of an alphabet: compared by the sounds of its Latin readings. */
  word: 0,
  /** A word whose script leaves short vowels out (Arabic, Hebrew): compared by what is written. */
  unvocalised: 1,
  /** A character that is a syllable (Han, Hangul): compared by itself, or by its reading, with no room for slips. */
  syllable: 2,
} as const;

export type TermKind = (typeof TERM_KIND)[keyof typeof TERM_KIND];

/** What one word of a name is made of for comparison. Equal ids mean equal terms. */
export interface Term {
  readonly id: string;
  readonly kind: TermKind;
  /** The reading shown to people, a–z and 0–9. */
  readonly latin: string;
  /** Sound codes, best first. Of an unvocalised term the first is what is written, the others attested spellings. */
  readonly readings: readonly Uint8Array[];
  /** What the word stands for besides its letters: see `symbol.ts`. Ascending. */
  readonly symbols: readonly number[];
  /** Marks by which it is found (see `sound/neighbours.ts`). */
  readonly marks: Uint32Array;
  /** Bits of surprise (see `frequency/commonness.ts`). */
  readonly bits: number;
}

/** Marks of a term: those of all its readings and its symbols. */
export function termMarks(readings: readonly Uint8Array[], symbols: readonly number[]): Uint32Array {
  const marks = new Set<number>(symbols);
  for (const reading of readings) for (const mark of marksOf(reading)) marks.add(mark);
  return Uint32Array.from(marks);
}
