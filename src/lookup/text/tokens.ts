/** A word longer than this is found by its beginning only. */
const LONGEST = 64;

/**
 * The words of a text as they are indexed and asked for: runs of letters, marks and digits, in small letters,
 * without diacritics; a character of a script that sets no spaces between words is a word by itself.
 */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const [run] of folded(text).matchAll(WORD)) {
    if (UNSPACED.test(run)) tokens.push(...splitUnspaced(run));
    else tokens.push(run.length > LONGEST ? run.slice(0, LONGEST) : run);
  }
  return tokens;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const UNSPACED_OR_RUN =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu;

function splitUnspaced(run: string): string[] {
  return [...run.matchAll(UNSPACED_OR_RUN)].map(([part]) => part.slice(0, LONGEST));
}

/** Small letters without diacritics; letters that have none in Unicode but are written so are spelt out. */
export function folded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðþıŧħ]/g, (letter) => SPELT_OUT[letter]!)
    .normalize('NFC');
}

const ASCII = /^[\x00-\x7f]*$/;
const SPELT_OUT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŧ: 't',
  ħ: 'h',
};
