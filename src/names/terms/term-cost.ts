import { soundCost, TOO_FAR, TYPING_ERROR } from '../sound/cost.ts';
import { MANY_EDITS, PreparedLetters, plainEdits } from '../sound/plain-edits.ts';
import { SoundProfile } from '../sound/profile.ts';
import { soundCode } from '../sound/sounds.ts';
import { writtenCost } from '../sound/unvocalised.ts';
import { symbolCost } from './symbol.ts';
import { TERM_KIND } from './term.ts';
import { FLAGS, KNOWN, LENGTHS, READINGS, SPELLED, SYMBOLS, type TermColumns } from './term-table.ts';

/** No likeness. */
export const UNLIKE = -1;

// `wasm/sieve.ts` counts the same costs and holds the numbers of this file that are no tables: `sieve.test.ts` fails where
// the two differ.

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
const READ_SYLLABLE = 35;
/** One syllable is the reading of hundreds of characters. */
const READ_SYLLABLE_SHORT = 40;

function limitOf(table: Uint16Array, length: number): number {
  return table[Math.min(length, table.length - 1)]!;
}

/** Most that two words of Latin sounds may cost, by the sounds of the longer. */
export function soundLimit(length: number): number {
  return limitOf(LIMIT, length);
}

/** The same of what a word writes, where it writes consonants only, and a Latin word. */
export function writtenLimit(length: number): number {
  return limitOf(UNVOCALISED_LIMIT, length);
}

/**
 * Two names that ordinary people bear (`Sarah, Sally`) are more likely two names than a slip, unless they differ as
 * romanisations do; a word that nobody bears (`Sarha`) is more likely a slip.
 */
const ROMANISATION = 25;
const KNOWN_FACTOR = 1.5;
const KNOWN_EXTRA = 15;
/** Most that two names that people bear may cost before that, where any two words may cost `limit`. */
export function knownLimit(limit: number): number {
  return Math.min(limit, Math.max(ROMANISATION - 1, Math.floor((limit - KNOWN_EXTRA + 0.5) / KNOWN_FACTOR)));
}
const SECOND_READING = 20;
/** Kana spell foreign names without telling l from r or b from v, and fill in vowels. */
const READ_KANA = 20;
const UNVOCALISED_FACTOR = 1.5;
const READ_UNVOCALISED = 15;

/** Packs a cost (hundredths of a typing error) and the length it is measured against (sounds); edits are not known. */
function pack(cost: number, length: number): number {
  return (cost << 8) | (MANY_EDITS << 6) | length;
}

/** The same with the typing errors, letter by letter, between the words: 0 … MANY_EDITS. */
function withEdits(packed: number, edits: number): number {
  return (packed & ~(MANY_EDITS << 6)) | (edits << 6);
}

export function costOf(packed: number): number {
  return packed >> 8;
}

export function lengthOf(packed: number): number {
  return packed & 63;
}

/** Typing errors letter by letter between two words of an alphabet, up to MANY_EDITS; MANY_EDITS for all else. */
export function editsOf(packed: number): number {
  return (packed >> 6) & MANY_EDITS;
}

/**
 * Cost of two words that are too far apart to be alike by their sounds but only so many typing errors: a pair of
 * names in which all else is equal may still be one (`Aligner`). Dearer than any that are alike.
 */
const FAR = 400;
/** Cost to be told: typing errors are hundredths of themselves. */
export function shownCost(packed: number): number {
  return costOf(packed) === FAR ? editsOf(packed) * TYPING_ERROR : costOf(packed);
}

/** Shortest word (of the shorter one) that may have one typing error, and two. */
const ONE_EDIT = 2;
const TWO_EDITS = 5;
/** Shortest word in which two letters in each other's place are one typing error: `Rian, Rain`. */
const EXCHANGED = 4;
/** The same where all else of the two names has met. */
const TWO_EDITS_OF_REST = 3;
const FIRST_DIGIT = soundCode('0');

/** Most typing errors that two words of so many letters may have; -1 where they cannot be one word. */
export function editsWithin(length: number, other: number): number {
  const shorter = Math.min(length, other);
  if (Math.abs(length - other) >= MANY_EDITS || shorter < ONE_EDIT) return -1;
  return shorter < Math.min(EXCHANGED, TWO_EDITS) ? 1 : MANY_EDITS - 1;
}

