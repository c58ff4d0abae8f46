import arabicCosts from '../romanise/arabic-costs.data.json' with { type: 'json' };
import hebrewCosts from '../romanise/hebrew-costs.data.json' with { type: 'json' };
import { arabicSpellings, hebrewSpellings } from '../romanise/spellings.ts';
import { compareUnvocalised, unwritten } from '../romanise/unvocalised.ts';
import { setOmission, setSubstitution, TOO_FAR, TYPING_ERROR } from './cost.ts';
import { FIRST_WRITTEN, SOUNDS, soundCode, soundsOf } from './sounds.ts';

/**
 * Letters of scripts that leave short vowels out, as codes beside the sounds of Latin words. Two written words are
 * compared by the weighted edit distance of `cost.ts`, a written and a Latin one by the learnt spellings
 * (`romanise/unvocalised.ts`).
 */
const FIRST_ARABIC = FIRST_WRITTEN;
const FIRST_HEBREW = 128;

const arabicCode = new Uint8Array(128);
const hebrewCode = new Uint8Array(128);

/** What a letter costs that writers also leave out, such as alif; other letters cost a typing error. */
const LEFT_OUT = 60;

function fill(spellings: Readonly<Record<string, string>>, first: number, codes: Uint8Array): void {
  let code = first;
  for (const [letter, cell] of Object.entries(spellings)) {
    codes[letter.charCodeAt(0)] = code;
    setOmission(code, cell.split(' ').includes('-') ? LEFT_OUT : TYPING_ERROR);
    setSubstitution(code, code, 0);
    code++;
  }
}
fill(arabicSpellings, FIRST_ARABIC, arabicCode);
fill(hebrewSpellings, FIRST_HEBREW, hebrewCode);

/** Letters that writers of the same name exchange. */
for (const [pair, cost] of [
  ["A'", 10],
  ['AI', 25],
  ['AW', 25],
  ['yI', 15],
  ['wW', 15],
  ['ah', 10],
  ['eh', 5],
  ['ae', 10],
  ['Ay', 30],
  ['sS', 45],
  ['tT', 45],
  ['dD', 45],
  ['zZ', 45],
  ['hH', 45],
  ['qk', 50],
  ['gk', 25],
  // One sound to Persians, Kurds, Turks and many Arabs: `ذكريا, زكريا`.
  ['zQ', 15],
  ['ZQ', 25],
  ['DZ', 25],
  ['sO', 25],
  ['tO', 35],
  ['dQ', 35],
  ['jC', 45],
  ['bp', 30],
  ['fV', 25],
] as const) {
  setSubstitution(arabicCode[pair.charCodeAt(0)]!, arabicCode[pair.charCodeAt(1)]!, cost);
}

/** Takes an unvocalised form (see `romanise/arabic.ts`, `romanise/hebrew.ts`), gives its codes. */
export function unvocalisedCodes(form: string, script: 'arabic' | 'hebrew'): Uint8Array {
  const table = script === 'arabic' ? arabicCode : hebrewCode;
  const codes: number[] = [];
  for (let i = 0; i < form.length && codes.length < 40; i++) {
    const code = table[form.charCodeAt(i)] ?? 0;
    if (code !== 0) codes.push(code);
    else if (soundCode(form[i]!) !== 0 && form[i]! >= '0' && form[i]! <= '9') codes.push(soundCode(form[i]!));
  }
  return Uint8Array.from(codes);
}

/** The Latin sound that a written letter most often is, for its consonant key; 0 for a vowel letter. */
export function usualSound(code: number): number {
  return usual[code]!;
}

const usual = new Uint8Array(256);
for (const [spellings, codes] of [
  [arabicSpellings, arabicCode],
  [hebrewSpellings, hebrewCode],
] as const) {
  for (const [letter, cell] of Object.entries(spellings)) {
    const first = cell.split(' ').find((s) => s !== '-')!;
    usual[codes[letter.charCodeAt(0)]!] = soundsOf(first)[0]!;
  }
}

/** What many who write Arabic letters hear in a letter whose sound their language lacks: dhal as zay, tha as sin. */
export function heardAs(code: number): number {
  if (code === arabicCode['Q'.charCodeAt(0)]) return arabicCode['z'.charCodeAt(0)]!;
  return code === arabicCode['O'.charCodeAt(0)] ? arabicCode['s'.charCodeAt(0)]! : code;
}

const letterOfCode: string[] = new Array(256).fill('');
for (const codes of [arabicCode, hebrewCode])
  codes.forEach((code, letter) => {
    if (code !== 0) letterOfCode[code] = String.fromCharCode(letter);
  });
