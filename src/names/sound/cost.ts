import { SOUND_COUNT, SOUNDS, soundCode } from './sounds.ts';

/**
 * How much two words differ: a weighted edit distance over their sounds, in hundredths of a typing error.
 * What authorities write for the same letter costs little, what a slip of the finger does costs 100.
 */

/** Pairs of sounds that romanisations exchange, with the cost in hundredths. The reason stands beside each group. */
const EXCHANGED: readonly (readonly [pairs: string, cost: number])[] = [
  // vowels: unwritten in Arabic and Hebrew, so the Latin ones are the clerk's choice
  ['ae ou ei', 22],
  ['ai ao eo', 40],
  ['au eu io iu', 50],
  // semivowels and vowels
  ['iy', 8],
  ['jy ij', 25],
  ['uw', 15],
  ['ow', 30],
  ['ey ay', 45],
  ['vw', 10],
  ['uv', 45],
  // Arabic and Persian letters with several Latin spellings
  ['kq', 8],
  ['gq', 22],
  ['Gg', 12],
  ['Gq', 22],
  ['Xk', 28],
  ['Xh', 22],
  ['XG', 45],
  ['XC', 35],
  ['Xj', 40],
  // x: kh in Somali, sh in Chinese, ks elsewhere
  ['xX xS xk', 30],
  ['xh xs', 45],
  ['gk', 40],
  ['gh', 45],
  ['Gh', 45],
  ['Tt', 15],
  ['Ts', 25],
  ['Td', 50],
  ['Dd', 10],
  ['Dz', 20],
  ['Dt', 45],
  ['dz', 50],
  ['sz', 25],
  ['ck', 10],
  ['cs', 25],
  ['cC', 25],
  ['cz', 40],
  ['cq', 15],
  // hushing sounds
  ['jJ', 5],
  ['gj', 22],
  ['gJ', 25],
  ['Jz', 45],
  ['jZ', 20],
  ['JZ', 20],
  ['zZ', 20],
  ['Zy', 55],
  ['sS', 25],
  ['SC', 22],
  ['CJ', 40],
  ['Cj', 45],
  ['Ck', 35],
  ['CX', 35],
  ['SZ', 40],
  ['Ct', 55],
  ['Sj', 60],
  // voicing
  ['dt', 40],
  ['bp', 35],
  ['fv', 25],
  ['bv', 45],
  ['fp', 40],
  ['mn', 65],
  ['lr', 75],
];

/** What leaving out one sound costs: short vowels and h are often unwritten. */
const OMITTED: readonly (readonly [sounds: string, cost: number])[] = [
  ['a', 40],
  ['e', 38],
  ['iou', 45],
  ['h', 35],
  ['yw', 45],
  ['j', 85],
  ['n', 95],
];

export const TYPING_ERROR = 100;

const substitution = new Uint8Array(SOUND_COUNT * SOUND_COUNT).fill(TYPING_ERROR);
const omission = new Uint8Array(SOUND_COUNT).fill(TYPING_ERROR);
for (const a of SOUNDS) substitution[soundCode(a) * SOUND_COUNT + soundCode(a)] = 0;
// Two vowels are never as far apart as two consonants.
for (const a of 'aeiou') for (const b of 'aeiou') if (a !== b) set(a, b, 55);
// A vowel for a consonant is no romanisation, only a slip.
for (const a of 'aeiou') {
  for (const b of SOUNDS) {
    if (!'aeiouyw'.includes(b) && /[a-zA-Z]/.test(b)) set(a, b, 110);
  }
}
for (const [pairs, cost] of EXCHANGED) for (const pair of pairs.split(' ')) set(pair[0]!, pair[1]!, cost);
for (const [sounds, cost] of OMITTED) for (const sound of sounds) omission[soundCode(sound)] = cost;
// A digit is another number, never a slip.
for (const digit of '0123456789') {
  omission[soundCode(digit)] = 250;
  for (const other of SOUNDS) if (other !== digit) set(digit, other, 250);
}

function set(a: string, b: string, cost: number): void {
  substitution[soundCode(a) * SOUND_COUNT + soundCode(b)] = cost;
  substitution[soundCode(b) * SOUND_COUNT + soundCode(a)] = cost;
}

/** For the tables of other scripts (`unvocalised.ts`): codes, cost in hundredths. Symmetric. */
export function setSubstitution(a: number, b: number, cost: number): void {
  substitution[a * SOUND_COUNT + b] = cost;
  substitution[b * SOUND_COUNT + a] = cost;
}

export function setOmission(code: number, cost: number): void {
  omission[code] = cost;
}

/** Three rows of the table of the edit distance, used in turn. */
const WIDTH = 64;
const rows = new Int32Array(3 * WIDTH);

/** Returned when the cost is beyond the limit. */
export const TOO_FAR = 65535;

/**
 * The cost of turning one run of sounds into another, in hundredths of a typing error, or TOO_FAR beyond `limit`.
 * Symmetric. Two neighbouring sounds exchanged are one typing error. No allocation.
 *
 *          k  a  l  e  d
 *       0 ………………………………      row by row; a row whose least value
 *    X  …  28                  is beyond the limit ends the search
 *    a  …      28
 */
export function soundCost(
  a: Uint8Array,
  aStart: number,
  aLength: number,
  b: Uint8Array,
  bStart: number,
  bLength: number,
  limit: number,
): number {
  let twoAbove = 0;
  let above = WIDTH;
  let row = 2 * WIDTH;
  rows[above] = 0;
  for (let j = 0; j < bLength; j++) rows[above + j + 1] = rows[above + j]! + omission[b[bStart + j]!]!;
  let leastAbove = 0;
  let previous = 0;
  for (let i = 0; i < aLength; i++) {
    const x = a[aStart + i]!;
    const base = x * SOUND_COUNT;
    const dropX = omission[x]!;
    let diagonal = rows[above]!;
    let left = diagonal + dropX;
    rows[row] = left;
    let least = left;
    let before = 0;
    for (let j = 0; j < bLength; j++) {
      const y = b[bStart + j]!;
      const up = rows[above + j + 1]!;
      let best = diagonal + substitution[base + y]!;
      const drop = up + dropX;
      if (drop < best) best = drop;
      const insert = left + omission[y]!;
      if (insert < best) best = insert;
      if (x === before && y === previous && i > 0 && j > 0) {
        const swap = rows[twoAbove + j - 1]! + TYPING_ERROR;
        if (swap < best) best = swap;
      }
      rows[row + j + 1] = best;
      left = best;
      diagonal = up;
      before = y;
      if (best < least) least = best;
    }
    // A swap may come from the row above the last, so two rows have to be beyond the limit.
    if (least > limit && leastAbove > limit) return TOO_FAR;
    leastAbove = least;
    previous = x;
    const recycled = twoAbove;
    twoAbove = above;
    above = row;
    row = recycled;
  }
  const cost = rows[above + bLength]!;
  return cost > limit ? TOO_FAR : cost;
}

/** What exchanging two sounds costs, in hundredths of a typing error. */
export function exchangeCost(a: number, b: number): number {
  return substitution[a * SOUND_COUNT + b]!;
}

/** What leaving out a sound costs, in hundredths of a typing error. */
export function omissionCost(code: number): number {
  return omission[code]!;
}

/** Least that leaving out any Latin sound costs. */
export const LEAST_OMISSION = Math.min(...OMITTED.map(([, cost]) => cost), TYPING_ERROR);
