/**
 * A listed name as the search reads it: one run of 32-bit words, so that looking at a candidate touches one place in
 * memory.
 *
 *   0  number of the name
 *   1  kind (2 bits), INITIALS (1 bit), number of its words (5 bits), weight of all words from bit 8 on
 *   2  head: bit set of the words of which one has to be met
 *   3… for each word: its term, and its weight in the highest 8 bits
 */
export const RECORD_WORDS = 3;

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

export function weightOfRecord(header: number): number {
  return header >> 8;
}

export function recordHeader(kind: number, initials: boolean, words: number, weight: number): number {
  return kind | (initials ? INITIALS : 0) | (words << 3) | (weight << 8);
}

export function termOfWord(word: number): number {
  return word & (MAX_TERMS - 1);
}

export function weightOfWord(word: number): number {
  return word >>> 24;
}
