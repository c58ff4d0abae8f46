import { FIRST_WRITTEN, SOUND_COUNT, soundCode } from './sounds.ts';
import { usualSound } from './unvocalised.ts';

/**
 * The consonant key of a word: what remains when vowels, w, y and a final h go and consonants that romanisations
 * exchange fall together. Two words are compared at all only when their keys meet (see `neighbours.ts`).
 */
const CLASSES: readonly (readonly [sounds: string, letter: string])[] = [
  ['bp', 'P'],
  ['fv', 'F'],
  ['dD', 'D'],
  ['tT', 'T'],
  ['kqgGXhc', 'K'],
  ['sz', 'S'],
  ['SZCJj', 'J'],
  ['m', 'M'],
  ['n', 'N'],
  ['l', 'L'],
  ['r', 'R'],
  ['0', '0'],
  ['1', '1'],
  ['2', '2'],
  ['3', '3'],
  ['4', '4'],
  ['5', '5'],
  ['6', '6'],
  ['7', '7'],
  ['8', '8'],
  ['9', '9'],
];

const classOf = new Uint8Array(SOUND_COUNT);
for (const [sounds, letter] of CLASSES) {
  for (const sound of sounds) classOf[soundCode(sound)] = letter.charCodeAt(0);
}
const H = soundCode('h');

/** The key as a string of class letters; empty for a word of vowels alone. Keys are cut at 12 letters. */
export function consonantKey(sounds: Uint8Array): string {
  let key = '';
  let last = 0;
  const n = sounds.length;
  for (let i = 0; i < n && key.length < 12; i++) {
    let code = sounds[i]!;
    if (code >= FIRST_WRITTEN) code = usualSound(code);
    if (code === H && i === n - 1) continue;
    const letter = classOf[code]!;
    // Neighbours of one class are one: `Sadruddin, Sadrudin`; `Saqqar, Sakar`; `Tschetschen`.
    if (letter !== 0 && letter !== last) key += String.fromCharCode(letter);
    last = letter;
  }
  return key;
}

/**
 * The pattern of a word: its consonant classes with every run of vowels (w and y among them) as one `a`, at most 16
 * signs. `Mohammed, Muhammad` → `MaKaMaD`.
 */
export function collapsedSounds(sounds: Uint8Array): string {
  let pattern = '';
  let last = 0;
  const n = sounds.length;
  for (let i = 0; i < n && pattern.length < 16; i++) {
    let code = sounds[i]!;
    if (code >= FIRST_WRITTEN) code = usualSound(code);
    if (code === H && i === n - 1 && n > 1) continue;
    const letter = classOf[code] || VOWEL;
    if (letter !== last) pattern += String.fromCharCode(letter);
    last = letter;
  }
  return pattern;
}

const VOWEL = 'a'.charCodeAt(0);
