import { pinyin } from 'pinyin-pro';
import familyNames from './chinese-family-names.data.json' with { type: 'json' };
import { type RomaniseContext, type Romanised, readingsOf } from './romanised.ts';
import { wadeGiles } from './wade-giles.ts';

/** Family names of one or two ideographs, traditional and simplified → pinyin, then what Cantonese, Hokkien, Taiwanese, Korean and Vietnamese bearers write. */
const families: ReadonlyMap<string, readonly string[]> = new Map(
  familyNames.names.flatMap((line) => {
    const [forms = '', ...readings] = line.split(' ');
    return forms.split('|').map((form) => [form, readings] as const);
  }),
);

/**
 * Reads one word of ideographs as Mandarin: pinyin without tones, then the family name's other spellings, then
 * Wade-Giles. A lone ideograph that is a family name reads as one. Japanese readings are not guessed: with kana
 * in the name or `ja` as its language the Chinese reading is marked uncertain.
 */
export function romaniseHan(word: string, context: RomaniseContext = {}): Romanised {
  const japanese = context.kana === true || context.language === 'ja' || /[々〆ヶ]/.test(word);
  const letters = [...word];
  const variants = context.part === 'given' ? undefined : families.get(word);
  if (variants !== undefined && (letters.length === 1 || context.part === 'family')) {
    return marked({ readings: readingsOf(...variants), system: 'chinese-family-name' }, japanese);
  }
  const split = context.part === undefined ? splitChineseName(word) : undefined;
  const family = split === undefined ? [] : families.get(split[0])!;
  const given = syllablesOf(split === undefined ? word : split[1]);
  const spelled = (familyName: string, syllables: readonly string[]) => familyName + syllables.join('');
  return marked(
    {
      readings: readingsOf(
        spelled(family[0] ?? '', given),
        spelled(family[1] ?? '', given),
        spelled(family[0] === undefined ? '' : wadeGiles(family[0]), given.map(wadeGiles)),
      ),
      system: 'pinyin',
    },
    japanese,
  );
}

/**
 * Parts a Chinese full name written in one word: `习近平` → `['习', '近平']`, `歐陽修` → `['歐陽', '修']`. Undefined where
 * the word has not two to four ideographs or does not begin with a known family name.
 */
export function splitChineseName(word: string): readonly [family: string, given: string] | undefined {
  const letters = [...word];
  if (letters.length < 2 || letters.length > 4) return undefined;
  const size = letters.length > 2 && families.has(letters.slice(0, 2).join('')) ? 2 : 1;
  const family = letters.slice(0, size).join('');
  if (!families.has(family) || letters.length - size > 2) return undefined;
  return [family, letters.slice(size).join('')];
}

function syllablesOf(word: string): readonly string[] {
  // ü is written u in names (passports since 2012: yu); v is pinyin-pro's letter for it.
  return pinyin(word, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
    .map((syllable) =>
      syllable
        .toLowerCase()
        .replaceAll('v', 'u')
        .replace(/[^a-z0-9]/g, ''),
    )
    .filter((syllable) => syllable !== '');
}

function marked(romanised: Romanised, uncertain: boolean): Romanised {
  return uncertain ? { ...romanised, uncertain: true } : romanised;
}
