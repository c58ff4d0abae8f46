import { exactMarks, joinedMarks, wordMarks, writtenMarks } from '../sound/neighbours.ts';

/** How a term is compared with another. */
export const TERM_KIND = {
  /** A word of an alphabet: compared by the sounds of its Latin readings. */
  word: 0,
  /** A word whose script leaves short vowels out (Arabic, Hebrew): compared by what is written. */
  unvocalised: 1,
  /** A character that is a syllable (Han, Hangul): compared by itself, or by its reading, with no room for slips. */
  syllable: 2,
  /** Kana: a word of sounds, but a coarse one for names of other languages. */
  kana: 3,
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
  /** True where the last reading is the word letter by letter: compared with other words letter by letter only. */
  readonly spelled: boolean;
  /** What the word stands for besides its letters: see `symbol.ts`. Ascending. */
  readonly symbols: readonly number[];
  /** Marks by which it is found (see `sound/neighbours.ts`). */
  readonly marks: { readonly left: Uint32Array; readonly sought: Uint32Array };
  /** Words read as one. */
  readonly joined: boolean;
  /** A name that ordinary people bear (see `frequency/commonness.ts`). */
  readonly known: boolean;
  /** Bits of surprise (see `frequency/commonness.ts`). */
  readonly bits: number;
}

/**
 * Marks of a term by its kind, with its symbols among them: terms that share a symbol meet. `joined`: the term is
 * words read as one.
 */
export function termMarks(
  kind: TermKind,
  readings: readonly Uint8Array[],
  symbols: readonly number[],
  joined: boolean,
): { readonly left: Uint32Array; readonly sought: Uint32Array } {
  const left = new Set<number>(symbols);
  const sought = new Set<number>(symbols);
  readings.forEach((reading, i) => {
    const marks =
      kind === TERM_KIND.unvocalised && i === 0
        ? writtenMarks(reading)
        : kind === TERM_KIND.syllable
          ? exactMarks(reading)
          : joined
            ? joinedMarks(reading)
            : wordMarks(reading);
    for (const mark of marks.left) left.add(mark);
    for (const mark of marks.sought) sought.add(mark);
  });
  return { left: Uint32Array.from(left), sought: Uint32Array.from(sought) };
}

/** True when a subject's term meets a listed one: the definition that the index's look-up reproduces. */
export function meets(subject: Term, listed: Term): boolean {
  for (const mark of subject.marks.sought) if (listed.marks.left.includes(mark)) return true;
  return false;
}
