import { MAX_SOUNDS } from './sounds.ts';

/** More typing errors than two words of one name have. */
export const MANY_EDITS = 3;

const WIDTH = 2 * MANY_EDITS - 1;
let above = new Uint8Array(WIDTH + 2);
let row = new Uint8Array(WIDTH + 2);

/**
 * Letters replaced, left out or put in between two runs of letters (Levenshtein): 0, 1, 2, or MANY_EDITS for all
 * beyond. Only the diagonal and the two beside it on either side are looked at. No allocation.
 */
export function plainEdits(
  a: Uint8Array,
  aStart: number,
  aLength: number,
  b: Uint8Array,
  bStart: number,
  bLength: number,
): number {
  if (Math.abs(aLength - bLength) >= MANY_EDITS) return MANY_EDITS;
  // Cell `d` of a row is the place `i + d - MANY_EDITS` in b; the cells at both ends stay out of reach.
  for (let d = 0; d < WIDTH + 2; d++) above[d] = d < MANY_EDITS || d > WIDTH ? MANY_EDITS : d - MANY_EDITS;
  for (let i = 1; i <= aLength; i++) {
    const letter = a[aStart + i - 1]!;
    let least = MANY_EDITS;
    row[0] = MANY_EDITS;
    row[WIDTH + 1] = MANY_EDITS;
    for (let d = 1; d <= WIDTH; d++) {
      const j = i + d - MANY_EDITS;
      let best = MANY_EDITS;
      if (j >= 0 && j <= bLength) {
        best = Math.min(best, above[d + 1]! + 1);
        if (j > 0) {
          best = Math.min(best, row[d - 1]! + 1, above[d]! + (letter === b[bStart + j - 1] ? 0 : 1));
        }
      }
      row[d] = best;
      if (best < least) least = best;
    }
    if (least === MANY_EDITS) return MANY_EDITS;
    const recycled = above;
    above = row;
    row = recycled;
  }
  return Math.min(MANY_EDITS, above[bLength - aLength + MANY_EDITS]!);
}

/** Longest run of letters whose edits are counted a bit a letter. */
const BITS = 31;

/**
 * One run of letters prepared for being compared with many: `edits` is `plainEdits`, only faster (Myers 1999, one bit
 * a letter of the own run).
 */
export class PreparedLetters {
  /** Letter → bit set of its places in the own run. */
  private readonly places = new Int32Array(256);
  /** A copy: the caller may fill its own anew. */
  private readonly letters = new Uint8Array(MAX_SOUNDS);
  private length = 0;

  prepare(letters: Uint8Array, start: number, length: number): void {
    for (let i = 0; i < this.length; i++) this.places[this.letters[i]!] = 0;
    this.length = length;
    for (let i = 0; i < length; i++) {
      const letter = letters[start + i]!;
      this.letters[i] = letter;
      if (i < BITS) this.places[letter]! |= 1 << i;
    }
  }

  edits(other: Uint8Array, start: number, length: number): number {
    const own = this.length;
    const difference = own > length ? own - length : length - own;
    if (difference >= MANY_EDITS) return MANY_EDITS;
    if (own > BITS) return plainEdits(this.letters, 0, own, other, start, length);
    if (own === 0) return length;
    const { places } = this;
    const highest = 1 << (own - 1);
    let rises = -1;
    let falls = 0;
    let edits = own;
    for (let i = start; i < start + length; i++) {
      const equal = places[other[i]!]!;
      const vertical = equal | falls;
      const across = (((equal & rises) + rises) ^ rises) | equal;
      let risesAcross = falls | ~(across | rises);
      let fallsAcross = rises & across;
      if ((risesAcross & highest) !== 0) edits++;
      if ((fallsAcross & highest) !== 0) edits--;
      risesAcross = (risesAcross << 1) | 1;
      fallsAcross <<= 1;
      rises = fallsAcross | ~(vertical | risesAcross);
      falls = risesAcross & vertical;
    }
    return Math.min(edits, MANY_EDITS);
  }
}