const GRAPH: Readonly<Record<string, string>> = {
  X: 'kh',
  G: 'gh',
  S: 'sh',
  Z: 'zh',
  T: 'th',
  D: 'dh',
  C: 'ch',
  J: 'j',
};
for (const sound of SOUNDS) letterOfCode[soundCode(sound)] = GRAPH[sound] ?? sound;

// For a quick refusal: which Latin letters a written letter may be spelled with, and what leaving it out costs.
const spelledWith = new Uint32Array(256);
const leavingOut = new Uint8Array(256).fill(100);
/** Latin letters of a sound code, as bits; and of these the consonants that something written has to stand for. */
const lettersOfSound = new Uint32Array(FIRST_WRITTEN);
const CONSONANTS = [...'bcdfgjklmnpqrstvxz'].reduce((mask, letter) => mask | letterBit(letter), 0);
for (const [costs, codes] of [
  [arabicCosts.costs, arabicCode],
  [hebrewCosts.costs, hebrewCode],
] as const) {
  for (const [key, spellings] of Object.entries(
    costs as Readonly<Record<string, Readonly<Record<string, number>>>>,
  )) {
    // `^A`: the letter at the start of a word; the bound takes the more lenient of the two.
    const code = codes[key.charCodeAt(key.length - 1)]!;
    for (const [spelling, cost] of Object.entries(spellings)) {
      if (spelling === '-') leavingOut[code] = Math.min(leavingOut[code]!, cost);
      else for (const letter of spelling) spelledWith[code]! |= letterBit(letter);
    }
    if (key.startsWith('^')) leavingOut[code] = Math.min(leavingOut[code]!, unwritten.silentStart);
  }
}
for (const sound of SOUNDS) {
  for (const letter of GRAPH[sound] ?? sound)
    if (letter >= 'a') lettersOfSound[soundCode(sound)]! |= letterBit(letter);
}

function letterBit(letter: string): number {
  return 1 << (letter.charCodeAt(0) - 97);
}

/** Least that a written word and a Latin one can cost, in hundredths of a consonant. */
function leastWritten(
  a: Uint8Array,
  aStart: number,
  aLength: number,
  b: Uint8Array,
  bStart: number,
  bLength: number,
): number {
  let present = 0;
  for (let j = bStart; j < bStart + bLength; j++) present |= lettersOfSound[b[j]!] ?? 0;
  let bound = 0;
  let accounted = 0;
  for (let i = aStart; i < aStart + aLength; i++) {
    const code = a[i]!;
    accounted |= spelledWith[code]!;
    if ((spelledWith[code]! & present) === 0) bound += leavingOut[code]!;
  }
  for (let rest = present & ~accounted & CONSONANTS; rest !== 0; rest &= rest - 1) bound += 100;
  return bound;
}

/** What codes stand for, as `compareUnvocalised` takes it: the form of an unvocalised word, or Latin letters. */
export function lettersOfCodes(codes: Uint8Array): string {
  let letters = '';
  for (const code of codes) letters += letterOfCode[code];
  return letters;
}

/** Least that leaving out a written letter costs. */
export const LEAST_LEFT_OUT = LEFT_OUT;

/** The first code of the script that a written word's codes are all of; -1 where it has other signs. */
export function firstOfScript(codes: Uint8Array): number {
  const first = scriptOfCodes(codes) === 'hebrew' ? FIRST_HEBREW : FIRST_ARABIC;
  return codes.every((code) => code >= first && code < first + SCRIPT_CODES) ? first : -1;
}
const SCRIPT_CODES = 48;

/** The script that a written word's codes are of. */
export function scriptOfCodes(codes: Uint8Array): 'arabic' | 'hebrew' {
  return codes[0]! >= FIRST_HEBREW ? 'hebrew' : 'arabic';
}

/** How ill the written letters `a` and the Latin sounds `b` agree, in hundredths of a consonant, or TOO_FAR. */
export function writtenCost(
  a: Uint8Array,
  aStart: number,
  aLength: number,
  b: Uint8Array,
  bStart: number,
  bLength: number,
  limit: number,
): number {
  if (leastWritten(a, aStart, aLength, b, bStart, bLength) > limit) return TOO_FAR;
  let form = '';
  for (let i = 0; i < aLength; i++) form += letterOfCode[a[aStart + i]!];
  let latin = '';
  for (let i = 0; i < bLength; i++) latin += letterOfCode[b[bStart + i]!];
  const cost = compareUnvocalised(form, latin, a[aStart]! >= FIRST_HEBREW ? 'hebrew' : 'arabic', limit / 100);
  return cost === Number.POSITIVE_INFINITY ? TOO_FAR : Math.round(cost * 100);
}
