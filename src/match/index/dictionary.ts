import type { Term } from '../../names/index.ts';
import { GrowingU32 } from './growing.ts';
import type { Sections } from './layout.ts';

/**
 * Mark → terms. The low bits of a mark choose a bucket, the rest stand beside each term of the bucket, so that the
 * whole mark is compared: `entries[bucketStart[b]] … entries[bucketStart[b + 1]]`, each `rest of the mark << termBits |
 * term`. Terms of a bucket ascend.
 */
export interface Dictionary {
  /** For each of the low bits of a mark one bit: not set where no term left it. Small, so it is asked first. */
  readonly present: Uint32Array;
  readonly bucketStart: Uint32Array;
  readonly entries: Uint32Array;
  readonly termBits: number;
}

/** Terms to a bucket, about: fewer cost memory, more cost comparisons. */
const FILL = 4;

/** Low bits of a mark that `present` tells: 2 MB. */
const PRESENT_BITS = 24;

/** False where no term of the index left the mark. */
export function isPresent(present: Uint32Array, mark: number): boolean {
  const low = mark & (2 ** PRESENT_BITS - 1);
  return (present[low >>> 5]! & (1 << (low & 31))) !== 0;
}

/** Bits that number this many terms. */
export function termBitsOf(terms: number): number {
  return Math.max(8, Math.ceil(Math.log2(terms + 1)));
}

/** Lays out where the marks that terms leave lead. */
export function dictionaryOf(terms: readonly Term[]): Sections {
  const termBits = termBitsOf(terms.length);
  const sizes = new Uint16Array(terms.length);
  const left = new GrowingU32();
  for (let t = 0; t < terms.length; t++) {
    const own = terms[t]!.listMarks('left');
    for (let m = 0; m < own.length; m++) left.push(own.values[m]!);
    sizes[t] = own.length;
  }
  const marks = left.done();
  const count = marks.length;
  const bucketBits = Math.min(30, Math.max(termBits, Math.ceil(Math.log2(count / FILL + 1))));
  const present = new Uint32Array(2 ** (PRESENT_BITS - 5));
  for (let i = 0; i < count; i++) {
    const low = marks[i]! & (2 ** PRESENT_BITS - 1);
    present[low >>> 5]! |= 1 << (low & 31);
  }
  const buckets = 2 ** bucketBits;
  const bucketStart = new Uint32Array(buckets + 1);
  const mask = buckets - 1;
  for (let i = 0; i < count; i++) bucketStart[(marks[i]! & mask) + 1]!++;
  for (let b = 0; b < buckets; b++) bucketStart[b + 1]! += bucketStart[b]!;
  const next = bucketStart.slice(0, buckets);
  const entries = new Uint32Array(count);
  let i = 0;
  for (let t = 0; t < terms.length; t++) {
    for (let m = 0; m < sizes[t]!; m++) {
      const mark = marks[i++]!;
      entries[next[mark & mask]!++] = ((mark >>> bucketBits) << termBits) | t;
    }
  }
  return { present, bucketStart, entries };
}
