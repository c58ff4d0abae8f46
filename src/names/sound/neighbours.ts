import { collapsedSounds, consonantKey } from './key.ts';
import { soundCode } from './sounds.ts';
import { heardAs } from './unvocalised.ts';

/**
 * Which words are compared at all. A word leaves marks, 32-bit hashes; two words meet when a mark that the subject's
 * word looks for is one that the listed word has left. The index stores the marks left, so finding every listed word
 * that meets a subject's word is a handful of look-ups; and since the marks themselves define who meets, the look-up
 * misses nobody (a collision of hashes lets two words be compared, in every code path alike, and harms nobody).
 *
 * - `pattern`: the word with its vowels told only from consonants and consonants in classes, with up to two signs
 *   left out (the symmetric deletion neighbourhood of SymSpell): meets what a slip made of it.
 * - `key`: its consonants alone: meets every romanisation, however the vowels are written.
 * - `written`: the same, kept apart: meets words of scripts that write consonants only.
 * - `short`: the sounds of a short word with one left out: meets what a slip made of it.
 * - `exact`: the whole pattern: what a syllable or a joined word has to meet.
 */
const SALT = {
  pattern: 0x51ed270b,
  key: 0x2545f491,
  writtenLatin: 0x1b873593,
  written: 0x38495ab5,
  exact: 0x6b43a9b5,
  short: 0x7feb352d,
} as const;

const J = soundCode('j');
const Y = soundCode('y');

/** Marks left for others to find, and marks looked for. */
export interface Marks {
  readonly left: readonly number[];
  readonly sought: readonly number[];
}

/** How many signs may be left out of a pattern, by its length. */
function patternDeletions(length: number): number {
  return length <= SHORT_PATTERN ? 0 : length <= 7 ? 1 : 2;
}

/** A pattern this short is borne by hundreds: one sound left out of the word itself tells more. */
const SHORT_PATTERN = 4;

/** Shorter keys are borne by too many words; their patterns meet. */
const SHORTEST_KEY = 3;

/** Marks of a word's Latin sounds. */
export function wordMarks(sounds: Uint8Array): Marks {
  const marks = soundMarks(sounds);
  if (!sounds.includes(J)) return marks;
  // German and Slavic spellings write j for y: `Jahja, Yahya`.
  const asY = soundMarks(sounds.map((code) => (code === J ? Y : code)));
  return { left: [...marks.left, ...asY.left], sought: [...marks.sought, ...asY.sought] };
}

function soundMarks(sounds: Uint8Array): Marks {
  const pattern = collapsedSounds(sounds);
  const key = consonantKey(sounds);
  const both: number[] = [hash(SALT.exact, pattern)];
  addDeletions(SALT.pattern, pattern, patternDeletions(pattern.length), 0, both);
  if (pattern.length <= SHORT_PATTERN) addShortMarks(sounds, both);
  if (key.length >= SHORTEST_KEY) both.push(hash(SALT.key, key));
  const left = [...both];
  const sought = [...both];
  if (key.length > 0) {
    const deletions = key.length <= 2 ? 0 : 1;
    addDeletions(SALT.writtenLatin, key, deletions, 0, left);
    // Every listed person has a Latin name too: a Latin word looks for written ones that agree in full.
    sought.push(hash(SALT.written, key));
  }
  return { left, sought };
}

function addShortMarks(sounds: Uint8Array, marks: number[]): void {
  const word = String.fromCharCode(...sounds);
  marks.push(hash(SALT.short, word));
  if (word.length < 2) return;
  for (let i = 0; i < word.length; i++) marks.push(hash(SALT.short, word.slice(0, i) + word.slice(i + 1)));
}

/** Marks of what an unvocalised script writes. */
export function writtenMarks(codes: Uint8Array): Marks {
  const key = consonantKey(codes);
  const left: number[] = [];
  const sought: number[] = [];
  if (key.length > 0) {
    const deletions = key.length <= 2 ? 0 : 1;
    addDeletions(SALT.written, key, deletions, 0, left);
    addDeletions(SALT.writtenLatin, key, deletions, 0, sought);
    // Two written words meet by what is written, one letter left out.
    addDeletions(SALT.written, key, deletions, 0, sought);
    // A word with dhal or tha meets one that is written as it is heard: `عذام, عزام`.
    if (codes.some((code) => heardAs(code) !== code)) {
      const heard = consonantKey(codes.map(heardAs));
      left.push(hash(SALT.written, heard));
      sought.push(hash(SALT.written, heard));
    }
  }
  return { left, sought };
}

/** Marks of a syllable's reading: nothing may be left out. */
export function exactMarks(sounds: Uint8Array): Marks {
  const marks = [hash(SALT.exact, collapsedSounds(sounds))];
  return { left: marks, sought: marks };
}

/** Joined words are one reading of many: the key has to be the same, or in long ones all but one sign of the pattern. */
export function joinedMarks(sounds: Uint8Array): Marks {
  const pattern = collapsedSounds(sounds);
  const key = consonantKey(sounds);
  const marks = [hash(SALT.exact, pattern)];
  if (key.length >= SHORTEST_KEY) marks.push(hash(SALT.key, key));
  if (sounds.length >= LONG_JOIN) addDeletions(SALT.pattern, pattern, 1, 0, marks);
  return { left: marks, sought: marks };
}

/** From this many sounds on a joined word may have a slip. */
const LONG_JOIN = 8;

function addDeletions(salt: number, text: string, deletions: number, from: number, marks: number[]): void {
  marks.push(hash(salt, text));
  if (deletions === 0 || text.length <= 2) return;
  for (let i = from; i < text.length; i++) {
    // Without the sign between them two of a kind are one: `hasbsan, hassan`.
    const merged = i > 0 && text[i - 1] === text[i + 1] ? 1 : 0;
    addDeletions(salt, text.slice(0, i) + text.slice(i + 1 + merged), deletions - 1, i, marks);
  }
}

/** FNV-1a, then a round of avalanche so that the low bits may index a table. */
function hash(salt: number, text: string): number {
  let h = salt;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
