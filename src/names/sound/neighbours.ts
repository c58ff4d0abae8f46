import { MAX_KEY, MAX_PATTERN, writeKey, writePattern } from './key.ts';
import { MAX_SOUNDS, soundCode } from './sounds.ts';
import { heardAs } from './unvocalised.ts';

/**
 * Which words are compared at all. A word leaves marks, 32-bit hashes; two words meet when a mark that the subject's
 * word looks for is one that the listed word has left. The index stores the marks left, so finding every listed word
 * that meets a subject's word is a handful of look-ups; and since the marks themselves define who meets, the look-up
 * misses nobody (a collision of hashes lets two words be compared, in every code path alike, and harms nobody).
 *
 * - `pattern`: the word with its vowels told only as front or back and consonants in classes, with up to two signs
 *   left out of long ones (the symmetric deletion neighbourhood of SymSpell): meets what two slips made of it.
 * - `whole`, `less`, `place`: the same of shorter ones, as they are, with one sign less, and with one sign less at a
 *   place: meets what one slip made of it.
 * - `key`: its consonants alone: meets every romanisation, however the vowels are written.
 * - `written`: the same, kept apart: meets words of scripts that write consonants only.
 * - `short`: the sounds of a short word with one left out: meets what a slip made of it.
 * - `exact`: the whole pattern: what a syllable or a joined word has to meet.
 */
const SALT = {
  pattern: 0x51ed270b,
  key: 0x2545f491,
  exact: 0x6b43a9b5,
  short: 0x7feb352d,
} as const;

/** Salts of signs as they are, with one sign less, and with one sign less at a place (which is added). */
interface OneSlip {
  readonly whole: number;
  readonly less: number;
  readonly place: number;
}
const NEAR: OneSlip = { whole: 0x165667b1, less: 0x27d4eb2f, place: 0x3c6ef372 };
const ONE_MORE: OneSlip = { whole: 0x42b2986c, less: 0x6c62272e, place: 0 };
const WRITTEN: OneSlip = { whole: 0x38495ab5, less: 0x4cf5ad43, place: 0x5bd1e995 };
const WRITTEN_LATIN: OneSlip = { whole: 0x1b873593, less: 0x0e6546b6, place: 0x79b97f4a };

const J = soundCode('j');
const Y = soundCode('y');

/** A pattern this short is borne by hundreds: one sound left out of the word itself tells more. */
const SHORT_PATTERN = 4;

/** From this length on a pattern may have two slips. */
const LONG_PATTERN = 8;

/** Shorter keys are borne by too many words; their patterns meet. */
const SHORTEST_KEY = 3;

/** From this many sounds on a joined word may have a slip. */
const LONG_JOIN = 8;

/** Most marks of a word: one of three long readings leaves some 500; a list this full is not asked any more. */
export const MOST_MARKS = 3000;

/** Marks, each once. Reused from word to word: millions of marks are made while an index is built. */
export class MarkList {
  values = new Uint32Array(512);
  private readonly seen = new Uint32Array(4096);
  private readonly seenIn = new Uint32Array(4096);
  private turn = 0;
  length = 0;

  reset(): void {
    this.length = 0;
    this.turn++;
  }

