import type { Script } from '../script/script.ts';
import { type Romanised, readingsOf } from './romanised.ts';
import { devanagariOfSinhala } from './sinhala.ts';

/**
 * The Brahmi-derived blocks of Unicode share one layout (after ISCII), so one table by place in the block
 * serves them all; `-` marks a place without a sound. Spelled as names are in India's English press and by
 * list authorities, without marks: `शाह` → `shah`, `कुमार` → `kumar`.
 */
const consonantsFrom = 0x15;
const consonants =
  'k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h'.split(' ');
const independentVowels = 'a a i i u u ri l e e e ai o o o au'.split(' ');
const independentVowelsFrom = 0x05;
const signsFrom = 0x3e;
const signs = 'a i i u u ri ri e e e ai o o o au'.split(' ');
const virama = 0x4d;
const nukta = 0x3c;
const nasal = 0x02;
const chandrabindu = 0x01;
const visarga = 0x03;

interface Writing {
  /** First code point of the block. */
  readonly block: number;
  /** The unwritten a falls away at the end of a word, and inside it between open syllables. */
  readonly dropsA: boolean;
  /** Consonants that sound otherwise than the shared table, by place in the block. */
  readonly own?: Readonly<Record<number, string>>;
  /** Consonants with a nukta. */
  readonly dotted?: Readonly<Record<number, string>>;
}

const urduDots = { 21: 'q', 22: 'kh', 23: 'gh', 28: 'z', 33: 'r', 34: 'rh', 43: 'f', 47: 'y' };

const writings: Partial<Record<Script, Writing>> = {
  devanagari: { block: 0x900, dropsA: true, dotted: urduDots },
  bengali: {
    block: 0x980,
    dropsA: true,
    own: { 47: 'j', 112: 'r', 113: 'w', 78: 't' },
    dotted: { 33: 'r', 34: 'rh', 47: 'y' },
  },
  gurmukhi: {
    block: 0xa00,
    dropsA: true,
    own: { 53: 'v', 92: 'r' },
    dotted: { ...urduDots, 50: 'l', 56: 'sh' },
  },
  gujarati: { block: 0xa80, dropsA: true, dotted: urduDots },
  oriya: { block: 0xb00, dropsA: false, own: { 95: 'y', 113: 'w' }, dotted: { 33: 'r', 34: 'rh' } },
  tamil: { block: 0xb80, dropsA: false, own: { 26: 's', 31: 't', 36: 'th', 52: 'zh', 25: 'ng', 30: 'nj' } },
  // Read through its Devanagari likeness; the unwritten a is spoken (`Sirisena`).
  sinhala: { block: 0x900, dropsA: false, own: { 53: 'w' }, dotted: { 43: 'f' } },
  telugu: { block: 0xc00, dropsA: false },
  kannada: { block: 0xc80, dropsA: false },
  malayalam: { block: 0xd00, dropsA: false, own: { 52: 'zh', 25: 'ng', 30: 'nj', 36: 'th' } },
};

/** One written syllable: consonants, its vowel, and whether that vowel is the unwritten a. */
interface Syllable {
  consonant: string;
  vowel: string;
  inherent: boolean;
  nasal: boolean;
}

/** Reads one word of an Indian script; undefined for scripts that are not of this family. */
export function romaniseIndic(given: string, script: Script): Romanised | undefined {
  const word = script === 'sinhala' ? devanagariOfSinhala(given) : given;
  const writing = writings[script];
  if (writing === undefined) return undefined;
  const syllables = syllablesOf(word, writing);
  if (writing.dropsA) dropUnspokenA(syllables);
  const best = join(syllables);
  const english = best.replace(/chh/g, 'ch').replace(/v/g, script === 'bengali' ? 'bh' : 'w');
  const long = longVowels(word, writing, best);
  const soft = script === 'tamil' || script === 'malayalam' ? softened(best) : best;
  return { readings: readingsOf(soft, best, long, english), system: script };
}

