import { letterTable, type RomaniseContext, type Romanised, readingsOf } from './romanised.ts';

/**
 * Cyrillic as passports and list authorities write it: for Russian BGN/PCGN 1947 simplified the way OFAC, the
 * UN and the EU print it; for Ukrainian the resolution of the Cabinet No. 55 of 2010; Belarusian, Bulgarian
 * (Transliteration Act 2009), Serbian and Macedonian by their own laws; Central Asian letters by passport use.
 */
const shared: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ѐ: 'e',
  ё: 'yo',
  ђ: 'dj',
  ѓ: 'gj',
  є: 'ye',
  ѕ: 'dz',
  і: 'i',
  ї: 'yi',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  ќ: 'kj',
  ѝ: 'i',
  ў: 'u',
  џ: 'dz',
  ѣ: 'e',
  ѫ: 'a',
  ѳ: 'f',
  ѵ: 'i',
  ґ: 'g',
  ғ: 'gh',
  җ: 'zh',
  ҙ: 'z',
  қ: 'q',
  ҝ: 'g',
  ҡ: 'q',
  ң: 'ng',
  ҥ: 'ng',
  ҫ: 's',
  ҭ: 't',
  ү: 'u',
  ұ: 'u',
  ҳ: 'h',
  ҵ: 'ts',
  ҷ: 'j',
  ҹ: 'j',
  һ: 'h',
  ҽ: 'ch',
  ҿ: 'ch',
  ӏ: '',
  ӊ: 'n',
  ӈ: 'n',
  ӑ: 'a',
  ӓ: 'a',
  ӕ: 'ae',
  ӗ: 'e',
  ә: 'a',
  ӛ: 'a',
  ӝ: 'zh',
  ӟ: 'z',
  ӡ: 'dz',
  ӣ: 'i',
  ӥ: 'i',
  ӧ: 'o',
  ө: 'o',
  ӫ: 'o',
  ӯ: 'u',
  ӱ: 'u',
  ӳ: 'u',
  ӵ: 'ch',
  ӹ: 'y',
  ӷ: 'gh',
  ҕ: 'gh',
  ҟ: 'k',
  ԛ: 'q',
  ԝ: 'w',
};

/** What a language spells otherwise than the shared table. */
const byLanguage: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  uk: { г: 'h', и: 'y', й: 'i', ї: 'i', є: 'ie', ю: 'iu', я: 'ia', ґ: 'g', щ: 'shch' },
  be: { г: 'h', ў: 'u', і: 'i', ё: 'io', ю: 'iu', я: 'ia', е: 'e' },
  bg: { щ: 'sht', ъ: 'a', ц: 'ts', х: 'h', ь: 'y', й: 'y' },
  sr: { ж: 'z', ц: 'c', ч: 'c', ш: 's', х: 'h', ђ: 'dj', ћ: 'c', џ: 'dz', й: 'j' },
  mk: { ж: 'zh', ц: 'c', ч: 'ch', ш: 'sh', х: 'h', ѓ: 'gj', ќ: 'kj', џ: 'dzh', ѕ: 'dz' },
  kk: { х: 'kh', ә: 'a', ғ: 'g', қ: 'k', ң: 'n', й: 'y', и: 'i', у: 'u', ж: 'zh' },
  ky: { ж: 'zh', й: 'y', ү: 'u', ң: 'n', х: 'kh' },
  tg: { ж: 'zh', ҷ: 'j', ғ: 'gh', қ: 'q', ҳ: 'h', ӣ: 'i', ӯ: 'u', ъ: '' },
  uz: { ж: 'j', ғ: 'g', қ: 'q', ҳ: 'h', ў: 'o', х: 'kh', ъ: '' },
  az: { ж: 'zh', ҹ: 'j', ҝ: 'g', ғ: 'gh', ә: 'a', х: 'kh', ы: 'i' },
};

/** A second way met for the same letters: other authorities, older passports, French and Turkic habits. */
const alternative: Readonly<Record<string, string>> = {
  й: 'i',
  х: 'h',
  ц: 'c',
  ю: 'iu',
  я: 'ia',
  ё: 'e',
  ж: 'j',
  щ: 'sch',
  ы: 'i',
  э: 'e',
  є: 'e',
  ї: 'i',
  ћ: 'ch',
  ч: 'ch',
  ш: 'sh',
  ђ: 'd',
  љ: 'l',
  њ: 'n',
  џ: 'dzh',
  ў: 'w',
  ғ: 'g',
  қ: 'k',
  ң: 'n',
  ә: 'e',
  ҷ: 'dzh',
  ҳ: 'kh',
  ү: 'y',
  ө: 'u',
  ј: 'y',
  ъ: 'a',
  ҹ: 'dzh',
};

const first = 0x430;
const last = 0x52f;
const vowels = 'аеёиоуыэюяіїєўәөүұӣӯ';

type Table = readonly (string | undefined)[];

