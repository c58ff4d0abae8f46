import { consonantKey } from './key.ts';

/**
 * Which words are compared at all. A word leaves a set of 32-bit marks: hashes of its consonant key with some
 * letters left out, and for short words of its sounds with one left out. Two words meet when they share a mark
 * (the symmetric deletion neighbourhood of SymSpell). The index stores the marks of list words, so finding every
 * word that meets a query word is a handful of look-ups; and since the marks themselves define who meets, the
 * look-up misses nobody (a collision of hashes lets two words be compared, in both directions, and harms nobody).
 */
const KEY_SALT = 0x51ed270b;
const SOUND_SALT = 0x2545f491;

/** Words up to this many sounds are also met by their sounds with one left out. */
const SHORT_WORD = 5;

/** How many letters may be left out of a key, by its length: 0 for 0–2, 1 for 3–5, 2 from 6. */
function keyDeletions(length: number): number {
  return length <= 2 ? 0 : length <= 5 ? 1 : 2;
}

/** The marks of a word, each an unsigned 32-bit integer; without repetition. */
export function marksOf(sounds: Uint8Array): Uint32Array {
  const marks: number[] = [];
  const key = consonantKey(sounds);
  if (key.length > 0) addKeyMarks(key, keyDeletions(key.length), 0, marks);
  if (sounds.length <= SHORT_WORD || key.length <= 2) addSoundMarks(sounds, marks);
  return Uint32Array.from(new Set(marks));
}

function addKeyMarks(key: string, deletions: number, from: number, marks: number[]): void {
  marks.push(hashText(key));
  if (deletions === 0 || key.length <= 2) return;
  for (let i = from; i < key.length; i++) {
    addKeyMarks(key.slice(0, i) + key.slice(i + 1), deletions - 1, i, marks);
  }
}

function addSoundMarks(sounds: Uint8Array, marks: number[]): void {
  marks.push(hashSounds(sounds, -1));
  if (sounds.length < 2) return;
  for (let skip = 0; skip < sounds.length; skip++) marks.push(hashSounds(sounds, skip));
}

/** FNV-1a, then one round of avalanche so that low bits may index a table. */
function hashText(text: string): number {
  let h = KEY_SALT;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return avalanche(h);
}

function hashSounds(sounds: Uint8Array, skip: number): number {
  let h = SOUND_SALT;
  for (let i = 0; i < sounds.length; i++) {
    if (i !== skip) h = Math.imul(h ^ sounds[i]!, 0x01000193);
  }
  return avalanche(h);
}

function avalanche(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** True when two words share a mark: the definition that the index's look-up reproduces. */
export function meet(a: Uint32Array, b: Uint32Array): boolean {
  for (const mark of a) if (b.includes(mark)) return true;
  return false;
}