function syllablesOf(word: string, writing: Writing): Syllable[] {
  const syllables: Syllable[] = [];
  let joined = false;
  for (let at = 0; at < word.length; at++) {
    const place = word.charCodeAt(at) - writing.block;
    const before = syllables.at(-1);
    const dotted = word.charCodeAt(at + 1) - writing.block === nukta ? writing.dotted?.[place] : undefined;
    const consonant = dotted ?? writing.own?.[place] ?? consonants[place - consonantsFrom];
    if (consonant !== undefined) {
      if (joined && before !== undefined) before.consonant = cluster(before.consonant, consonant);
      else syllables.push({ consonant, vowel: 'a', inherent: true, nasal: false });
      joined = false;
      // Bengali khanda ta carries no vowel.
      if (place === 0x4e) syllables.at(-1)!.vowel = '';
    } else if (place >= signsFrom && place < signsFrom + signs.length && before !== undefined) {
      before.vowel = signs[place - signsFrom]!;
      before.inherent = false;
    } else if (place === virama && before !== undefined) {
      joined = true;
      before.vowel = '';
      if (at + 1 < word.length) {
        before.vowel = 'a';
        before.inherent = true;
      }
    } else if ((place === nasal || place === chandrabindu || place === 0x70) && before !== undefined)
      before.nasal = true;
    else if (place === visarga && before !== undefined) before.vowel += 'h';
    else if (place >= independentVowelsFrom && place < independentVowelsFrom + independentVowels.length) {
      syllables.push({
        consonant: '',
        vowel: independentVowels[place - independentVowelsFrom]!,
        inherent: false,
        nasal: false,
      });
      joined = false;
    } else if (/[0-9]/.test(word[at]!))
      syllables.push({ consonant: word[at]!, vowel: '', inherent: false, nasal: false });
    else if (writing.block === 0xd00 && place >= 0x7a && place <= 0x7f) {
      syllables.push({
        consonant: ['n', 'n', 'r', 'l', 'l', 'k'][place - 0x7a]!,
        vowel: '',
        inherent: false,
        nasal: false,
      });
    }
  }
  return syllables;
}

/** `ज्ञ` is spoken gy; `क्ष` is ksh by the letters themselves. */
function cluster(first: string, second: string): string {
  return first === 'j' && second === 'n' ? 'gy' : first + second;
}

/**
 * The Hindi rule in the form that names follow: the unwritten a is silent at the end of a word unless a
 * cluster needs it (`कृष्ण` → krishna), and inside between a vowel and a consonant with a vowel of its own.
 */
function dropUnspokenA(syllables: readonly Syllable[]): void {
  const last = syllables.at(-1);
  if (last?.inherent && syllables.length > 1 && !isCluster(last.consonant)) last.vowel = '';
  for (let at = syllables.length - 2; at > 0; at--) {
    const { inherent, consonant, nasal: nasalised } = syllables[at]!;
    const next = syllables[at + 1]!;
    const before = syllables[at - 1]!;
    if (!inherent || nasalised || next.vowel === '' || before.vowel === '' || next.consonant === '') continue;
    if (isCluster(consonant) || isCluster(next.consonant) || before.nasal) continue;
    syllables[at]!.vowel = '';
  }
}

const single = /^(?:kh|gh|ch|chh|jh|th|dh|ph|bh|sh|rh|ng|.)?$/;

function isCluster(consonant: string): boolean {
  return !single.test(consonant);
}

function join(syllables: readonly Syllable[]): string {
  return syllables
    .map(({ consonant, vowel, nasal: nasalised }, at) => {
      const next = syllables[at + 1]?.consonant ?? '';
      return consonant + vowel + (nasalised ? (/^[pbm]/.test(next) ? 'm' : 'n') : '');
    })
    .join('')
    .replace(/nh$/, 'ngh');
}

/** Long i and u as ee and oo, and the ending -i of women's names as -ee. */
function longVowels(word: string, writing: Writing, best: string): string {
  const has = (place: number) => word.includes(String.fromCharCode(writing.block + place));
  let reading = best;
  if (has(0x40) || has(0x08)) reading = reading.replace(/i(?=[^aeiou]*$)/, 'ee');
  if (has(0x42) || has(0x0a)) reading = reading.replace('u', 'oo');
  return reading;
}

/** Tamil and Malayalam write one letter for k/g, t/d, p/b: voiced after a nasal and, but for k at the start, between vowels. */
function softened(reading: string): string {
  return reading
    .replace(/nk/g, 'ng')
    .replace(/nt(?!h)/g, 'nd')
    .replace(/mp/g, 'mb')
    .replace(/ns(?!h)/g, 'nj')
    .replace(/(?<=[aeiou])t(?=[aeiou])/g, 'd')
    .replace(/(?<=[aeiou])k(?=[aeiou])/g, 'g');
}
