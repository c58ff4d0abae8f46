/**
 * A listed name as the search reads it: one run of 32-bit words, so that looking at a candidate touches one place in
 * memory.
 *
 *   0  number of the name
 *   1  kind (2 bits), INITIALS (1 bit), number of its words (5 bits), number of its joined words (8 bits), and the
 *      weight of all words from bit 16 on
 *   2  head: bit set of the words of which one has to be met
 *   3… for each word: its term, and its weight in the highest 8 bits
 *   …  for each joined word: its term; and the bit set of the words it covers
 */
export const RECORD_WORDS = 3;

/**
 * A posting: what leads from a word to a name in whose head it is. It repeats what the search asks first, so that
 * postings are read one after the other and the record is looked up only for the few names that pass.
 *
 *   0  record of the name
 *   1  header of the record
 *   2  head
 *   3  joined words of the name, each as its `joinBits`
 *   4  the same by other bits
 *   5… the words as in the record
 *
 * Words read as one are met seldom: their postings are the records alone.
 */
export const POSTING_WORDS = 5;

/** Three of 32 bits by which postings tell the joined words of a name: where one is not set, it has not this word. */
export function joinBits(term: number, seed: number): number {
  const h = Math.imul(term + 1, seed) >>> 0;
  return (1 << (h >>> 27)) | (1 << ((h >>> 22) & 31)) | (1 << ((h >>> 17) & 31));
}

/** Seeds of the two sets of bits. */
export const JOIN_SEEDS = [0x9e3779b1, 0x85ebca77] as const;

/** A word of the name is an initial. */
export const INITIALS = 4;

/** Terms that a record can hold. */
export const MAX_TERMS = 1 << 24;

export function kindOfRecord(header: number): number {
  return header & 3;
}

export function wordsOfRecord(header: number): number {
  return (header >> 3) & 31;
}

export function joinsOfRecord(header: number): number {
  return (header >> 8) & 255;
}

export function weightOfRecord(header: number): number {
  return header >>> 16;
}

export function recordHeader(
  kind: number,
  initials: boolean,
  words: number,
  joins: number,
  weight: number,
): number {
  return kind | (initials ? INITIALS : 0) | (words << 3) | (joins << 8) | (weight << 16);
}

export function termOfWord(word: number): number {
  return word & (MAX_TERMS - 1);
}

export function weightOfWord(word: number): number {
  return word >>> 24;
}
