import { nativeForm } from './native-form.ts';
import data from './numbers.data.json' with { type: 'json' };

/** A number in a name, in whatever notation. */
export interface NumberMatch {
  readonly value: number;
  /** How many tokens it covers. */
  readonly length: number;
  /** Also a letter, a name or an ordinary word (`i`, `x`, `once`): a number only where the place in the name says so. */
  readonly ambiguous: boolean;
}

/** Larger digit runs are identifiers, not ordinals of anything; still exact as a number. */
const LONGEST_DIGITS = 9;
const LARGEST_ROMAN = 89;

const words = new Map<string, number>();
const tensWords = new Map<string, number>();
const unitWords = new Map<string, number>();
const hundredWords = new Set<string>();
const connectors = new Set<string>();

function variants(cell: string): string[] {
  return cell
    .split('/')
    .filter((form) => form !== '-')
    .map(nativeForm);
}

function put(map: Map<string, number>, form: string, value: number): void {
  if (!map.has(form)) map.set(form, value);
}

for (const language of data.languages) {
  const cardinals = language.cardinals.split(' ').map(variants);
  const tens = language.tens.split(' ').map(variants);
  cardinals.forEach((forms, value) => {
    for (const form of forms) {
      put(words, form, value);
      if (value >= 1 && value <= 9) put(unitWords, form, value);
    }
  });
  tens.forEach((forms, index) => {
    for (const form of forms) {
      put(words, form, (index + 2) * 10);
      put(tensWords, form, (index + 2) * 10);
      for (const unit of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
        for (const unitForm of cardinals[unit] ?? []) {
          const value = (index + 2) * 10 + unit;
          if (language.unitsFirst) put(words, `${unitForm}${language.connector}${form}`, value);
          else put(words, form + unitForm, value);
        }
      }
    }
  });
  language.ordinals.split(' ').forEach((cell, index) => {
    for (const form of variants(cell)) {
      put(words, form, index + 1);
      if (index < 9) put(unitWords, form, index + 1);
    }
  });
  for (const form of variants(language.hundred)) hundredWords.add(form);
  if (language.connector !== '-') connectors.add(language.connector);
}
connectors.add('و');

const ambiguous: ReadonlySet<string> = new Set(data.ambiguous.split(' ').map(nativeForm));
const hanDigits: ReadonlyMap<string, number> = new Map(Object.entries(data.han));

const ROMAN_FORM = /^(l?x{0,3}|x?l)(ix|iv|v?i{0,3})$/u;
const ROMAN_LETTERS: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

/** I to LXXXIX: higher ones are words (mix, civil) more often than numbers. */
function romanValue(token: string): number | undefined {
  if (token === '' || !ROMAN_FORM.test(token)) return undefined;
  let value = 0;
  for (let index = 0; index < token.length; index++) {
    const here = ROMAN_LETTERS[token[index]!]!;
    const next = ROMAN_LETTERS[token[index + 1] ?? ''] ?? 0;
    value += here < next ? -here : here;
  }
  return value <= LARGEST_ROMAN ? value : undefined;
}

/** 四十四, 第二, 二〇二四 */
function hanValue(token: string): number | undefined {
  const text = token.replace(/^第/u, '').replace(/[号號]$/u, '');
  if (!/^[〇零一壹二贰貳两三叁參四肆五伍六陆七柒八捌九玖十百]+$/u.test(text)) return undefined;
  if (!/[十百]/u.test(text)) {
    return text.length > LONGEST_DIGITS
      ? undefined
      : Number([...text].map((sign) => hanDigits.get(sign)).join(''));
  }
  let total = 0;
  let digit: number | undefined;
  for (const sign of text) {
    if (sign === '十' || sign === '百') {
      total += (digit ?? 1) * (sign === '十' ? 10 : 100);
      digit = undefined;
    } else digit = hanDigits.get(sign);
  }
  return total + (digit ?? 0);
}

function digitsValue(token: string): number | undefined {
  const digits = /^(\p{Nd}+)(?:st|nd|rd|th|er|eme|e|o|a|ten|ter|te|ste|й|я|ый|ая|ой)?$/u.exec(token)?.[1];
  if (digits === undefined || digits.length > LONGEST_DIGITS) return undefined;
  // Arabic-Indic, Persian, Devanagari … digits: each block of ten begins at its zero.
  let value = 0;
  for (const digit of digits) {
    let zero = digit.codePointAt(0)!;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero -= 1;
    value = value * 10 + (digit.codePointAt(0)! - zero);
  }
  return value;
}

/**
 * Takes normalised tokens and a place; gives the number that starts there: digits with or without an ordinal ending,
 * Roman numerals to LXXXIX, number words and ordinals of ten languages, Han numerals; or undefined.
 * `forty four`, `fortyfour`, `44th`, `xliv`, `vierundvierzig` and `四十四` all give 44.
 */
export function numberValue(tokens: readonly string[], index: number): NumberMatch | undefined {
  const token = tokens[index];
  if (token === undefined || token === '') return undefined;
  const form = nativeForm(token);
  const digits = digitsValue(form);
  if (digits !== undefined) return { value: digits, length: 1, ambiguous: false };
  const tens = tensWords.get(form);
  const next = tokens[index + 1] === undefined ? undefined : nativeForm(tokens[index + 1]!);
  const afterNext = tokens[index + 2] === undefined ? undefined : nativeForm(tokens[index + 2]!);
  if (tens !== undefined && next !== undefined) {
    const unit = unitWords.get(next) ?? (/^[1-9]$/u.test(next) ? Number(next) : undefined);
    if (unit !== undefined) return { value: tens + unit, length: 2, ambiguous: false };
    const joined = connectors.has(next) && afterNext !== undefined ? unitWords.get(afterNext) : undefined;
    if (joined !== undefined) return { value: tens + joined, length: 3, ambiguous: false };
  }
  const unit = unitWords.get(form);
  if (unit !== undefined && next !== undefined) {
    if (hundredWords.has(next)) return { value: unit * 100, length: 2, ambiguous: false };
    const laterTens = connectors.has(next) && afterNext !== undefined ? tensWords.get(afterNext) : undefined;
    if (laterTens !== undefined) return { value: unit + laterTens, length: 3, ambiguous: false };
    const arabicTens = next.startsWith('و') ? tensWords.get(next.slice(1)) : undefined;
    if (arabicTens !== undefined) return { value: unit + arabicTens, length: 2, ambiguous: false };
  }
  const word = words.get(form);
  if (word !== undefined) return { value: word, length: 1, ambiguous: ambiguous.has(form) };
  const han = hanValue(form);
  if (han !== undefined) return { value: han, length: 1, ambiguous: form.length === 1 };
  const roman = romanValue(form);
  return roman === undefined
    ? undefined
    : { value: roman, length: 1, ambiguous: form.length === 1 || ambiguous.has(form) };
}
