import { LEAST_OMISSION, leastCosts, leastSum, soundCost, TOO_FAR, TYPING_ERROR } from '../sound/cost.ts';
import { MANY_EDITS, plainEdits } from '../sound/plain-edits.ts';
import { FIRST_WRITTEN, soundCode } from '../sound/sounds.ts';
import { writtenCost } from '../sound/unvocalised.ts';
import { symbolCost } from './symbol.ts';
import { TERM_KIND } from './term.ts';
import { KNOWN, SPELLED, type TermColumns } from './term-table.ts';

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
const READ_SYLLABLE = 35;
/** One syllable is the reading of hundreds of characters. */
const READ_SYLLABLE_SHORT = 40;

function limitOf(table: Uint16Array, length: number): number {
  return table[Math.min(length, table.length - 1)]!;
}

/**
 * Two names that ordinary people bear (`Sarah, Sally`) are more likely two names than a slip, unless they differ as
 * romanisations do; a word that nobody bears (`Sarha`) is more likely a slip.
 */
const ROMANISATION = 25;
const KNOWN_FACTOR = 1.5;
const KNOWN_EXTRA = 15;
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
const FIRST_DIGIT = soundCode('0');

/**
 * How two terms differ: UNLIKE, or cost and length packed (`costOf`, `lengthOf`). Symmetric in its two terms.
 * Whether the two meet at all (`sound/neighbours.ts`) is the caller's to know. A `gate` prepared for the first term
 * makes it faster and changes nothing.
 */
export function termCost(a: TermColumns, i: number, b: TermColumns, j: number, gate?: TermGate): number {
  const packed = likeness(a, i, b, j, gate);
  if (a.kind[i] !== TERM_KIND.word || b.kind[j] !== TERM_KIND.word) return packed;
  const ownLetters = a.readingStart[i + 1]! - 1;
  const otherLetters = b.readingStart[j + 1]! - 1;
  if (ownLetters < a.readingStart[i]! || otherLetters < b.readingStart[j]!) return packed;
  const ownStart = a.soundStart[ownLetters]!;
  const ownLength = a.soundStart[ownLetters + 1]! - ownStart;
  const otherStart = b.soundStart[otherLetters]!;
  const otherLength = b.soundStart[otherLetters + 1]! - otherStart;
  const shorter = Math.min(ownLength, otherLength);
  if (packed === UNLIKE && shorter < ONE_EDIT) return UNLIKE;
  const edits = plainEdits(a.sounds, ownStart, ownLength, b.sounds, otherStart, otherLength);
  if (packed !== UNLIKE) return withEdits(packed, edits);
  if (edits === MANY_EDITS || (edits === 2 && shorter < TWO_EDITS)) return UNLIKE;
  // A digit is another number, never a slip.
  if (hasDigit(a.sounds, ownStart, ownLength) || hasDigit(b.sounds, otherStart, otherLength)) return UNLIKE;
  return withEdits(pack(FAR, Math.max(ownLength, otherLength)), edits);
}

function hasDigit(sounds: Uint8Array, start: number, length: number): boolean {
  for (let at = start; at < start + length; at++) if (sounds[at]! >= FIRST_DIGIT) return true;
  return false;
}