  add(mark: number): void {
    let slot = mark & 4095;
    while (this.seenIn[slot] === this.turn) {
      if (this.seen[slot] === mark) return;
      slot = (slot + 1) & 4095;
    }
    if (this.length >= MOST_MARKS) return;
    this.seenIn[slot] = this.turn;
    this.seen[slot] = mark;
    if (this.length === this.values.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = mark;
  }

  done(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}

/** Which marks are wanted: those a listed word leaves, or those a subject's word looks for. */
export type MarkSide = 'left' | 'sought';

const pattern = new Uint8Array(MAX_PATTERN);
const key = new Uint8Array(MAX_KEY);
const asY = new Uint8Array(MAX_SOUNDS + 4);
const shorter = [new Uint8Array(MAX_SOUNDS + 4), new Uint8Array(MAX_SOUNDS + 4)];

/** Marks of a word's Latin sounds. */
export function addWordMarks(sounds: Uint8Array, side: MarkSide, marks: MarkList): void {
  addSoundMarks(sounds, side, marks);
  if (!sounds.includes(J)) return;
  // German and Slavic spellings write j for y: `Jahja, Yahya`.
  for (let i = 0; i < sounds.length; i++) asY[i] = sounds[i] === J ? Y : sounds[i]!;
  addSoundMarks(asY.subarray(0, sounds.length), side, marks);
}

function addSoundMarks(sounds: Uint8Array, side: MarkSide, marks: MarkList): void {
  const patternLength = writePattern(sounds, pattern);
  const keyLength = writeKey(sounds, key);
  marks.add(hash(SALT.exact, pattern, patternLength));
  if (patternLength <= SHORT_PATTERN) addShortMarks(sounds, marks);
  // A consonant more or less, and other vowels: `Foley, Farley`.
  if (patternLength >= SHORT_PATTERN && patternLength < LONG_PATTERN)
    addOneSlip(ONE_MORE, pattern, patternLength, 1, -1, side, marks);
  addNearMarks(sounds, 2, side, marks);
  if (keyLength >= SHORTEST_KEY) marks.add(hash(SALT.key, key, keyLength));
  if (keyLength === 0) return;
  if (side === 'left') addOneSlip(WRITTEN_LATIN, key, keyLength, keyLength <= 2 ? 0 : 1, 0, side, marks);
  // Every listed person has a Latin name too: a Latin word looks for written ones that agree in full.
  else marks.add(hash(WRITTEN.whole, key, keyLength));
}

function addShortMarks(sounds: Uint8Array, marks: MarkList): void {
  const length = sounds.length;
  marks.add(hash(SALT.short, sounds, length));
  if (length < 2) return;
  const rest = shorter[0]!;
  for (let left = 0; left < length; left++) {
    let n = 0;
    for (let i = 0; i < length; i++) if (i !== left) rest[n++] = sounds[i]!;
    marks.add(hash(SALT.short, rest, n));
  }
}

/** Marks of what an unvocalised script writes. */
export function addWrittenMarks(codes: Uint8Array, side: MarkSide, marks: MarkList): void {
  const keyLength = writeKey(codes, key);
  if (keyLength === 0) return;
  const slips = keyLength <= 2 ? 0 : 1;
  // Two written words meet by what is written, one letter another.
  addOneSlip(WRITTEN, key, keyLength, slips, 0, side, marks);
  if (side === 'sought') addOneSlip(WRITTEN_LATIN, key, keyLength, slips, 0, side, marks);
  // A word with dhal or tha meets one that is written as it is heard: `عذام, عزام`.
  if (codes.some((code) => heardAs(code) !== code))
    marks.add(hash(WRITTEN.whole, key, writeKey(codes.map(heardAs), key)));
}

/** Marks of a syllable's reading: nothing may be left out. */
export function addExactMarks(sounds: Uint8Array, marks: MarkList): void {
  marks.add(hash(SALT.exact, pattern, writePattern(sounds, pattern)));
}

/** Joined words are one reading of many: the key has to be the same, or in long ones all but one sign of the pattern. */
export function addJoinedMarks(sounds: Uint8Array, side: MarkSide, marks: MarkList): void {
  const patternLength = writePattern(sounds, pattern);
  const keyLength = writeKey(sounds, key);
  marks.add(hash(SALT.exact, pattern, patternLength));
  if (keyLength >= SHORTEST_KEY) marks.add(hash(SALT.key, key, keyLength));
  if (sounds.length >= LONG_JOIN) addNearMarks(sounds, 1, side, marks);
}

/**
 * Marks of the finer pattern by which it meets those up to one slip away, long ones up to `slips`. One slip: a sign
 * more, a sign less, or in the same place (or its neighbour's, where two signs are exchanged) another sign. Without
 * the place, words would meet that lost a sign here and won one there, which are hundreds.
 */
function addNearMarks(sounds: Uint8Array, slips: number, side: MarkSide, marks: MarkList): void {
  const length = writePattern(sounds, pattern, true);
  const allowed = length <= SHORT_PATTERN ? 0 : slips;
  // Patterns near the border meet by the marks of the longer kind; two signs may go with one consonant.
  const most = Math.min(allowed, 2, length - LONG_PATTERN + 2);
  if (most >= 0) addDeletions(SALT.pattern, pattern, length, most, marks);
  if (length >= LONG_PATTERN) return;
  addOneSlip(NEAR, pattern, length, allowed, 1, side, marks);
}

/**
 * Marks by which signs meet others that are the same or, with `slips`, have one sign more, less, or another in the
 * same place or up to `reach` beside it; with a negative reach, none in its place.
 */
function addOneSlip(
  salts: OneSlip,
  signs: Uint8Array,
  length: number,
  slips: number,
  reach: number,
  side: MarkSide,
  marks: MarkList,
): void {
  marks.add(hash(salts.whole, signs, length));
  if (side === 'sought') marks.add(hash(salts.less, signs, length));
  if (slips === 0) return;
  const rest = shorter[0]!;
  for (let left = 0; left < length; left++) {
    const n = without(signs, length, left, rest);
    if (side === 'left') {
      marks.add(hash(salts.less, rest, n));
      if (reach >= 0) marks.add(hash(salts.place + left, rest, n));
    } else {
      marks.add(hash(salts.whole, rest, n));
      for (let place = left - reach; place <= left + reach; place++)
        marks.add(hash(salts.place + place, rest, n));
    }
  }
}

/** Writes the signs without the one at a place, gives how many are left. */
function without(signs: Uint8Array, length: number, left: number, into: Uint8Array): number {
  // Without the sign between them two of a kind are one: `hasbsan, hassan`.
  const next = left > 0 && signs[left - 1] === signs[left + 1] ? left + 2 : left + 1;
  let n = 0;
  for (let i = 0; i < left; i++) into[n++] = signs[i]!;
  for (let i = next; i < length; i++) into[n++] = signs[i]!;
  return n;
}

/** The signs, and the signs with up to `deletions` left out. */
function addDeletions(
  salt: number,
  signs: Uint8Array,
  length: number,
  deletions: number,
  marks: MarkList,
  from = 0,
): void {
  marks.add(hash(salt, signs, length));
  if (deletions === 0 || length <= 2) return;
  const rest = shorter[deletions - 1]!;
  for (let left = from; left < length; left++) {
    const n = without(signs, length, left, rest);
    addDeletions(salt, rest, n, deletions - 1, marks, left);
  }
}

/** FNV-1a, then a round of avalanche so that the low bits may index a table. */
function hash(salt: number, signs: Uint8Array, length: number): number {
  let h = salt;
  for (let i = 0; i < length; i++) h = Math.imul(h ^ signs[i]!, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
