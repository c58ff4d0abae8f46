import { parseCountry } from '../../../entity/index.ts';
import type { PlacedText } from '../payment.ts';
import { ADDRESS_ENDINGS, ADDRESS_WORDS, ANNOUNCING } from './fields.ts';
import { sliceOf } from './placed.ts';

const ESCAPED = ANNOUNCING.map((words) => words.replace(/[/\\]/g, '\\$&').replaceAll(' ', '\\s+'));
const ANNOUNCED = new RegExp(`(?:^|[\\s,;(])(?:${ESCAPED.join('|')})(?![A-Za-z])[.:\\s]*(?=\\S)`, 'i');

/**
 * Whether a line of a party reads like an address: a figure, a comma (town, country), a word of addresses, a country.
 * A name may stand in front of it, and no part of one behind it.
 */
export function readsLikeAddress(text: string): boolean {
  if (/[\d,]/.test(text)) return true;
  const upper = text.toUpperCase();
  for (const word of upper.match(/\p{L}+/gu) ?? []) {
    if (ADDRESS_WORDS.has(word)) return true;
    if (ADDRESS_ENDINGS.some((ending) => word.length > ending.length + 2 && word.endsWith(ending)))
      return true;
  }
  return parseCountry(text) !== undefined;
}

/** Where in a line another person is announced: the text behind `C/O`, `ATTN`, `DBA` …, and what stands before. */
export function announcedIn(
  line: PlacedText,
): { readonly before: PlacedText | undefined; readonly announced: PlacedText } | undefined {
  const found = ANNOUNCED.exec(line.text);
  if (found === null) return undefined;
  const announced = sliceOf(line, found.index + found[0].length);
  if (announced === undefined) return undefined;
  return { before: sliceOf(line, 0, found.index), announced };
}

/** The country that ends an address: its last line, or the last words of it. */
export function countryIn(line: PlacedText): PlacedText | undefined {
  const { text } = line;
  const comma = text.lastIndexOf(',');
  const starts = [0, ...(comma >= 0 ? [comma + 1] : []), ...lastWords(text)];
  for (const from of starts) {
    const part = sliceOf(line, from);
    // Two letters are a country by themselves; behind a town they may be a state of another.
    if (part === undefined || (part.text.length < 4 && from !== 0)) continue;
    if (part.text.length >= 2 && parseCountry(part.text) !== undefined) return part;
  }
  return undefined;
}

/** Where the last three words, two words and word begin. */
function lastWords(text: string): number[] {
  const starts: number[] = [];
  for (let at = text.length - 1; at > 0 && starts.length < 3; at--)
    if (text[at - 1] === ' ' && text[at] !== ' ') starts.unshift(at);
  return starts;
}
