import { soundCost, TOO_FAR } from '../sound/cost.ts';
import { writtenCost } from '../sound/unvocalised.ts';
import { symbolCost } from './symbol.ts';
import { TERM_KIND } from './term.ts';
import type { TermColumns } from './term-table.ts';

/** No likeness. */
export const UNLIKE = -1;

/**
 * Most that two words may differ and still be the same name, in hundredths of a typing error, by the sounds of the
 * longer: a slip in `Kim` makes another name, two in `Abdurrahman` do not.
 */
const LIMIT = Uint16Array.from([0, 0, 45, 100, 110, 135, 150, 165, 200, 215, 250, 260, 280]);
/** The same where one side writes consonants only: every letter carries more. */
const UNVOCALISED_LIMIT = Uint16Array.from([0, 0, 20, 40, 60, 85, 110, 130, 150]);
/** A syllable has so few letters that only a different romanisation is the same syllable. */
const SYLLABLE_LIMIT = 12;
/** What being read from another script costs: the reading is one of several. */
const READ_SYLLABLE = 10;
/** One syllable is the reading of hundreds of characters. */
const READ_SYLLABLE_SHORT = 30;

function limitOf(table: Uint16Array, length: number): number {
  return table[Math.min(length, table.length - 1)]!;
}

/** Packs a cost (hundredths of a typing error) and the length it is measured against (sounds). */
function pack(cost: number, length: number): number {
  return (cost << 8) | length;
}

export function costOf(packed: number): number {
  return packed >> 8;
}

export function lengthOf(packed: number): number {
  return packed & 255;
}

/**
 * How two terms differ: UNLIKE, or cost and length packed (`costOf`, `lengthOf`). Symmetric in its two terms.
 * Whether the two meet at all (`sound/neighbours.ts`) is the caller's to know.
 */
export function termCost(a: TermColumns, i: number, b: TermColumns, j: number): number {
  let best = UNLIKE;
  let bestRelative = 1e9;
  const kindA = a.kind[i]!;
  const kindB = b.kind[j]!;
  // Symbols first: a shared meaning needs no likeness of letters.
  const symbolsEndA = a.symbolStart[i + 1]!;
  const symbolsEndB = b.symbolStart[j + 1]!;
  for (let x = a.symbolStart[i]!; x < symbolsEndA; x++) {
    const symbol = a.symbols[x]!;
    for (let y = b.symbolStart[j]!; y < symbolsEndB; y++) {
      if (b.symbols[y] === symbol) {
        const cost = symbolCost(symbol);
        if (cost / 5 < bestRelative) {
          bestRelative = cost / 5;
          best = pack(cost, 5);
        }
      }
    }
  }
  if (best === 5) return best;
  const syllables = (kindA === TERM_KIND.syllable ? 1 : 0) + (kindB === TERM_KIND.syllable ? 1 : 0);
  // Two characters of one script are the same character (a shared symbol) or another name.
  if (syllables === 2) return best;
  const unvocalised = (kindA === TERM_KIND.unvocalised ? 1 : 0) + (kindB === TERM_KIND.unvocalised ? 1 : 0);
  const firstA = a.readingStart[i]!;
  const firstB = b.readingStart[j]!;
  const endA = a.readingStart[i + 1]!;
  const endB = b.readingStart[j + 1]!;
  for (let x = firstA; x < endA; x++) {
    const startA = a.soundStart[x]!;
    const lengthA = a.soundStart[x + 1]! - startA;
    const writtenA = kindA === TERM_KIND.unvocalised && x === firstA;
    for (let y = firstB; y < endB; y++) {
      const startB = b.soundStart[y]!;
      const lengthB = b.soundStart[y + 1]! - startB;
      const writtenB = kindB === TERM_KIND.unvocalised && y === firstB;
      // Attested spellings are compared with Latin words; what is written with what is written.
      if (unvocalised === 2 && writtenA !== writtenB) continue;
      const length = Math.max(lengthA, lengthB);
      let extra = 0;
      let limit: number;
      let cost: number;
      if (writtenA !== writtenB && unvocalised > 0) {
        const consonants = writtenA ? lengthA : lengthB;
        limit = limitOf(UNVOCALISED_LIMIT, consonants);
        cost = writtenA
          ? writtenCost(a.sounds, startA, lengthA, b.sounds, startB, lengthB, limit)
          : writtenCost(b.sounds, startB, lengthB, a.sounds, startA, lengthA, limit);
        extra = 10;
      } else {
        limit = writtenA ? limitOf(UNVOCALISED_LIMIT, length) : limitOf(LIMIT, length);
        if (syllables === 1) {
          limit = SYLLABLE_LIMIT;
          extra = length <= 4 ? READ_SYLLABLE_SHORT : READ_SYLLABLE;
        }
        cost = soundCost(a.sounds, startA, lengthA, b.sounds, startB, lengthB, limit);
      }
      if (cost === TOO_FAR) continue;
      cost += extra;
      const relative = cost / Math.max(3, length);
      if (relative < bestRelative) {
        bestRelative = relative;
        best = pack(cost, length);
      }
    }
  }
  return best;
}
