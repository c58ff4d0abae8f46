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