/**
 * How two terms differ: UNLIKE, or cost and length packed (`costOf`, `lengthOf`). Symmetric in its two terms.
 * Whether the two meet at all (`sound/neighbours.ts`) is the caller's to know. `own`, prepared from the first term,
 * makes it faster and changes nothing.
 */
export function termCost(a: TermColumns, i: number, b: TermColumns, j: number, own?: PreparedTerm): number {
  const packed = likeness(a, i, b, j, own);
  const blockA = a.start[i]!;
  const blockB = b.start[j]!;
  if (a.blocks[blockA] !== TERM_KIND.word || b.blocks[blockB] !== TERM_KIND.word) return packed;
  const lengthA = lettersLength(a.blocks, blockA);
  const lengthB = lettersLength(b.blocks, blockB);
  if (lengthA < 0 || lengthB < 0) return packed;
  if (packed === UNLIKE && Math.min(lengthA, lengthB) < ONE_EDIT) return UNLIKE;
  const endB = b.start[j + 1]!;
  const edits =
    own === undefined
      ? lettersEdits(a, i, b, j, lengthA, lengthB)
      : own.edits(b.blocks, endB - lengthB, lengthB);
  if (packed !== UNLIKE) return withEdits(packed, edits);
  return farCost(a, i, b, j, lengthA, lengthB, edits, TWO_EDITS);
}

/**
 * As `termCost` of two words that nothing else of their names has met, where all else has: so much agrees that they
 * are compared letter by letter whether or not they meet, and shorter ones may have two typing errors (`Jones, James`).
 */
export function restCost(a: TermColumns, i: number, b: TermColumns, j: number): number {
  const blockA = a.start[i]!;
  const blockB = b.start[j]!;
  if (a.blocks[blockA] !== TERM_KIND.word || b.blocks[blockB] !== TERM_KIND.word) return UNLIKE;
  const lengthA = lettersLength(a.blocks, blockA);
  const lengthB = lettersLength(b.blocks, blockB);
  if (Math.abs(lengthA - lengthB) >= MANY_EDITS || Math.min(lengthA, lengthB) < ONE_EDIT) return UNLIKE;
  const edits = lettersEdits(a, i, b, j, lengthA, lengthB);
  return farCost(a, i, b, j, lengthA, lengthB, edits, TWO_EDITS_OF_REST);
}

function lettersEdits(
  a: TermColumns,
  i: number,
  b: TermColumns,
  j: number,
  lengthA: number,
  lengthB: number,
): number {
  return plainEdits(
    a.blocks,
    a.start[i + 1]! - lengthA,
    lengthA,
    b.blocks,
    b.start[j + 1]! - lengthB,
    lengthB,
  );
}

function farCost(
  a: TermColumns,
  i: number,
  b: TermColumns,
  j: number,
  lengthA: number,
  lengthB: number,
  edits: number,
  twoEditsFrom: number,
): number {
  if (edits === MANY_EDITS) return UNLIKE;
  const endA = a.start[i + 1]!;
  const endB = b.start[j + 1]!;
  const shorter = Math.min(lengthA, lengthB);
  const once =
    edits === 2 &&
    lengthA === lengthB &&
    shorter >= EXCHANGED &&
    isExchange(a.blocks, endA - lengthA, b.blocks, endB - lengthB, lengthA);
  if (edits === 2 && shorter < twoEditsFrom && !once) return UNLIKE;
  // A digit is another number, never a slip.
  if (hasDigit(a.blocks, endA - lengthA, endA) || hasDigit(b.blocks, endB - lengthB, endB)) return UNLIKE;
  return withEdits(pack(FAR, Math.max(lengthA, lengthB)), once ? 1 : edits);
}

/** True where the letters of a term go on after those of another: `Rahm` is cut off `Rahmani`. */
export function beginsWith(whole: TermColumns, i: number, piece: TermColumns, j: number): boolean {
  if (whole.blocks[whole.start[i]!] !== TERM_KIND.word || piece.blocks[piece.start[j]!] !== TERM_KIND.word)
    return false;
  const length = lettersLength(piece.blocks, piece.start[j]!);
  const wholeLength = lettersLength(whole.blocks, whole.start[i]!);
  if (length <= 0 || length >= wholeLength) return false;
  const from = piece.start[j + 1]! - length;
  const wholeFrom = whole.start[i + 1]! - wholeLength;
  for (let k = 0; k < length; k++) if (whole.blocks[wholeFrom + k] !== piece.blocks[from + k]) return false;
  return true;
}

