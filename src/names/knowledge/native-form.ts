import { Remembered } from '../remembered.ts';

/**
 * The form under which knowledge is stored and looked up. Latin tokens arrive normalised (a–z, 0–9) and pass
 * unchanged; other scripts are written in more than one way for the same word (أحمد / احمد, й / и, ς / σ), so
 * both the data and the token are brought to one spelling here.
 */

/** Vowel points, accents and tatweel of Latin, Greek, Cyrillic, Hebrew and Arabic. Not kana voicing, not Indic vowels: those are letters of their own. */
const MARKS =
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2066-\u2069]/gu;

const SAME_LETTER: Readonly<Record<string, string>> = Object.freeze({
  // Latin letters that no decomposition takes to ASCII
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
  ə: 'a',
  ħ: 'h',
  ŋ: 'n',
  // Greek final sigma
  ς: 'σ',
  // Arabic, Persian, Urdu, Pashto: seats of hamza, and letters that keyboards of the languages exchange
  ٱ: 'ا',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ۍ: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ە: 'ه',
  ک: 'ك',
  ګ: 'گ',
});
const LETTERS = new RegExp(`[${Object.keys(SAME_LETTER).join('')}]`, 'gu');

/** Takes a word or phrase in any script; gives the one spelling under which the knowledge tables hold it. Idempotent. */
export function nativeForm(form: string): string {
  if (isPlain(form)) return form;
  return known.of(form, inOneSpelling);
}

/** Forms already brought to one spelling: a word is looked up in several tables. */
const known = new Remembered<string, string>(50_000);

function inOneSpelling(form: string): string {
  return form
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(LETTERS, (letter) => SAME_LETTER[letter] ?? letter)
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(LETTERS, (letter) => SAME_LETTER[letter] ?? letter);
}

/** Latin letters, digits and blanks only: nearly all words, asked several times of each. */
function isPlain(form: string): boolean {
  for (let i = 0; i < form.length; i++) {
    const c = form.charCodeAt(i);
    if (!((c >= 97 && c <= 122) || (c >= 48 && c <= 57) || c === 32)) return false;
  }
  return true;
}

/** Takes a data cell, forms separated by commas; gives the forms in native form. */
export function formsOf(cell: string): string[] {
  return cell
    .split(',')
    .map((form) => nativeForm(form.trim()))
    .filter((form) => form !== '');
}
