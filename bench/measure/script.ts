import { cultureOf } from '../../src/names/index.ts';

const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Arabic',
  'Hebrew',
  'Greek',
  'Armenian',
  'Georgian',
  'Hangul',
  'Hiragana',
  'Katakana',
  'Han',
  'Thai',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Gujarati',
  'Gurmukhi',
  'Sinhala',
  'Myanmar',
  'Khmer',
  'Lao',
  'Ethiopic',
  'Mongolian',
];
const EXPRESSIONS = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

/** All scripts in which a name has letters. */
function scriptsOf(name: string): string[] {
  const found = EXPRESSIONS.filter(([, expression]) => expression.test(name)).map(([script]) => script);
  return found.length > 0 ? found : ['other'];
}

/** One script to report a name under: the first that is not Latin, with kana counted as Japanese. */
export function scriptOf(name: string): string {
  const scripts = scriptsOf(name);
  if (scripts.includes('Hiragana') || scripts.includes('Katakana')) return 'Japanese (kana)';
  return scripts.find((script) => script !== 'Latin') ?? 'Latin';
}

/** Culture to report a name under; guessed from its words, for reporting only. */
export function reportedCulture(name: string): string {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{M}'’-]+/u)
    .filter((word) => word !== '');
  return cultureOf(words, scriptsOf(name));
}
