import { type Romanised, readingsOf } from './romanised.ts';

/** Hepburn by katakana; hiragana is read through the same table (96 code points lower). */
const syllables: Readonly<Record<string, string>> = {
  ア: 'a',
  イ: 'i',
  ウ: 'u',
  エ: 'e',
  オ: 'o',
  カ: 'ka',
  キ: 'ki',
  ク: 'ku',
  ケ: 'ke',
  コ: 'ko',
  サ: 'sa',
  シ: 'shi',
  ス: 'su',
  セ: 'se',
  ソ: 'so',
  タ: 'ta',
  チ: 'chi',
  ツ: 'tsu',
  テ: 'te',
  ト: 'to',
  ナ: 'na',
  ニ: 'ni',
  ヌ: 'nu',
  ネ: 'ne',
  ノ: 'no',
  ハ: 'ha',
  ヒ: 'hi',
  フ: 'fu',
  ヘ: 'he',
  ホ: 'ho',
  マ: 'ma',
  ミ: 'mi',
  ム: 'mu',
  メ: 'me',
  モ: 'mo',
  ヤ: 'ya',
  ユ: 'yu',
  ヨ: 'yo',
  ラ: 'ra',
  リ: 'ri',
  ル: 'ru',
  レ: 're',
  ロ: 'ro',
  ワ: 'wa',
  ヰ: 'i',
  ヱ: 'e',
  ヲ: 'o',
  ン: 'n',
  ガ: 'ga',
  ギ: 'gi',
  グ: 'gu',
  ゲ: 'ge',
  ゴ: 'go',
  ザ: 'za',
  ジ: 'ji',
  ズ: 'zu',
  ゼ: 'ze',
  ゾ: 'zo',
  ダ: 'da',
  ヂ: 'ji',
  ヅ: 'zu',
  デ: 'de',
  ド: 'do',
  バ: 'ba',
  ビ: 'bi',
  ブ: 'bu',
  ベ: 'be',
  ボ: 'bo',
  パ: 'pa',
  ピ: 'pi',
  プ: 'pu',
  ペ: 'pe',
  ポ: 'po',
  ヴ: 'vu',
  ヷ: 'va',
  ヸ: 'vi',
  ヹ: 've',
  ヺ: 'vo',
};
/** Small vowels and y-kana after a syllable that ends in the vowel they replace. */
const small: Readonly<Record<string, string>> = {
  ァ: 'a',
  ィ: 'i',
  ゥ: 'u',
  ェ: 'e',
  ォ: 'o',
  ャ: 'ya',
  ュ: 'yu',
  ョ: 'yo',
  ヮ: 'wa',
};

/** One syllable: its consonant and its vowel, so that a foreign reading can drop a vowel that only fills. */
interface Syllable {
  consonant: string;
  vowel: string;
  /** Long, or opened by a small vowel: then it is really spoken. */
  long?: true;
}

/**
 * Reads one word in hiragana or katakana: Hepburn with long vowels written once, as passports do; for katakana,
 * which mostly spells foreign names, also without the vowels that only part consonants (`スミス` → `sumisu`,
 * `smis`), with r or l.
 */
export function romaniseKana(word: string): Romanised {
  const parts = syllablesOf(word);
  const japanese = parts.map(({ consonant, vowel }) => consonant + vowel).join('');
  const passport = japanese
    .replace(/ou(?=[^aeiou]|$)/g, 'o')
    .replace(/oo/g, 'o')
    .replace(/uu/g, 'u');
  if (!/[\u30a1-\u30fa]/.test(word)) {
    return { readings: readingsOf(passport, japanese), system: 'hepburn' };
  }
  const clipped = foreignReading(parts);
  return {
    readings: readingsOf(clipped, passport, clipped.replaceAll('r', 'l'), clipped.replace(/^r/, 'l')),
    system: 'hepburn-foreign',
  };
}

function syllablesOf(word: string): readonly Syllable[] {
  const parts: Syllable[] = [];
  let doubled = false;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    const kana = unit >= 0x3041 && unit <= 0x3096 ? String.fromCharCode(unit + 0x60) : word[at]!;
    const before = parts.at(-1);
    const glide = small[kana];
    if (kana === 'ッ') doubled = true;
    else if (kana === 'ー') {
      if (before !== undefined) before.long = true;
    } else if ((kana === 'ヽ' || kana === 'ヾ') && before !== undefined) parts.push({ ...before });
    else if (glide !== undefined && before !== undefined) combine(before, glide);
    else {
      const spelled = syllables[kana] ?? small[kana] ?? (unit >= 0x30 && unit <= 0x39 ? kana : '');
      if (spelled === '') continue;
      const vowel = /[aeiou]$/.test(spelled) ? spelled.slice(-1) : '';
      const consonant = spelled.slice(0, spelled.length - vowel.length);
      // Hepburn doubles the consonant, and writes tch for a doubled ch.
      const first = doubled ? (consonant.startsWith('ch') ? 't' : consonant.slice(0, 1)) : '';
      parts.push({ consonant: first + consonant, vowel });
      doubled = false;
    }
  }
  return parts;
}

/** `キ`+`ャ` → kya, `シ`+`ャ` → sha, `フ`+`ァ` → fa, `ウ`+`ィ` → wi, `ティ` → ti, `デュ` → dyu. */
function combine(syllable: Syllable, glide: string): void {
  const plainVowel = glide.slice(-1);
  if (glide.length === 2 && !/(sh|ch|j)$/.test(syllable.consonant)) {
    syllable.consonant += glide[0];
  } else if (syllable.consonant === '' && syllable.vowel === 'u') syllable.consonant = 'w';
  else if (syllable.consonant === '' && syllable.vowel === 'i') syllable.consonant = 'y';
  else if ((syllable.consonant === 'k' || syllable.consonant === 'g') && syllable.vowel === 'u')
    syllable.consonant += 'w';
  syllable.vowel = plainVowel;
}

/** Drops u (and o after t and d) between consonants and at the end, which Japanese adds to foreign names. */
function foreignReading(parts: readonly Syllable[]): string {
  let reading = '';
  for (const [at, { consonant, vowel, long }] of parts.entries()) {
    const next = parts[at + 1];
    const nextIsVowel = next !== undefined && next.consonant === '';
    const fills =
      consonant !== '' &&
      parts.length > 1 &&
      !long &&
      !nextIsVowel &&
      ((vowel === 'u' && !/y$/.test(consonant)) ||
        (vowel === 'o' && /^[td]+$/.test(consonant)) ||
        (vowel === 'i' && next === undefined && /ch$/.test(consonant)));
    reading += consonant + (fills ? '' : vowel);
  }
  return reading.replace(/tch/g, 'ch');
}
