import {
  joinedAllowed,
  MOST_MARKS,
  NOT_COUNTED,
  OneTerm,
  PreparedTerm,
  readTerm,
  SIEVE_SIZE,
  Sieve,
  type Term,
  type TermKind,
  termColumns,
  termCost,
  termMarks,
  UNLIKE,
} from '../../names/index.ts';
import type { IndexColumns } from '../index/columns.ts';
import { isPresent } from '../index/dictionary.ts';
import { doubled } from '../index/growing.ts';

/** Numbers remembered for words of subjects: some 32 MB. */
const CACHE_NUMBERS = 8_000_000;
const NONE = new Int32Array(0);

/**
 * Which terms of the index a term of a subject is like. One thread's working space; what it answers depends on the
 * index and the term alone, so answers are remembered.
 */
export class LikeTerms {
  private readonly columns: IndexColumns;
  private readonly prepared = new PreparedTerm();
  private readonly subject = new OneTerm();
  private sieve: Sieve | undefined;
  private readonly candidates = new Uint32Array(SIEVE_SIZE);
  /** Marks that some term left, and where the terms of their buckets lie: of the word that is looked up. */
  private readonly hits = new Uint32Array(MOST_MARKS);
  private readonly hitFrom = new Uint32Array(MOST_MARKS);
  private readonly hitTo = new Uint32Array(MOST_MARKS);
  /** Terms that the word met so far, and the same as a bit each: small enough to stay in the processor's cache. */
  private met = new Uint32Array(1 << 12);
  private readonly isMet: Uint32Array;
  private found = new Int32Array(1 << 12);
  private readonly words: Map<string, Int32Array> | undefined;
  private readonly joins = new Map<string, Int32Array>();
  private remembered = 0;
  /** Terms compared since this was made: for benchmarks. */
  compared = 0;
  /** Marks of every term, made when they are first needed. */
  private marks: Uint32Array[] | undefined;

  private readonly ready: ReadonlyMap<string, Int32Array>;

  constructor(columns: IndexColumns, cache: boolean, ready: ReadonlyMap<string, Int32Array> = new Map()) {
    this.columns = columns;
    this.ready = ready;
    this.isMet = new Uint32Array((columns.termCount >> 5) + 1);
    this.words = cache ? new Map() : undefined;
  }

  /** Forgets all answers. */
  clear(): void {
    this.words?.clear();
    this.joins.clear();
    this.remembered = 0;
  }

  /**
   * Terms of the index that this one is like: term, packed cost, term, packed cost … A joined term is compared with
   * words only.
   */
  of(own: Term): Int32Array {
    if (this.words === undefined) return this.find(own);
    const cache = own.joined ? this.joins : this.words;
    let found = cache.get(own.id) ?? (own.joined ? undefined : this.ready.get(own.id));
    if (found === undefined) {
      found = this.find(own);
      this.remembered += found.length + 8;
      if (this.remembered > CACHE_NUMBERS) this.clear();
      cache.set(own.id, found);
    }
    return found;
  }

  private find(own: Term): Int32Array {
    this.subject.fill(own);
    this.prepared.prepare(this.subject, 0);
    const marks = own.listMarks('sought');
    // Symbols are the first marks: what has one in common is like, whatever its letters.
    const symbols = own.symbols.length;
    const bySymbol = symbols === 0 ? 0 : this.meet(marks.values, 0, symbols, 0, own.joined);
    const all = this.meet(marks.values, symbols, marks.length, bySymbol, own.joined);
    let count = 0;
    for (let from = 0; from < all; ) {
      const to = from < bySymbol ? bySymbol : all;
      const size = Math.min(to - from, SIEVE_SIZE);
      for (let c = 0; c < size; c++) this.candidates[c] = this.met[from + c]!;
      count = from < bySymbol ? this.compare(own, size, count) : this.compareSifted(own, size, count);
      from += size;
    }
    for (let c = 0; c < all; c++) this.isMet[this.met[c]! >> 5] = 0;
    return count === 0 ? NONE : this.found.slice(0, count);
  }