function likeness(a: TermColumns, i: number, b: TermColumns, j: number, gate?: TermGate): number {
  let best = symbolMatch(a, i, b, j);
  if (best === pack(0, SYMBOL_LENGTH)) return best;
  let bestRelative = best === UNLIKE ? 1e9 : costOf(best) / SYMBOL_LENGTH;
  const kindA = a.kind[i]!;
  const kindB = b.kind[j]!;
  const syllables = (kindA === TERM_KIND.syllable ? 1 : 0) + (kindB === TERM_KIND.syllable ? 1 : 0);
  // Two characters of one script are the same character (a shared symbol) or another name.
  if (syllables === 2) return best;
  const unvocalised = (kindA === TERM_KIND.unvocalised ? 1 : 0) + (kindB === TERM_KIND.unvocalised ? 1 : 0);
  const bothKnown = (a.flags[i]! & b.flags[j]! & KNOWN) !== 0;
  const readAcross =
    kindA !== kindB && (kindA === TERM_KIND.kana || kindB === TERM_KIND.kana) ? READ_KANA : 0;
  const firstA = a.readingStart[i]!;
  const firstB = b.readingStart[j]!;
  const endA = a.readingStart[i + 1]!;
  const endB = b.readingStart[j + 1]!;
  const lettersA = (a.flags[i]! & SPELLED) !== 0 ? endA - 1 : -1;
  const lettersB = (b.flags[j]! & SPELLED) !== 0 ? endB - 1 : -1;
  for (let x = firstA; x < endA; x++) {
    const startA = a.soundStart[x]!;
    const lengthA = a.soundStart[x + 1]! - startA;
    const writtenA = kindA === TERM_KIND.unvocalised && x === firstA;
    for (let y = firstB; y < endB; y++) {
      // Letters are compared with letters; a word that reads as it is spelled has one reading for both.
      if (
        x === lettersA
          ? y !== (lettersB >= 0 ? lettersB : firstB)
          : y === lettersB && !(lettersA < 0 && x === firstA)
      )
        continue;
      const startB = b.soundStart[y]!;
      const lengthB = b.soundStart[y + 1]! - startB;
      const writtenB = kindB === TERM_KIND.unvocalised && y === firstB;
      // Attested spellings are compared with Latin words; what is written with what is written.
      if (unvocalised === 2 && writtenA !== writtenB) continue;
      const length = Math.max(lengthA, lengthB);
      let cost: number;
      if (writtenA !== writtenB) {
        const limit = limitOf(UNVOCALISED_LIMIT, writtenA ? lengthA : lengthB);
        cost = writtenA
          ? writtenCost(a.sounds, startA, lengthA, b.sounds, startB, lengthB, limit)
          : writtenCost(b.sounds, startB, lengthB, a.sounds, startA, lengthA, limit);
        if (cost === TOO_FAR) continue;
        // What is written without vowels fits many names: what little does not fit counts for more.
        cost = Math.round(cost * UNVOCALISED_FACTOR) + READ_UNVOCALISED + readAcross;
      } else {
        let limit = writtenA ? limitOf(UNVOCALISED_LIMIT, length) : limitOf(LIMIT, length);
        if (syllables === 1) limit = SYLLABLE_LIMIT;
        if (gate !== undefined && !gate.admits(x - firstA, a, b, startB, lengthB, limit)) continue;
        cost = soundCost(a.sounds, startA, lengthA, b.sounds, startB, lengthB, limit);
        if (cost === TOO_FAR) continue;
        if (bothKnown && cost >= ROMANISATION) {
          cost = Math.round(cost * KNOWN_FACTOR) + KNOWN_EXTRA;
          if (cost > limit) continue;
        }
        if (syllables === 1) {
          cost += length <= 4 ? READ_SYLLABLE_SHORT : READ_SYLLABLE;
          // A second reading is a guess more.
          cost += (x - firstA + (y - firstB)) * SECOND_READING;
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
  }
  return best;
}

/** Length against which the cost of a shared symbol is measured: a middling word. */
const SYMBOL_LENGTH = 5;

/** The cheapest symbol in common: a shared meaning needs no likeness of letters. Symbols are ascending. */
function symbolMatch(a: TermColumns, i: number, b: TermColumns, j: number): number {
  let best = UNLIKE;
  let x = a.symbolStart[i]!;
  let y = b.symbolStart[j]!;
  const endX = a.symbolStart[i + 1]!;
  const endY = b.symbolStart[j + 1]!;
  // Symbols are ascending: most pairs have none, or none in reach.
  if (
    x === endX ||
    y === endY ||
    a.symbols[endX - 1]! < b.symbols[y]! ||
    b.symbols[endY - 1]! < a.symbols[x]!
  )
    return best;
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

const MOST_READINGS = 8;

/**
 * A quick refusal in front of the edit distance, prepared for one term of the subject's name: lower bounds of the
 * cost. It never refuses what `soundCost` would accept.
 */
export class TermGate {
  private readonly least = Array.from({ length: MOST_READINGS }, () => new Uint8Array(FIRST_WRITTEN));
  private readonly starts = new Uint32Array(MOST_READINGS);
  private readonly lengths = new Uint8Array(MOST_READINGS);
  private open = true;
  private cap = 0;

  /** `cap`: most that the caller accepts, in hundredths, where that is less than what words may differ. */
  prepare(columns: TermColumns, term: number, cap = 1000): void {
    const first = columns.readingStart[term]!;
    const readings = columns.readingStart[term + 1]! - first;
    this.open = columns.kind[term] === TERM_KIND.unvocalised || readings > MOST_READINGS;
    this.cap = cap;
    if (this.open) return;
    for (let r = 0; r < readings; r++) {
      const start = columns.soundStart[first + r]!;
      this.starts[r] = start;
      this.lengths[r] = columns.soundStart[first + r + 1]! - start;
      leastCosts(columns.sounds, start, this.lengths[r]!, this.least[r]!);
    }
  }

  /** False where a reading of the prepared term and a run of sounds are sure to cost more than the limit. */
  admits(
    reading: number,
    own: TermColumns,
    other: TermColumns,
    start: number,
    length: number,
    limit: number,
  ): boolean {
    if (this.open) return true;
    const most = Math.min(this.cap, limit);
    const ownLength = this.lengths[reading]!;
    const least = this.least[reading]!;
    let bound = ownLength > length ? (ownLength - length) * LEAST_OMISSION : 0;
    for (let s = start; s < start + length; s++) {
      const code = other.sounds[s]!;
      if (code >= FIRST_WRITTEN) return true;
      bound += least[code]!;
      if (bound > most) return false;
    }
    return leastSum(own.sounds, this.starts[reading]!, ownLength, other.sounds, start, length, most) <= most;
  }
}
