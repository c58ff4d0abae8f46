import { lettersByLanguage, secondSpellings, cyrillicLetters as shared } from './cyrillic-letters.ts';
import { letterTable, type RomaniseContext, type Romanised, readingsOf } from './romanised.ts';

const first = 0x430;
const last = 0x52f;
const vowels = 'аеёиоуыэюяіїєўәөүұӣӯ';

type Table = readonly (string | undefined)[];

const russian = letterTable(first, last, shared);
const press = letterTable(first, last, { ...shared, й: 'i', ё: 'e', ь: '' });
const second = letterTable(first, last, { ...shared, ...secondSpellings });
const languages: ReadonlyMap<string, Table> = new Map(
  Object.entries(lettersByLanguage).map(([language, letters]) => [
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
  ['be', /ў|^(?=.*і)(?=.*[ыэё])(?!.*[әғқңөұүһ])/],
  ['kk', /[әұ]|^(?=.*і)(?=.*[ғқңөү])/],
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
function cyrillicLanguage(text: string): string | undefined {
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
