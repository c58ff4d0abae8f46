/**
 * A Latin word as the sounds its letters commonly stand for, one small integer a sound.
 *
 * List authorities romanise one name in many ways (`Khaled, Haled, Chaled`). Digraphs are read as one sound, so
 * that a different digraph is one cheap substitution instead of two typing errors, and doubled letters as one.
 * It is spelling knowledge, not phonetics: nothing is guessed about the language.
 */

/** Every sound, by the letter used for it in the tables beside this file. Upper case letters are digraphs. */
export const SOUNDS = 'abcdefghijklmnopqrstuvwxyzXGSZTDCJ0123456789';
//                     26 letters, then X=kh G=gh S=sh Z=zh T=th D=dh C=ch J=dj/dzh, digits

/** Size of a table over all codes: sounds of Latin letters first, then the letters of unvocalised scripts. */
export const SOUND_COUNT = 256;

/** Codes from here on are written letters of unvocalised scripts (`unvocalised.ts`), not Latin sounds. */
export const FIRST_WRITTEN = 64;

const codeOfChar = new Uint8Array(128);
for (let i = 0; i < SOUNDS.length; i++) codeOfChar[SOUNDS.charCodeAt(i)] = i + 1;

/** The code of a sound letter (see SOUNDS); 0 for a letter that is none. */
export function soundCode(letter: string): number {
  return codeOfChar[letter.charCodeAt(0)] ?? 0;
}

/** Longest first: a trigraph wins over the digraph inside it. `''` drops the letters. */
const GRAPHS: readonly (readonly [letters: string, sounds: string])[] = [
  ['dzh', 'J'],
  ['tch', 'C'],
  ['sch', 'S'],
  ['tsch', 'C'],
  ['dsch', 'J'],
  ['shch', 'S'],
  ['kh', 'X'],
  ['gh', 'G'],
  ['sh', 'S'],
  ['zh', 'Z'],
  ['th', 'T'],
  ['dh', 'D'],
  ['ch', 'C'],
  ['dj', 'J'],
  ['ph', 'f'],
  ['ck', 'k'],
  ['cq', 'k'],
  ['qu', 'k'],
  ['ou', 'u'],
  ['oo', 'u'],
  ['ee', 'i'],
  ['ie', 'i'],
  ['ij', 'i'],
  ['yy', 'y'],
  ['iy', 'i'],
  ['ii', 'i'],
  ['ks', 'x'],
  ['kz', 'x'],
];

const graphsByFirst: (readonly (readonly [string, Uint8Array])[])[] = new Array(128).fill([]);
for (const [letters, sounds] of [...GRAPHS].sort((a, b) => b[0].length - a[0].length)) {
  const first = letters.charCodeAt(0);
  graphsByFirst[first] = [...graphsByFirst[first]!, [letters, Uint8Array.from(sounds, soundCode)]];
}

/** Longest word, in sounds, that is told apart; what is longer is cut, alike on both sides. */
export const MAX_SOUNDS = 40;
const scratch = new Uint8Array(MAX_SOUNDS + 4);

/** The word letter by letter, nothing read as a digraph: what a typing error sees. */
export function lettersOf(word: string): Uint8Array {
  const codes = new Uint8Array(Math.min(word.length, MAX_SOUNDS));
  let n = 0;
  for (let i = 0; i < word.length && n < codes.length; i++) {
    const code = codeOfChar[word.charCodeAt(i)] ?? 0;
    if (code !== 0) codes[n++] = code;
  }
  return n === codes.length ? codes : codes.slice(0, n);
}

/** Takes a word of a–z and 0–9 (anything else is passed over), gives its sound codes. */
export function soundsOf(word: string): Uint8Array {
  let n = 0;
  let i = 0;
  const length = word.length;
  while (i < length && n < MAX_SOUNDS) {
    const c = word.charCodeAt(i);
    let taken = 0;
    for (const [letters, codes] of graphsByFirst[c] ?? []) {
      if (word.startsWith(letters, i)) {
        for (const code of codes) {
          if (scratch[n - 1] !== code || n === 0) scratch[n++] = code;
        }
        taken = letters.length;
        break;
      }
    }
    if (taken > 0) {
      i += taken;
      continue;
    }
    const code = c < 128 ? codeOfChar[c]! : 0;
    i++;
    // A doubled letter is one sound; a doubled digit is two digits.
    if (code === 0 || (n > 0 && scratch[n - 1] === code && code <= 34)) continue;
    scratch[n++] = code;
  }
  return scratch.slice(0, Math.min(n, MAX_SOUNDS));
}