const russian = letterTable(first, last, shared);
const press = letterTable(first, last, { ...shared, й: 'i', ё: 'e', ь: '' });
const second = letterTable(first, last, { ...shared, ...alternative });
const languages: ReadonlyMap<string, Table> = new Map(
  Object.entries(byLanguage).map(([language, letters]) => [
    language,
    letterTable(first, last, { ...shared, ...letters }),
  ]),
);
const ukrainian = languages.get('uk')!;

/** The press writes Yurievich, Soloviov, Natalia. */
const pressAfterSoftSign: Readonly<Record<string, string>> = { и: 'i', я: 'ia', е: 'ie', ё: 'io' };

/** Letters beyond ё belong to some languages only. */
const lastCommon = 0x451;

/** Letters that only these languages have; the first language of which one is met is taken. */
const signs: readonly (readonly [language: string, letters: RegExp])[] = [
  ['be', /ў|(?=.*і)(?=.*[ыэё])(?!.*[әғқңөұүһ])/],
  ['kk', /[әұ]|(?=.*і)(?=.*[ғқңөү])/],
  ['tg', /[ҷӣӯ]/],
  ['az', /[ҹҝ]/],
  ['uk', /[ієїґ]/],
  ['mk', /[ѓќѕ]/],
  ['sr', /[ђћјљњџ]/],
  ['ky', /[өүң]/],
  ['uz', /[ғқҳ]/],
];

/**
 * The language whose letters a Cyrillic text shows (the whole name tells more than one word of it);
 * undefined where only letters common to many are used, which for a listed name most often means Russian.
 */
export function cyrillicLanguage(text: string): string | undefined {
  const lower = text.toLowerCase();
  let ownLetter = false;
  for (let at = 0; at < lower.length && !ownLetter; at++) ownLetter = lower.charCodeAt(at) > lastCommon;
  if (!ownLetter) return undefined;
  for (const [language, letters] of signs) if (letters.test(lower)) return language;
  return undefined;
}

/**
 * Reads one Cyrillic word, any case. Without a language in the context the word's own letters decide; a word
 * that could be Russian or Ukrainian gets both readings, the Russian one first.
 */
export function romaniseCyrillic(word: string, context: RomaniseContext = {}): Romanised {
  const lower = word.toLowerCase();
  const language = context.language ?? cyrillicLanguage(lower);
  const own = language === undefined ? undefined : languages.get(language);
  if (own !== undefined) {
    const best = spell(lower, own, language === 'uk' || language === 'be' ? 'initial' : 'never', 'y');
    return {
      readings: readingsOf(best, spell(lower, second, 'never', 'i'), spell(lower, russian, 'never', 'iy')),
      system: `cyrillic-${language}`,
    };
  }
  const simple = spell(lower, russian, 'soft', 'y');
  return {
    readings: readingsOf(
      simple,
      spell(lower, russian, 'always', 'iy'),
      popular(lower),
      /[хц]/.test(lower) ? spell(lower, second, 'never', 'ii') : '',
      // Ukrainian differs from Russian where the shared letters г and и stand.
      /[ги]/.test(lower) ? spell(lower, ukrainian, 'initial', 'yi') : '',
    ),
    system: 'cyrillic-ru',
  };
}

/** As the press and many bearers write: Sergei, Yuri, Maria, Alexei, Valerievich. */
function popular(word: string): string {
  return spell(word, press, 'never', 'i').replaceAll('ks', 'x');
}

/**
 * `glide`: where е is ye. `always` after BGN/PCGN: at the start, after a vowel, ъ or ь; `soft`: after ъ or ь only;
 * `initial`: only the Ukrainian and Belarusian letters that read otherwise at the start. `ending`: how final -ий is written.
 */
function spell(
  word: string,
  table: Table,
  glide: 'always' | 'soft' | 'initial' | 'never',
  ending: string,
): string {
  let reading = '';
  for (let at = 0; at < word.length; at++) {
    const letter = word[at]!;
    const unit = word.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) {
      reading += letter;
      continue;
    }
    const final = at + 2 === word.length && word[at + 1] === 'й';
    if (final && (letter === 'и' || letter === 'ы')) return reading + (letter === 'и' ? ending : 'y');
    if (glide === 'always' && letter === 'е' && (at === 0 || `${vowels}ъь`.includes(word[at - 1]!))) {
      reading += 'ye';
    } else if (glide === 'soft' && letter === 'е' && 'ъь'.includes(word[at - 1] ?? ' ')) {
      reading += 'ye';
    } else if (table === press && letter === 'я' && word[at - 1] === 'и') {
      reading += 'a';
    } else if (table === press && word[at - 1] === 'ь' && pressAfterSoftSign[letter] !== undefined) {
      reading += pressAfterSoftSign[letter];
    } else if (glide === 'initial' && at === 0 && 'єїюяй'.includes(letter)) {
      reading += russian[unit - first]!;
    } else {
      reading += table[unit - first] ?? '';
    }
  }
  return reading;
}
