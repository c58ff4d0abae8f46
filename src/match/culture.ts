import { cultureOf } from '../names/index.ts';

const SCRIPTS = [
  ...['Latin', 'Cyrillic', 'Arabic', 'Hebrew', 'Greek', 'Armenian', 'Georgian', 'Hangul', 'Hiragana'],
  ...['Katakana', 'Han', 'Thai', 'Devanagari', 'Bengali', 'Tamil', 'Ethiopic', 'Myanmar', 'Khmer', 'Sinhala'],
];
const EXPRESSIONS = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

/**
 * Roughly the culture a personal name comes from, or `unknown`: ONLY for counting whom alerts fall on. It is never
 * kept with a person and bears on no score and no outcome.
 */
export function cultureForReports(name: string): string {
  const words = name
    .toLowerCase()
    .split(/[^\p{L}\p{M}'’-]+/u)
    .filter((word) => word !== '');
  const scripts = EXPRESSIONS.filter(([, letters]) => letters.test(name)).map(([script]) => script);
  return cultureOf(words, scripts);
}
