import data from './legal-forms.data.json' with { type: 'json' };
import learnt from './legal-forms-iso20275.data.json' with { type: 'json' };
import { formsOf, nativeForm } from './native-form.ts';
import { phraseTable } from './phrases.ts';

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

function legalForm(canonical: string, family: string, countries: string, caution: boolean): LegalForm {
  return Object.freeze({
    canonical,
    family: family as LegalFormFamily,
    countries: Object.freeze(countries === '' ? [] : countries.split(' ')),
    caution,
  });
}

function* handWritten(): Generator<[string, LegalForm]> {
  for (const entry of data.entries) {
    const cautious = legalForm(entry.canonical, entry.family, entry.countries, true);
    const certain = legalForm(entry.canonical, entry.family, entry.countries, false);
    for (const [cell, isAbbreviation] of [
      [entry.abbr, true],
      [entry.long, false],
    ] as const) {
      for (const marked of formsOf(cell)) {
        const form = marked.replace(/~$/u, '');
        const letters = form.replace(/ /gu, '').length;
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
      for (const form of formsOf(cell)) yield [form, legalForm(form, family, countries, !form.includes(' '))];
    }
  }
}

const forms: readonly (readonly [string, LegalForm])[] = [...handWritten(), ...fromIso20275()];
const table = phraseTable(forms);

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