  /**
   * Writes the terms that left one of the marks `first … end` behind those that were met before, gives how many there
   * are then. In three rounds, each a row of look-ups that do not wait for one another.
   */
  private meet(marks: Uint32Array, first: number, end: number, before: number, wordsOnly: boolean): number {
    const { columns, hits, hitFrom, hitTo, isMet } = this;
    const { present, bucketStart, entries, termBits } = columns.dictionary;
    let hitCount = 0;
    for (let m = first; m < end; m++) {
      const mark = marks[m]!;
      hits[hitCount] = mark;
      if (isPresent(present, mark)) hitCount++;
    }
    const mask = bucketStart.length - 2;
    const bucketBits = 32 - Math.clz32(mask);
    for (let h = 0; h < hitCount; h++) {
      const bucket = hits[h]! & mask;
      hitFrom[h] = bucketStart[bucket]!;
      hitTo[h] = bucketStart[bucket + 1]!;
    }
    const termMask = 2 ** termBits - 1;
    const terms = wordsOnly ? columns.wordTerms : columns.termCount;
    let { met } = this;
    let count = before;
    for (let h = 0; h < hitCount; h++) {
      const rest = hits[h]! >>> bucketBits;
      const to = hitTo[h]!;
      for (let at = hitFrom[h]!; at < to; at++) {
        const entry = entries[at]!;
        if (entry >>> termBits !== rest) continue;
        const term = entry & termMask;
        const bit = 1 << (term & 31);
        if ((isMet[term >> 5]! & bit) !== 0) continue;
        if (term >= terms) continue;
        isMet[term >> 5]! |= bit;
        if (count === met.length) {
          this.met = doubled(met);
          met = this.met;
        }
        met[count++] = term;
      }
    }
    return count;
  }

  /** Compares the candidates that the sieve lets through; gives the new length of what is found. */
  private compareSifted(own: Term, candidates: number, found: number): number {
    this.sieve ??= new Sieve(this.columns.terms);
    const kept = this.sieve.sift(own, this.candidates, candidates);
    return this.compare(own, kept, found, this.sieve.costs);
  }

  /** `costs`: what is known of them by now. */
  private compare(own: Term, candidates: number, found: number, costs?: Int32Array): number {
    const { columns, prepared, subject } = this;
    let count = found;
    this.compared += candidates;
    for (let c = 0; c < candidates; c++) {
      const term = this.candidates[c]!;
      const packed =
        costs === undefined || costs[c] === NOT_COUNTED
          ? termCost(subject, 0, columns.terms, term, prepared)
          : costs[c]!;
      if (packed === UNLIKE || (own.joined && !joinedAllowed(packed))) continue;
      if (count + 2 > this.found.length) this.found = doubled(this.found);
      this.found[count++] = term;
      this.found[count++] = packed;
    }
    return count;
  }

  /** As `of`, by comparing every term of the index by definition: without dictionary, gate or cache. */
  byDefinition(own: Term): Int32Array {
    const { columns } = this;
    this.marks ??= allMarks(columns);
    const subject = termColumns([own]);
    const wanted = own.marks('sought');
    const found: number[] = [];
    const end = own.joined ? columns.wordTerms : columns.termCount;
    for (let term = 0; term < end; term++) {
      if (!this.marks[term]!.some((mark) => wanted.includes(mark))) continue;
      const packed = termCost(subject, 0, columns.terms, term);
      if (packed !== UNLIKE && !(own.joined && !joinedAllowed(packed))) found.push(term, packed);
    }
    return Int32Array.from(found);
  }
}

function allMarks({ terms, termCount, wordTerms }: IndexColumns): Uint32Array[] {
  return Array.from({ length: termCount }, (_, term) => {
    const { kind, readings } = readTerm(terms, term);
    const symbols = [...terms.symbols.subarray(terms.symbolStart[term]!, terms.symbolStart[term + 1]!)];
    return termMarks(kind as TermKind, readings, symbols, term >= wordTerms, 'left');
  });
}
