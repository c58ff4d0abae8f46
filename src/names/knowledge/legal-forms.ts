import data from './legal-forms.data.json' with { type: 'json' };
import learnt from './legal-forms-iso20275.data.json' with { type: 'json' };
import { formsOf, nativeForm } from './native-form.ts';
import { phraseTable } from './phrases.ts';
import { SlippedWords } from './slipped-words.ts';

/** Legal forms of one family are translations of each other. */
type LegalFormFamily =
  | 'limited'
  | 'stock'
  | 'company'
  | 'partnership'
  | 'sole'
  | 'foundation'
  | 'association'
  | 'cooperative'
  | 'state'
  | 'branch'
  | 'fund';

/** What a run of tokens says of the legal form of an organisation. */
interface LegalForm {
  /** Short form that stands for all spellings of it: `gmbh`, `ooo`, `sa de cv`. */
  readonly canonical: string;
  readonly family: LegalFormFamily;
  /** ISO 3166-1 alpha-2 codes of countries that have it; empty where it is at home in many. */
  readonly countries: readonly string[];
  /** The letters are also an ordinary word or part of a name (`as`, `sa`, `firma`): a legal form only at the edge of a name. */
  readonly caution: boolean;
  /** May stand before the name: a short form that does not is there a name of its own (`NPC International`). */
  readonly first: boolean;
}

export interface LegalFormMatch extends LegalForm {
  /** How many tokens it covers. */
  readonly length: number;
}

/** Legal form written without a blank before or after the name, as Han, kana, Hangul and Thai do. */
export interface LegalFormAffix extends LegalForm {
  /** The token without it. */
  readonly rest: string;
  readonly side: 'start' | 'end';
}

/** Shorter Latin letter runs are words in some language. */
const CAUTIOUS_LENGTH = 2;
const LATIN = /^[a-z0-9 ]+$/u;

function spaced(form: string): string {
  return [...form].join(' ');
}

/** Short forms that stand before the name by custom. */
const placedFirst: ReadonlySet<string> = new Set(formsOf(data.placedFirst));
const SHORT_FORM = 3;

function legalForm(
  canonical: string,
  family: string,
  countries: string,
  caution: boolean,
  first: boolean,
): LegalForm {
  return Object.freeze({
    canonical,
    family: family as LegalFormFamily,
    countries: Object.freeze(countries === '' ? [] : countries.split(' ')),
    caution,
    first,
  });
}

function mayStandFirst(form: string): boolean {
  const letters = form.replace(/ /gu, '');
  return letters.length > SHORT_FORM || !LATIN.test(form) || placedFirst.has(letters);
}

function* handWritten(): Generator<[string, LegalForm]> {
  for (const entry of data.entries) {
    const { canonical, family, countries } = entry;
    const certain = legalForm(canonical, family, countries, false, true);
    for (const [cell, isAbbreviation] of [
      [entry.abbr, true],
      [entry.long, false],
    ] as const) {
      for (const marked of formsOf(cell)) {
        const form = marked.replace(/~$/u, '');
        const letters = form.replace(/ /gu, '').length;
        const cautious = legalForm(canonical, family, countries, true, mayStandFirst(form));
        const caution = form !== marked || (letters <= CAUTIOUS_LENGTH && LATIN.test(form));
        yield [form, caution ? cautious : certain];
        if (isAbbreviation && letters <= 6 && !form.includes(' '))
          yield [spaced(form), letters <= CAUTIOUS_LENGTH ? cautious : certain];
      }
    }
  }
}

function* fromIso20275(): Generator<[string, LegalForm]> {
  for (const [family, byCountry] of Object.entries(learnt.families)) {
    for (const [countries, cell] of Object.entries(byCountry as Record<string, string>)) {
      for (const form of formsOf(cell))
        yield [form, legalForm(form, family, countries, !form.includes(' '), mayStandFirst(form))];
    }
  }
}

const written: readonly (readonly [string, LegalForm])[] = [...handWritten()];
const forms: readonly (readonly [string, LegalForm])[] = [...written, ...fromIso20275()];
const table = phraseTable([...forms, ...withoutAWord()]);

