import attested from './arabic-attested.data.json' with { type: 'json' };
import { attestedNames, attestedReadings } from './attested.ts';
import commonNames from './common-names.data.json' with { type: 'json' };
import { type Romanised, readingsOf } from './romanised.ts';
import { vocalisedReading } from './vocalised.ts';

/**
 * The written letters of Arabic-script languages, one ASCII character for each class of letters that lists
 * do not keep apart. Capitals are the heavy and throaty relatives of the small letter.
 *
 * | char | letters | | char | letters |
 * | --- | --- | --- | --- | --- |
 * | `A` | ا أ إ آ ٱ | | `D` | ض |
 * | `'` | ء | | `T` | ط |
 * | `W` `I` | ؤ, ئ | | `Z` | ظ |
 * | `b` `p` `t` | ب, پ, ت ټ ٹ | | `E` | ع |
 * | `a` | ة (ta marbuta) | | `G` | غ |
 * | `O` | ث (th) | | `f` `V` | ف, ڤ ۋ (v) |
 * | `j` `C` | ج, چ (ch) | | `q` | ق |
 * | `H` `x` | ح, خ (kh) | | `k` `g` | ک, گ |
 * | `d` `Q` | د ډ ڈ, ذ (dh) | | `l` `m` `n` `N` | ل ڵ, م, ن ں ڼ, ڭ (ng) |
 * | `r` `z` `J` | ر ړ ڑ ڕ, ز ځ, ژ (zh) | | `h` `e` | ه ھ ہ, ە (written e) |
 * | `s` `c` `S` `K` | س څ, ش (sh), ص, ښ | | `w` `y` | و ۇ ۆ ۈ, ي ی ى ے ې ێ |
 */
const classes: Readonly<Record<string, string>> = {
  A: 'اأإآٱٲٳٵ',
  "'": 'ءٔٴ',
  W: 'ؤٶ',
  I: 'ئ',
  b: 'بٻڀ',
  p: 'پ',
  t: 'تټٹٺٽٿ',
  a: 'ةۃ',
  O: 'ث',
  j: 'جڄڃ',
  C: 'چڇ',
  H: 'ح',
  x: 'خ',
  d: 'دډڈڊڌڍ',
  Q: 'ذ',
  r: 'رړڑڕږ',
  z: 'زځ',
  J: 'ژ',
  s: 'سڅ',
  c: 'ش',
  S: 'ص',
  D: 'ض',
  T: 'ط',
  Z: 'ظ',
  E: 'ع',
  G: 'غڠ',
  f: 'ف',
  V: 'ڤۋڨ',
  q: 'ق',
  k: 'كکڪ',
  g: 'گګڳڱ',
  l: 'لڵ',
  m: 'م',
  n: 'نںڼڻ',
  N: 'ڭ',
  h: 'هھہۂۀ',
  e: 'ە',
  w: 'وۇۆۈۅۉ',
  y: 'يیىےېێۍۓ',
  K: 'ښ',
};

const first = 0x621;
const last = 0x6d5;
const letterOf = new Uint8Array(last - first + 1);
for (const [letter, forms] of Object.entries(classes)) {
  for (const form of forms) {
    const at = form.charCodeAt(0) - first;
    if (at >= 0 && at < letterOf.length) letterOf[at] = letter.charCodeAt(0);
  }
}

/**
 * The written form of an Arabic-script word by the table above. Vowel marks, shadda and tatweel are dropped,
 * characters of other scripts too; ASCII digits stay.
 */
export function unvocalisedArabic(word: string): string {
  let form = '';
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit >= first && unit <= last) {
      const letter = letterOf[unit - first]!;
      if (letter !== 0) form += String.fromCharCode(letter);
    } else if (unit >= 0x30 && unit <= 0x39) form += word[at];
  }
  return form;
}

const names = attestedNames(attested.names, commonNames.arabic, unvocalisedArabic);

/**
 * Reads one Arabic-script word (Arabic, Persian, Dari, Pashto, Urdu, Kurdish, Uyghur). Vowels are never guessed:
 * `readings` are what the vowel marks say where a word is written with them, and spellings attested for exactly
 * these letters (learnt by `scripts/learn-arabic-names.ts`). There may be none; then compare `unvocalised` with
 * a Latin word by `compareUnvocalised`.
 */
export function romaniseArabic(word: string): Romanised {
  const unvocalised = unvocalisedArabic(word);
  const attestedOnes = attestedReadings(names, unvocalised);
  const vocalised = vocalisedReading(word, unvocalisedArabic);
  if (vocalised !== undefined) {
    return { readings: readingsOf(vocalised, ...attestedOnes), system: 'vocalised', unvocalised };
  }
  return {
    readings: attestedOnes,
    system: attestedOnes.length === 0 ? 'unvocalised' : 'attested',
    unvocalised,
  };
}

/**
 * Parts the article off an Arabic word: `الزواهري` → `زواهري`. Undefined where the word does not begin with it,
 * or where fewer than two letters would be left, or in `الله`, which is no article with a word.
 */
export function splitArabicArticle(word: string): string | undefined {
  if (!/^[اٱأ]ل/.test(word)) return undefined;
  const rest = word.slice(2);
  const form = unvocalisedArabic(rest);
  return form.length < 2 || form === 'lh' ? undefined : rest;
}