/** Length of a term's last reading, which is its letters and ends its block; -1 where it has none. */
function lettersLength(blocks: Uint8Array, block: number): number {
  const readings = blocks[block + READINGS]!;
  return readings === 0 ? -1 : blocks[block + LENGTHS + readings - 1]!;
}

/** True where two words of one length differ in two letters that stand in each other's place. */
function isExchange(a: Uint8Array, startA: number, b: Uint8Array, startB: number, length: number): boolean {
  let first = -1;
  let last = -1;
  for (let k = 0; k < length; k++) {
    if (a[startA + k] === b[startB + k]) continue;
    if (first < 0) first = k;
    else if (last < 0) last = k;
    else return false;
  }
  return last >= 0 && a[startA + first] === b[startB + last] && a[startA + last] === b[startB + first];
}

function hasDigit(sounds: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (sounds[at]! >= FIRST_DIGIT) return true;
  return false;
}

function likeness(a: TermColumns, i: number, b: TermColumns, j: number, own?: PreparedTerm): number {
  const blockA = a.start[i]!;
  const blockB = b.start[j]!;
  const bytesA = a.blocks;
  const bytesB = b.blocks;
  const flagsA = bytesA[blockA + FLAGS]!;
  const flagsB = bytesB[blockB + FLAGS]!;
  let best = (flagsA & flagsB & SYMBOLS) !== 0 ? symbolMatch(a, i, b, j) : UNLIKE;
  if (best === SAME_SYMBOL) return best;
  let bestRelative = best === UNLIKE ? 1e9 : costOf(best) / SYMBOL_LENGTH;
  const kindA = bytesA[blockA]!;
  const kindB = bytesB[blockB]!;
  const syllables = (kindA === TERM_KIND.syllable ? 1 : 0) + (kindB === TERM_KIND.syllable ? 1 : 0);
  // Two characters of one script are the same character (a shared symbol) or another name.
  if (syllables === 2) return best;
  const unvocalised = (kindA === TERM_KIND.unvocalised ? 1 : 0) + (kindB === TERM_KIND.unvocalised ? 1 : 0);
  const bothKnown = (flagsA & flagsB & KNOWN) !== 0;
  const readAcross =
    kindA !== kindB && (kindA === TERM_KIND.kana || kindB === TERM_KIND.kana) ? READ_KANA : 0;
  const readingsA = bytesA[blockA + READINGS]!;
  const readingsB = bytesB[blockB + READINGS]!;
  const lettersA = (flagsA & SPELLED) !== 0 ? readingsA - 1 : -1;
  const lettersB = (flagsB & SPELLED) !== 0 ? readingsB - 1 : -1;
  const firstB = blockB + LENGTHS + readingsB;
  let startA = blockA + LENGTHS + readingsA;
  for (let x = 0; x < readingsA; x++) {
    const lengthA = bytesA[blockA + LENGTHS + x]!;
    const writtenA = kindA === TERM_KIND.unvocalised && x === 0;
    let startB = firstB;
    for (let y = 0; y < readingsB; y++) {
      const lengthB = bytesB[blockB + LENGTHS + y]!;
      const atB = startB;
      startB += lengthB;
      // Letters are compared with letters; a word that reads as it is spelled has one reading for both.
      if (x === lettersA ? y !== Math.max(lettersB, 0) : y === lettersB && !(lettersA < 0 && x === 0))
        continue;
      const writtenB = kindB === TERM_KIND.unvocalised && y === 0;
      // Attested spellings are compared with Latin words; what is written with what is written.
      if (unvocalised === 2 && writtenA !== writtenB) continue;
      const length = Math.max(lengthA, lengthB);
      let cost: number;
      if (writtenA !== writtenB) {
        const limit = limitOf(UNVOCALISED_LIMIT, writtenA ? lengthA : lengthB);
        cost = writtenA
          ? writtenCost(bytesA, startA, lengthA, bytesB, atB, lengthB, limit)
          : writtenCost(bytesB, atB, lengthB, bytesA, startA, lengthA, limit);
        if (cost === TOO_FAR) continue;
        // What is written without vowels fits many names: what little does not fit counts for more.
        cost = Math.round(cost * UNVOCALISED_FACTOR) + READ_UNVOCALISED + readAcross;
      } else {
        let limit = writtenA ? limitOf(UNVOCALISED_LIMIT, length) : limitOf(LIMIT, length);
        if (syllables === 1) limit = SYLLABLE_LIMIT;
        cost =
          own !== undefined && !writtenA
            ? own.cost(x, bytesB, atB, lengthB, limit)
            : soundCost(bytesA, startA, lengthA, bytesB, atB, lengthB, limit);
        if (cost === TOO_FAR) continue;
        if (bothKnown && cost >= ROMANISATION) {
          cost = Math.round(cost * KNOWN_FACTOR) + KNOWN_EXTRA;
          if (cost > limit) continue;
        }
        if (syllables === 1) {
          cost += length <= 4 ? READ_SYLLABLE_SHORT : READ_SYLLABLE;
          // A second reading is a guess more.
          cost += (x + y) * SECOND_READING;
        }
        cost += readAcross;
      }
      const relative = cost / Math.max(3, length);
      if (relative < bestRelative) {
        bestRelative = relative;
        best = pack(cost, length);
        if (cost === 0) return best;
      }
    }
    startA += lengthA;
  }
  return best;
}

