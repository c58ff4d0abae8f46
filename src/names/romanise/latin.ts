import { letterTable, type Romanised, readingsOf } from './romanised.ts';

/**
 * Letters that are more than a base letter with a mark, as list authorities and ICAO Doc 9303 part 3 §6
 * reduce them. Letters not here lose their marks by canonical decomposition.
 */
const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  ǽ: 'ae',
  ǣ: 'ae',
  œ: 'oe',
  ø: 'o',
  ǿ: 'o',
  þ: 'th',
  ð: 'd',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'ng',
  ħ: 'h',
  ŧ: 't',
  ŀ: 'l',
  ŉ: 'n',
  ſ: 's',
  ə: 'a',
  ǝ: 'e',
  ɛ: 'e',
  ɔ: 'o',
  ɓ: 'b',
  ƀ: 'b',
  ƃ: 'b',
  ɗ: 'd',
  ɖ: 'd',
  ƌ: 'd',
  ƒ: 'f',
  ɠ: 'g',
  ǥ: 'g',
  ɣ: 'gh',
  ƣ: 'gh',
  ɨ: 'i',
  ɩ: 'i',
  ƙ: 'k',
  ƚ: 'l',
  ɬ: 'l',
  ƞ: 'n',
  ɲ: 'ny',
  ɵ: 'o',
  ƥ: 'p',
  ʀ: 'r',
  ɾ: 'r',
  ʃ: 'sh',
  ƭ: 't',
  ʈ: 't',
  ƫ: 't',
  ʉ: 'u',
  ʊ: 'u',
  ʋ: 'v',
  ⱱ: 'v',
  ƴ: 'y',
  ƶ: 'z',
  ȥ: 'z',
  ʒ: 'zh',
  ɑ: 'a',
  ɡ: 'g',
  ĳ: 'ij',
  ǆ: 'dz',
  ǉ: 'lj',
  ǌ: 'nj',
  ǳ: 'dz',
  ʌ: 'a',
  ɐ: 'a',
  ⱥ: 'a',
  ɇ: 'e',
  ɉ: 'j',
  ɏ: 'y',
  ȼ: 'c',
  ƈ: 'c',
  ꞓ: 'c',
  ʔ: '',
  ꞌ: '',
  ƨ: 's',
  ƹ: 'zh',
  ƛ: 'l',
  ȸ: 'db',
  ȹ: 'qp',
  ɫ: 'l',
  ɹ: 'r',
  ʁ: 'r',
  ʂ: 's',
  ʐ: 'z',
  ʑ: 'z',
  ɕ: 's',
  ɦ: 'h',
  ɪ: 'i',
  ʏ: 'y',
  ɟ: 'j',
};

/** German and Nordic habit: the mark is spelled as an e (å as a second a). Not for Turkic and Hungarian words. */
const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', ǿ: 'oe' };

/** The sound spelled the English way, as other authorities write the same person. */
const bySound: Readonly<Record<string, string>> = {
  č: 'ch',
  ć: 'ch',
  ç: 'ch',
  ċ: 'ch',
  š: 'sh',
  ś: 'sh',
  ş: 'sh',
  ș: 'sh',
  ž: 'zh',
  ż: 'zh',
  ź: 'zh',
  đ: 'dj',
  ð: 'dh',
  ţ: 'ts',
  ț: 'ts',
  ğ: 'gh',
  ñ: 'ny',
  ə: 'e',
  ł: 'w',
  ŋ: 'n',
  ɲ: 'n',
  ǧ: 'gh',
  ū: 'ou',
};

/** Letters of alphabets in which ö and ü are letters of their own, never spelled oe and ue. */
const plainUmlaut = /[şğıəőűİ]/;

const first = 0xc0;
const last = 0x2af;
const additionalFirst = 0x1e00;
const additionalLast = 0x1eff;

const primary = reduced(first, last);
const additional = reduced(additionalFirst, additionalLast);
const diaeresis = letterTable(first, last, spelledOut);
const english = letterTable(first, last, bySound);

/**
 * Reads one word in Latin script, any case: marks stripped, special letters spelled out, apostrophes and
 * hyphens dropped. A plain lower-case word comes back as it is.
 */
export function romaniseLatin(word: string): Romanised {
  let plain = true;
  for (let at = 0; at < word.length && plain; at++) {
    const unit = word.charCodeAt(at);
    plain = (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  }
  if (plain) return { readings: word === '' ? [] : [word], system: 'latin' };
  return romaniseMarked(word);
}

function romaniseMarked(word: string): Romanised {
  // U+0130 lower-cases to i and a combining dot, which is dropped as a mark.
  const lower = word.toLowerCase();
  let best = '';
  let second = '';
  let third = '';
  let special = false;
  for (let at = 0; at < lower.length; at++) {
    const unit = lower.charCodeAt(at);
    if (unit < 0x80) {
      if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)) {
        const letter = lower[at]!;
        best += letter;
        second += letter;
        third += letter;
      }
      continue;
    }
    const reading = readingOf(unit);
    best += reading;
    const withE = diaeresis[unit - first];
    const sound = english[unit - first];
    if (withE !== undefined || sound !== undefined) special = true;
    second += withE ?? reading;
    third += sound ?? reading;
  }
  if (!special) return { readings: best === '' ? [] : [best], system: 'latin' };
  return { readings: readingsOf(best, plainUmlaut.test(lower) ? '' : second, third), system: 'latin' };
}

function readingOf(unit: number): string {
  if (unit >= first && unit <= last) return primary[unit - first]!;
  if (unit >= additionalFirst && unit <= additionalLast) return additional[unit - additionalFirst]!;
  return special[String.fromCharCode(unit)] ?? '';
}

/** The base letters of every code unit of a range; empty for what has none. */
function reduced(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const letter = String.fromCharCode(from + at).toLowerCase();
    const whole = special[letter];
    if (whole !== undefined) return whole;
    const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
    return [...base].map((part) => special[part] ?? (/^[a-z]$/.test(part) ? part : '')).join('');
  });
}
