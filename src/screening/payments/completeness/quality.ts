import { normaliseIdentifier, parseCountry } from '../../../entity/index.ts';
import data from './meaningless.data.json' with { type: 'json' };

const WORDS = new Set(data.words.map(folded));
const STREETS = new Set(data.streets.map(folded));

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/**
 * Whether a text that stands in a field says nothing: no letter or figure, one sign over and over (`XXXX`), a word that
 * names nobody (`N/A`, `our client`).
 */
export function isMeaningless(text: string): boolean {
  const plain = folded(text);
  if (plain === '') return true;
  const letters = plain.replaceAll(' ', '');
  if (WORDS.has(plain) || WORDS.has(letters)) return true;
  if (letters.length > 1 && new Set(letters).size === 1) return true;
  return /^x+\d*$/.test(letters);
}

/** What stands in the field of a name and is none. */
export type Misplaced = 'an address' | 'an account' | 'an e-mail address' | 'a number';

/** Tells a name's field that holds something else; a street needs a number beside its word: `Street Food Ltd` is a name. */
export function misplacedInName(text: string): Misplaced | undefined {
  const compact = text.replace(/\s/g, '');
  if (
    /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/i.test(compact) &&
    normaliseIdentifier('iban', compact).valid === true
  ) {
    return 'an account';
  }
  if (/^\S+@\S+\.\S+$/.test(text)) return 'an e-mail address';
  if (!/\p{L}/u.test(text)) return 'a number';
  const words = folded(text).split(' ');
  const numbered = words.some((word) => /^\d{1,5}[a-d]?$/u.test(word));
  const street = words.some(
    (word) =>
      STREETS.has(word) || data.streetEndings.some((end) => word.length > end.length && word.endsWith(end)),
  );
  if (numbered && street) return 'an address';
  // `10115 Berlin`, `75001 PARIS FRANCE`: a post code, a town and nothing else.
  return /^(?:[A-Z]{1,2}-)?\d{4,6} \p{L}[\p{L} -]*$/u.test(text.trim().toUpperCase())
    ? 'an address'
    : undefined;
}

/** The country that a line of an address ends in: `LONDON, UNITED KINGDOM`, `GB/LONDON`, `DE`. */
export function countryInLine(line: string): string | undefined {
  const parts = line
    .split(/[,/;]|\s{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  // A short last word is as often a street's or a firm's as a country's code: `12 HIGH ST`, `DOE & CO`.
  const last = /\s(\p{L}{4,})$/u.exec(line.trim())?.[1];
  for (const text of [parts.at(-1), parts[0], last]) {
    if (text === undefined || text.length < 2) continue;
    const found = parseCountry(text)?.code;
    if (found !== undefined) return found;
  }
  return undefined;
}
