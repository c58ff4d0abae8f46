import { exchangeCost, LEAST_OMISSION, omissionCost, TOO_FAR, TYPING_ERROR } from './cost.ts';
import { FIRST_WRITTEN, MAX_SOUNDS } from './sounds.ts';

/** More than any limit, and far from overflowing. */
const FAR = 1 << 20;
const WIDTH = MAX_SOUNDS + 8;
const rows = new Int32Array(3 * WIDTH);
const omission = new Uint8Array(FIRST_WRITTEN);
for (let code = 0; code < FIRST_WRITTEN; code++) omission[code] = omissionCost(code);

/**
 * One run of Latin sounds prepared for being compared with many: `cost` is `soundCost`, only faster. What the sounds
 * of the other run cost at least, whatever they are aligned with, is known beforehand; so of the table of the edit
 * distance only those cells are looked at from which the end can be reached within the limit (Ukkonen's cut-off,
 * with the rest of the word taken at its least).
 */
export class SoundProfile {
  private length = 0;
  /** For each sound: what it costs against each of the own sounds, and the least of these and of leaving it out. */
  private readonly exchange = new Uint8Array(FIRST_WRITTEN * MAX_SOUNDS);
  private readonly least = new Uint8Array(FIRST_WRITTEN);
  private readonly own = new Uint8Array(MAX_SOUNDS);
  private readonly drop = new Uint8Array(MAX_SOUNDS);

  prepare(sounds: Uint8Array, start: number, length: number): void {
    this.length = length;
    for (let i = 0; i < length; i++) {
      this.own[i] = sounds[start + i]!;
      this.drop[i] = omission[this.own[i]!]!;
    }
    for (let y = 0; y < FIRST_WRITTEN; y++) {
      let least = omission[y]!;
      for (let i = 0; i < length; i++) {
        const cost = exchangeCost(this.own[i]!, y);
        this.exchange[y * length + i] = cost;
        if (cost < least) least = cost;
      }
      this.least[y] = least;
    }
  }

  /** Cost against another run of Latin sounds, or TOO_FAR beyond the limit. No allocation. */
  cost(other: Uint8Array, start: number, otherLength: number, limit: number): number {
    const { length, exchange, least, own, drop } = this;
    let rest = 0;
    for (let k = start; k < start + otherLength; k++) rest += least[other[k]!]!;
    const tooMany = length > otherLength ? (length - otherLength) * LEAST_OMISSION : 0;
    if (rest + tooMany > limit) return TOO_FAR;
    let twoAbove = 0;
    let above = WIDTH;
    let row = 2 * WIDTH;
    // First and last cell worth going on from, of the row above and of the one above that.
    let first = 0;
    let last = 0;
    let firstBefore = FAR;
    let lastBefore = -FAR;
    rows[above] = 0;
    for (let total = 0; last < length; ) {
      total += drop[last]!;
      if (total + rest > limit) break;
      rows[above + ++last] = total;
    }
    let previous = 0;
    for (let k = 0; k < otherLength; k++) {
      const y = other[start + k]!;
      const base = y * length - 1;
      const dropY = omission[y]!;
      rest -= least[y]!;
      const most = limit - rest;
      const from = Math.min(first, firstBefore + 2);
      let diagonal = from > first && from - 1 <= last ? rows[above + from - 1]! : FAR;
      let left = FAR;
      let firstHere = FAR;
      let lastHere = -FAR;
      for (let i = from; i <= length; i++) {
        const up = i >= first && i <= last ? rows[above + i]! : FAR;
        let best = up + dropY;
        if (i > 0) {
          const exchanged = diagonal + exchange[base + i]!;
          if (exchanged < best) best = exchanged;
          const dropped = left + drop[i - 1]!;
          if (dropped < best) best = dropped;
          if (
            i > 1 &&
            k > 0 &&
            y === own[i - 2] &&
            previous === own[i - 1] &&
            i - 2 >= firstBefore &&
            i - 2 <= lastBefore
          ) {
            const swapped = rows[twoAbove + i - 2]! + TYPING_ERROR;
            if (swapped < best) best = swapped;
          }
        }
        if (best <= most) {
          if (firstHere === FAR) firstHere = i;
          lastHere = i;
          rows[row + i] = best;
          left = best;
        } else {
          if (i > last && i > lastBefore + 1) break;
          rows[row + i] = FAR;
          left = FAR;
        }
        diagonal = up;
      }
      // A swap may come from the row above the last.
      if (firstHere === FAR && first === FAR) return TOO_FAR;
      firstBefore = first;
      lastBefore = last;
      first = firstHere;
      last = lastHere;
      previous = y;
      const recycled = twoAbove;
      twoAbove = above;
      above = row;
      row = recycled;
    }
    return last === length ? rows[above + length]! : TOO_FAR;
  }
}
