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
/** Sign of a run of vowels, and of one of the vowels said at the back of the mouth where the two are told apart. */
const VOWEL = 'a'.charCodeAt(0);
const BACK_VOWEL = 'o'.charCodeAt(0);
const isBack = new Uint8Array(SOUND_COUNT);
for (const sound of 'ouw') isBack[soundCode(sound)] = 1;

/** Longest key and longest pattern: what is longer is cut. */
export const MAX_KEY = 12;
export const MAX_PATTERN = 16;

/** Writes the key, one class letter a sign, gives its length: 0 for a word of vowels alone. At most MAX_KEY signs. */
export function writeKey(sounds: Uint8Array, into: Uint8Array): number {
  let length = 0;
  let last = 0;
  const n = sounds.length;
  for (let i = 0; i < n && length < MAX_KEY; i++) {
    let code = sounds[i]!;
    if (code >= FIRST_WRITTEN) code = usualSound(code);
    if (code === H && i === n - 1) continue;
    const letter = classOf[code]!;
    // Neighbours of one class are one: `Sadruddin, Sadrudin`; `Saqqar, Sakar`; `Tschetschen`.
    if (letter !== 0 && letter !== last) into[length++] = letter;
    last = letter;
  }
  return length;
}

/**
 * Writes the pattern of a word, gives its length, at most MAX_PATTERN: its consonant classes with every run of vowels
 * (w and y among them) as one `a`. `Mohammed, Muhammad` → `MaKaMaD`.
 */
export function writePattern(sounds: Uint8Array, into: Uint8Array, tellVowels = false): number {
  let length = 0;
  let last = 0;
  const n = sounds.length;
  for (let i = 0; i < n && length < MAX_PATTERN; i++) {
    let code = sounds[i]!;
    if (code >= FIRST_WRITTEN) code = usualSound(code);
    if (code === H && i === n - 1 && n > 1) continue;
    const letter = classOf[code] || (tellVowels && isBack[code] === 1 ? BACK_VOWEL : VOWEL);
    if (letter !== last) into[length++] = letter;
    last = letter;
  }
  return length;
}

const order = new Uint8Array(MAX_KEY);

/** A text by which words that sound alike stand together: the key, then what was read of them. */
export function soundOrder(term: {
  readonly readings: readonly Uint8Array[];
  readonly latin: string;
}): string {
  const length = term.readings.length === 0 ? 0 : writeKey(term.readings[0]!, order);
  return `${String.fromCharCode(...order.subarray(0, length))} ${term.latin}`;
}