/** Length against which the cost of a shared symbol is measured: a middling word. */
const SYMBOL_LENGTH = 5;
const SAME_SYMBOL = pack(0, SYMBOL_LENGTH);

/** The cheapest symbol in common: a shared meaning needs no likeness of letters. Symbols are ascending. */
function symbolMatch(a: TermColumns, i: number, b: TermColumns, j: number): number {
  let best = UNLIKE;
  let x = a.symbolStart[i]!;
  let y = b.symbolStart[j]!;
  const endX = a.symbolStart[i + 1]!;
  const endY = b.symbolStart[j + 1]!;
  // Symbols are ascending: most pairs have none in reach.
  if (a.symbols[endX - 1]! < b.symbols[y]! || b.symbols[endY - 1]! < a.symbols[x]!) return best;
  while (x < endX && y < endY) {
    const difference = a.symbols[x]! - b.symbols[y]!;
    if (difference === 0) {
      const packed = pack(symbolCost(a.symbols[x]!), SYMBOL_LENGTH);
      if (best === UNLIKE || packed < best) best = packed;
    }
    if (difference <= 0) x++;
    if (difference >= 0) y++;
  }
  return best;
}

/** The readings of one term prepared for being compared with many. */
export class PreparedTerm {
  private readonly profiles: SoundProfile[] = [];
  private readonly ready: boolean[] = [];
  private readonly letters = new PreparedLetters();
  private columns: TermColumns | undefined;
  private term = 0;

  prepare(columns: TermColumns, term: number): void {
    this.columns = columns;
    this.term = term;
    this.ready.fill(false);
    const end = columns.start[term + 1]!;
    const length = lettersLength(columns.blocks, columns.start[term]!);
    if (length >= 0) this.letters.prepare(columns.blocks, end - length, length);
  }

  /** As `plainEdits` of the letters of the term and another run of letters. */
  edits(other: Uint8Array, start: number, length: number): number {
    return this.letters.edits(other, start, length);
  }

  /** As `soundCost` of a reading of the term, of Latin sounds, and another run of these. */
  cost(reading: number, other: Uint8Array, start: number, length: number, limit: number): number {
    if (this.ready[reading] !== true) this.prepareReading(reading);
    return this.profiles[reading]!.cost(other, start, length, limit);
  }

  private prepareReading(reading: number): void {
    const { blocks, start } = this.columns!;
    const block = start[this.term]!;
    let at = block + LENGTHS + blocks[block + READINGS]!;
    for (let r = 0; r < reading; r++) at += blocks[block + LENGTHS + r]!;
    this.profiles[reading] ??= new SoundProfile();
    this.profiles[reading].prepare(blocks, at, blocks[block + LENGTHS + reading]!);
    this.ready[reading] = true;
  }
}
