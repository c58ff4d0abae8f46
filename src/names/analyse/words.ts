import { type Script, scriptOf } from '../script/script.ts';

/** One word of a name, as written. Offsets are UTF-16 units in the cleaned text. */
export interface Word {
  /** Lower case, apostrophes dropped, in its own script. */
  readonly text: string;
  readonly script: Script;
  /** Which part of the name it is, where its writing tells. */
  readonly part?: 'family' | 'given';
  readonly start: number;
  readonly end: number;
}

const APOSTROPHES = new Set(["'", '’', 'ʼ', 'ʻ', '`', '´', 'ʿ', 'ʾ', '‘']);
const MARK = /^\p{M}$/u;
const WORD_SIGN = /^[\p{L}\p{N}\p{M}]$/u;
const UPPER = /^\p{Lu}$/u;
const LOWER = /^\p{Ll}$/u;

/**
 * Takes cleaned text, gives its words in order. A word ends at anything that is no letter, mark or digit, at a
 * change of script, and where a lower-case letter meets an upper-case one that begins a longer word (`SergeiLavrov`).
 * `&` is a word.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let start = -1;
  let letters = '';
  let script: Script = 'common';
  let previousLower = false;
  let upperCount = 0;
  const close = (end: number) => {
    if (letters !== '') words.push({ text: letters.toLowerCase(), script, start, end });
    letters = '';
    start = -1;
    script = 'common';
    previousLower = false;
    upperCount = 0;
  };
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i)!;
    const size = codePoint > 0xffff ? 2 : 1;
    const sign = size === 1 ? text[i]! : text.slice(i, i + 2);
    const ascii = codePoint < 128;
    const isLetterOrDigit = ascii
      ? (codePoint >= 97 && codePoint <= 122) ||
        (codePoint >= 65 && codePoint <= 90) ||
        (codePoint >= 48 && codePoint <= 57)
      : WORD_SIGN.test(sign);
    if (APOSTROPHES.has(sign)) {
      // `l'État`, `d'Almeida`: the elided article is a word of its own.
      if (/^[ld]$/i.test(letters)) close(i);
      // Inside a word it belongs to the word's spelling (O'Brien, Ma'ruf) and says nothing.
      i += size;
      continue;
    }
    if (!isLetterOrDigit) {
      close(i);
      if (sign === '&') words.push({ text: '&', script: 'common', start: i, end: i + 1 });
      i += size;
      continue;
    }
    const isDigit = ascii && codePoint <= 57;
    const signScript: Script = isDigit || MARK.test(sign) ? script : scriptOf(codePoint);
    if (
      letters !== '' &&
      !isDigit &&
      signScript !== script &&
      script !== 'common' &&
      signScript !== 'common'
    ) {
      close(i);
    }
    const upper = ascii ? codePoint >= 65 && codePoint <= 90 : UPPER.test(sign);
    // Not inside `SMITHsON`: there the small letter is the slip.
    if (upper && previousLower && upperCount <= 1 && letters.length >= 3 && i + 1 < text.length) close(i);
    if (letters === '') start = i;
    if (script === 'common' && signScript !== 'common') script = signScript;
    letters += sign;
    if (upper) upperCount++;
    previousLower = ascii ? codePoint >= 97 && codePoint <= 122 : LOWER.test(sign);
    i += size;
  }
  close(text.length);
  return words;
}
