import type { Script } from '../script/script.ts';
import { romaniseArabic } from './arabic.ts';
import { romaniseArmenian, romaniseGeorgian } from './caucasus.ts';
import { romaniseCyrillic } from './cyrillic.ts';
import { romaniseEthiopic } from './ethiopic.ts';
import { romaniseByTable } from './fallback.ts';
import { romaniseGreek } from './greek.ts';
import { romaniseHan } from './han.ts';
import { romaniseHangul } from './hangul.ts';
import { romaniseHebrew } from './hebrew.ts';
import { romaniseIndic } from './indic.ts';
import { romaniseKana } from './kana.ts';
import { romaniseLatin } from './latin.ts';
import type { RomaniseContext, Romanised } from './romanised.ts';
import { romaniseThai } from './thai.ts';

type Reader = (word: string, context: RomaniseContext) => Romanised;

const indic: readonly Script[] = [
  'devanagari',
  'bengali',
  'gurmukhi',
  'gujarati',
  'oriya',
  'tamil',
  'telugu',
  'kannada',
  'malayalam',
  'sinhala',
];

const readers: ReadonlyMap<Script, Reader> = new Map<Script, Reader>([
  ['latin', romaniseLatin],
  ['common', romaniseLatin],
  ['cyrillic', romaniseCyrillic],
  ['greek', romaniseGreek],
  ['armenian', romaniseArmenian],
  ['georgian', romaniseGeorgian],
  ['arabic', romaniseArabic],
  ['hebrew', romaniseHebrew],
  ['hangul', romaniseHangul],
  ['hiragana', romaniseKana],
  ['katakana', romaniseKana],
  ['han', romaniseHan],
  ['thai', romaniseThai],
  ['ethiopic', romaniseEthiopic],
  ...indic.map((script): [Script, Reader] => [
    script,
    (word) => romaniseIndic(word, script) ?? romaniseByTable(word),
  ]),
]);

/**
 * Reads one word in Latin letters.
 *
 * Takes a word without blanks, cleaned by `cleanText`, the script of its letters, and what is known of the name
 * it stands in. Gives up to four readings in a–z and digits, best first, and the convention followed; for Arabic
 * and Hebrew script also the written letters. A word with nothing to read gives no readings.
 */
export function romaniseWord(word: string, script: Script, context: RomaniseContext = {}): Romanised {
  return (readers.get(script) ?? romaniseByTable)(word, context);
}