/** `Joint Company` for `Joint Stock Company`: a form of three words or more, one of them lost from its middle. */
function* withoutAWord(): Generator<[string, LegalForm]> {
  for (const [form, { canonical, family, countries }] of written) {
    const words = form.split(' ');
    if (!LATIN.test(form) || words.some((word) => word.length === 1)) continue;
    for (let at = 1; at < words.length - 1; at++)
      yield [
        words.filter((_, other) => other !== at).join(' '),
        legalForm(canonical, family, countries.join(' '), true, true),
      ];
  }
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** Unspaced forms of at least two letters, by length, so that 股份有限公司 is met before 有限公司. */
const affixes = forms
  .filter(([form]) => UNSPACED.test(form) && form.length >= 2 && !form.includes(' '))
  .sort(([a], [b]) => b.length - a.length);

/**
 * Takes normalised tokens and a place; gives the longest legal form that starts there, in any position of the
 * name, or undefined. `caution` tells the caller to accept it only at the start or end of the name.
 */
export function legalFormAt(tokens: readonly string[], index: number): LegalFormMatch | undefined {
  const match = table.at(tokens, index);
  return match === undefined ? undefined : { length: match.length, ...match.value };
}

/** Shorter tokens are too near to ordinary words for a slip to be seen. */
const SHORTEST_SLIPPED = 4;
/** Letters of a legal form of one token, from which on a slip in it is seen. */
const LONG_FORM = 7;

// Not of the code list: it has slips of its own (`limted partnership`).
const formTokens = new Set(written.flatMap(([form]) => (LATIN.test(form) ? form.split(' ') : [])));
const slips = new SlippedWords([...formTokens].filter((token) => token.length >= SHORTEST_SLIPPED));

const DIGIT_LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 5: 's', 8: 'b' };

/**
 * Takes one normalised token; gives the word of a legal form that it is with a slip (`limted`, `compnay`, `l1mited`,
 * `0od`), or undefined where it is none or is such a word itself.
 */
export function slippedFormWord(token: string): string | undefined {
  if (token.length < 3 || !LATIN.test(token) || formTokens.has(token)) return undefined;
  const read = /\d/.test(token) ? token.replace(/[0158]/g, (digit) => DIGIT_LETTERS[digit]!) : token;
  if (read !== token && /[a-z]/.test(token) && formTokens.has(read)) return read;
  if (token.length < SHORTEST_SLIPPED - 1) return undefined;
  return slips.meant(token);
}

/**
 * As `legalFormAt` where words of the form may have a slip: `respelled` has what `slippedFormWord` gives in place of
 * the tokens. Only a form of several words or a long one, since a short one is a slip away from too many words.
 */
export function slippedFormAt(
  tokens: readonly string[],
  respelled: readonly string[],
  index: number,
): LegalFormMatch | undefined {
  const match = legalFormAt(respelled, index);
  if (match === undefined) return undefined;
  const letters = respelled.slice(index, index + match.length).join('').length;
  const byDigit = match.length === 1 && /\d/.test(tokens[index]!);
  return letters >= LONG_FORM || byDigit ? match : undefined;
}

/** A part of a shorter word would be a word of its own. */
const SHORTEST_BROKEN = 6;

/** Tells whether two neighbouring tokens are a word of a legal form that was broken in two: `limi ted`. */
export function isBrokenFormWord(first: string, second: string): boolean {
  return first.length + second.length >= SHORTEST_BROKEN && formTokens.has(first + second);
}

/** The rest has to be a name. */
const SHORTEST_REST = 3;
const gluedFirst = formsOf(data.gluedFirst);
const gluedLast = formsOf(data.gluedLast);

/**
 * Takes one normalised Latin token; gives the length of the legal form at its start or end that lost its blank
 * (`jscintegral`, `rajbrooklimited`), or undefined.
 */
export function gluedForm(
  token: string,
): { readonly side: 'start' | 'end'; readonly length: number } | undefined {
  if (token.length < 6 || !LATIN.test(token) || formTokens.has(token)) return undefined;
  let longest = 0;
  for (const form of gluedLast)
    if (form.length > longest && token.length >= form.length + SHORTEST_REST && token.endsWith(form))
      longest = form.length;
  if (longest > 0) return { side: 'end', length: longest };
  for (const form of gluedFirst)
    if (form.length > longest && token.length >= form.length + SHORTEST_REST && token.startsWith(form))
      longest = form.length;
  return longest > 0 ? { side: 'start', length: longest } : undefined;
}

/** Takes one token in a script without blanks (`トヨタ自動車株式会社`); gives the legal form at its end or start and the rest. */
export function legalFormAffix(token: string): LegalFormAffix | undefined {
  if (!UNSPACED.test(token)) return undefined;
  const text = nativeForm(token);
  for (const [form, value] of affixes) {
    if (text.length <= form.length) continue;
    if (text.endsWith(form)) return { ...value, rest: text.slice(0, -form.length), side: 'end' };
    if (text.startsWith(form)) return { ...value, rest: text.slice(form.length), side: 'start' };
  }
  return undefined;
}
