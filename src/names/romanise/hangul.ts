import familyNames from './korean-family-names.data.json' with { type: 'json' };
import { type RomaniseContext, type Romanised, readingsOf } from './romanised.ts';

/**
 * Hangul as lists write Korean names. Syllables are taken apart by arithmetic (Unicode 3.12) and spelled in
 * four ways: the North's own simplification of McCune-Reischauer (UN and OFAC: `Jong Un`, `Chun Il`), Revised
 * Romanisation (`Jeong-eun`), plain McCune-Reischauer (`Chong-un`), and what South Koreans write themselves
 * (`Jung-eun`, `Hyun`, `Young`).
 */
interface System {
  readonly initials: readonly string[];
  readonly vowels: readonly string[];
  readonly finals: readonly string[];
}

const finals = ' k k k n n n t l k m p l l p l m p p t t ng t t k t p t'.split(' ');
const north: System = {
  initials: 'k kk n t tt r m p pp s ss . j jj ch k t p h'.split(' '),
  vowels: 'a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i'.split(' '),
  finals,
};
/** The North also marks the aspirated stops: `Kyong Thaek`, `Phyong`. */
const northAspirated: System = {
  ...north,
  initials: 'k kk n t tt r m p pp s ss . j jj ch kh th ph h'.split(' '),
};
const revised: System = {
  initials: 'g kk n d tt r m b pp s ss . j jj ch k t p h'.split(' '),
  vowels: 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' '),
  finals,
};
const mccune: System = {
  initials: 'k kk n t tt r m p pp s ss . ch tch ch k t p h'.split(' '),
  vowels: north.vowels,
  finals,
};
const southern: System = {
  initials: 'k kk n d tt r m b pp s ss . j jj ch k t p h'.split(' '),
  vowels: 'a ae ya yae u e yu ye o wa wae oi yo u wo we wi yu eu ee i'.split(' '),
  finals,
};

/** Foreign names spelled in Hangul: the filling vowel ㅡ is dropped, ㅅ closes as t in Korean but stands for s. */
const foreign: System = {
  initials: 'g k n d t r m b p s s . j j ch k t p h'.split(' '),
  vowels: 'a ae ya ye eo e yeo ye o wa wae oe yo u wo we wi yu . ui i'.split(' '),
  finals: ' k k k n n n d l k m p l l p l m p p s t ng t t k t p t'.split(' '),
};

const syllablesFrom = 0xac00;
const syllablesTo = 0xd7a3;
/** Plain stops by number of the initial (ㄱ ㄷ ㅂ ㅈ), which McCune-Reischauer writes voiced between voiced sounds. */
const voiced: Readonly<Record<number, string>> = { 0: 'g', 3: 'd', 7: 'b', 12: 'j' };
const surnames: Readonly<Record<string, readonly string[]>> = familyNames;

/** Longer than any Korean given name with its family name: then it is a foreign name or a phrase. */
const longestKorean = 3;
/** Syllables no Korean name has: they spell a lone consonant of a foreign one. */
const fillingSyllables = /[그느드르므브스즈츠크트프]/;

/** Reads one Hangul word. Family names (by context, or a lone syllable that is one) read as lists print them. */
export function romaniseHangul(word: string, context: RomaniseContext = {}): Romanised {
  const family = surnames[word];
  if (family !== undefined && context.part !== 'given' && (word.length === 1 || context.part === 'family')) {
    return { readings: readingsOf(...family), system: 'korean-family-name' };
  }
  if (context.part === undefined && word.length > 2) {
    const split = splitKoreanName(word);
    if (split !== undefined && !fillingSyllables.test(word)) return wholeName(split[0], split[1]);
  }
  const best = spell(word, north);
  const aspirated = spell(word, northAspirated);
  const last = aspirated === best ? spell(word, mccune) : aspirated;
  const own = [best, spell(word, revised), spell(word, southern), last];
  if (word.length > longestKorean || fillingSyllables.test(word))
    return { readings: readingsOf(spell(word, foreign), ...own), system: 'hangul-foreign' };
  return { readings: readingsOf(...own), system: 'hangul' };
}

/** A full name in one word: its family name's own spellings before the given name. */
function wholeName(family: string, given: string): Romanised {
  const [first = '', second = first] = surnames[family]!;
  const northern = spell(given, north);
  return {
    readings: readingsOf(
      first + northern,
      second + northern,
      first + spell(given, southern),
      second + spell(given, revised),
    ),
    system: 'korean-full-name',
  };
}

/**
 * Parts a Korean full name written in one word: `김정은` → `['김', '정은']`. Undefined where the word has not two
 * to four syllables or does not begin with a family name.
 */
export function splitKoreanName(word: string): readonly [family: string, given: string] | undefined {
  if (word.length < 2 || word.length > 4) return undefined;
  const size = word.length > 2 && surnames[word.slice(0, 2)] !== undefined ? 2 : 1;
  const given = word.slice(size);
  if (surnames[word.slice(0, size)] === undefined || given.length > 2) return undefined;
  return [word.slice(0, size), given];
}

function spell(word: string, system: System): string {
  let reading = '';
  let open = false;
  let liquid = false;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit < syllablesFrom || unit > syllablesTo) {
      if (unit >= 0x30 && unit <= 0x39) reading += word[at];
      continue;
    }
    const number = unit - syllablesFrom;
    const place = Math.floor(number / 588);
    let initial = system.initials[place]!;
    let vowel = system.vowels[Math.floor((number % 588) / 28)]!;
    const final = system.finals[number % 28]!;
    if (initial === '.') initial = '';
    if (vowel === '.') vowel = initial === '' ? 'eu' : '';
    if (system === mccune && open) initial = voiced[place] ?? initial;
    if (initial === 'r' && liquid) initial = 'l';
    if (system === southern && initial === '') {
      if (vowel === 'u' && number % 28 === 0 && Math.floor((number % 588) / 28) === 13) vowel = 'woo';
      if (vowel === 'yu' && final === 'ng') vowel = 'you';
    }
    if (system === foreign && initial === 'l') reading = reading.slice(0, -1);
    reading += initial + vowel + final;
    open = final === '' || final === 'n' || final === 'm' || final === 'ng' || final === 'l';
    liquid = final === 'l';
  }
  return reading;
}
