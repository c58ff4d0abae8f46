import {
  addExactMarks,
  addJoinedMarks,
  addWordMarks,
  addWrittenMarks,
  MarkList,
  type MarkSide,
} from '../sound/neighbours.ts';

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

/** What a term is made of. */
type TermParts = Omit<Term, 'marks' | 'listMarks'>;

/** What one word of a name is made of for comparison. Equal ids mean equal terms. Immutable. */
export class Term {
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
  /** Words read as one. */
  readonly joined: boolean;
  /** A name that ordinary people bear (see `frequency/commonness.ts`). */
  readonly known: boolean;
  /** Bits of surprise (see `frequency/commonness.ts`). */
  readonly bits: number;

  constructor(parts: TermParts) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.latin = parts.latin;
    this.readings = parts.readings;
    this.spelled = parts.spelled;
    this.symbols = parts.symbols;
    this.joined = parts.joined;
    this.known = parts.known;
    this.bits = parts.bits;
  }

  /** Marks by which it is found, or finds others (see `sound/neighbours.ts`). Made anew at each call. */
  marks(side: MarkSide): Uint32Array {
    return termMarks(this.kind, this.readings, this.symbols, this.joined, side);
  }

  /** The same in a list that the next call of any term fills anew. */
  listMarks(side: MarkSide): MarkList {
    return fillMarks(this.kind, this.readings, this.symbols, this.joined, side);
  }
}

const list = new MarkList();

/**
 * Marks of a term by its kind, with its symbols among them: terms that share a symbol meet. `joined`: the term is
 * words read as one.
 */
export function termMarks(
  kind: TermKind,
  readings: readonly Uint8Array[],
  symbols: readonly number[],
  joined: boolean,
  side: MarkSide,
): Uint32Array {
  return fillMarks(kind, readings, symbols, joined, side).done();
}

function fillMarks(
  kind: TermKind,
  readings: readonly Uint8Array[],
  symbols: readonly number[],
  joined: boolean,
  side: MarkSide,
): MarkList {
  list.reset();
  for (const symbol of symbols) list.add(symbol);
  for (let i = 0; i < readings.length; i++) {
    const reading = readings[i]!;
    if (kind === TERM_KIND.unvocalised && i === 0) addWrittenMarks(reading, side, list);
    else if (kind === TERM_KIND.syllable) addExactMarks(reading, list);
    else if (joined) addJoinedMarks(reading, side, list);
    else addWordMarks(reading, side, list);
  }
  return list;
}

/** True when a subject's term meets a listed one: the definition that the index's look-up reproduces. */
export function meets(subject: Term, listed: Term): boolean {
  const left = listed.marks('left');
  for (const mark of subject.marks('sought')) if (left.includes(mark)) return true;
  return false;
}
