import {
  joinedAllowed,
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
/** Epochs are 32 bits: before they run out the marks of old ones are wiped. */
const LAST_EPOCH = 0xffff_fff0;

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
  /** Term → look in which it was last compared. */
  private readonly looked: Uint32Array;
  private look = 0;
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
    this.looked = new Uint32Array(columns.termCount);
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
    const { columns, looked } = this;
    const { present, bucketStart, entries, termBits } = columns.dictionary;
    const mask = bucketStart.length - 2;
    const bucketBits = 32 - Math.clz32(mask);
    const termMask = 2 ** termBits - 1;
    const look = this.nextLook();
    const { subject } = this;
    subject.fill(own);
    this.prepared.prepare(subject, 0);
    const end = own.joined ? columns.wordTerms : columns.termCount;
    let count = 0;
    let candidates = 0;
    const marks = own.listMarks('sought');
    const symbols = own.symbols.length;
    for (let m = 0; m < marks.length; m++) {
      // Symbols are the first marks: what has one in common is like, whatever its letters.
      if (m === symbols) {
        count = this.compare(own, candidates, count);
        candidates = 0;
      }
      const mark = marks.values[m]!;
      if (!isPresent(present, mark)) continue;
      const bucket = mark & mask;
      const to = bucketStart[bucket + 1]!;
      const rest = mark >>> bucketBits;
      for (let at = bucketStart[bucket]!; at < to; at++) {
        const entry = entries[at]!;
        if (entry >>> termBits !== rest) continue;
        const term = entry & termMask;
        if (looked[term] === look) continue;
        if (term >= end) continue;
        looked[term] = look;
        if (candidates === SIEVE_SIZE) {
          count = this.compareSifted(own, candidates, count);
          candidates = 0;
        }
        this.candidates[candidates++] = term;
      }
    }
    count = this.compareSifted(own, candidates, count);
    return count === 0 ? NONE : this.found.slice(0, count);
  }

  /** Compares the candidates that the sieve lets through; gives the new length of what is found. */
  private compareSifted(own: Term, candidates: number, found: number): number {
    this.sieve ??= new Sieve(this.columns.terms);
    return this.compare(own, this.sieve.sift(own, this.candidates, candidates), found);
  }

  private compare(own: Term, candidates: number, found: number): number {
    const { columns, prepared, subject } = this;
    this.compared += candidates;
    let count = found;
    for (let c = 0; c < candidates; c++) {
      const term = this.candidates[c]!;
      const packed = termCost(subject, 0, columns.terms, term, prepared);
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

  private nextLook(): number {
    if (this.look >= LAST_EPOCH) {
      this.looked.fill(0);
      this.look = 0;
    }
    return ++this.look;
  }
}

function allMarks({ terms, termCount, wordTerms }: IndexColumns): Uint32Array[] {
  return Array.from({ length: termCount }, (_, term) => {
    const { kind, readings } = readTerm(terms, term);
    const symbols = [...terms.symbols.subarray(terms.symbolStart[term]!, terms.symbolStart[term + 1]!)];
    return termMarks(kind as TermKind, readings, symbols, term >= wordTerms, 'left');
  });
}
