import { dayOrder, isCountry, isDate, saysNothing } from './facts.ts';
import { cellValues, type Row } from './row.ts';
import { schemaOfWord } from './schema-words.ts';

/** What the first rows of a column hold: shares, 0 to 1, of its filled cells. */
export interface ContentSurvey {
  readonly filled: number;
  readonly dates: number;
  readonly countries: number;
  /** Cells that say what kind of thing the row is: `individual`, `vessel`. */
  readonly types: number;
  readonly letters: number;
  /** Cells that look like the name of somebody: two to eight words of letters. */
  readonly names: number;
  /** Different values among the filled cells. */
  readonly distinct: number;
  readonly ibans: number;
  readonly emails: number;
  /** Order of day and month, where the figures leave only one. */
  readonly dayFirst?: boolean;
}

const NAME = /^[\p{L}\p{M}][\p{L}\p{M}'’`´.,()&-]*(?:[\s\u00a0][\p{L}\p{M}'’`´.,()&-]+){1,7}$/u;
/** Names of scripts that are written without spaces. */
const UNSPACED_NAME = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}·・]{2,8}$/u;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** A column whose values repeat more than this holds classes, not names. */
const MIN_DISTINCT = 0.3;
/** The surveys read no more cells than this. */
const SURVEYED = 200;

/** Surveys one column. */
export function surveyColumn(sample: readonly Row[], index: number): ContentSurvey {
  const cells = sample
    .slice(0, SURVEYED)
    .map((row) => cellValues(row.values[index])[0] ?? '')
    .map((text) => text.slice(0, 200).trim())
    .filter((text) => !saysNothing(text));
  const share = (test: (text: string) => boolean) =>
    cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
  const orders = new Set(cells.map(dayOrder).filter((order) => order !== 'unknown'));
  return {
    filled: cells.length,
    dates: share(isDate),
    countries: share(isCountry),
    types: share((text) => schemaOfWord(text) !== undefined),
    letters: share((text) => /\p{L}/u.test(text)),
    names: share((text) => NAME.test(text) || UNSPACED_NAME.test(text)),
    distinct: cells.length === 0 ? 0 : new Set(cells).size / cells.length,
    ibans: share((text) => IBAN.test(text.replaceAll(' ', ''))),
    emails: share((text) => EMAIL.test(text)),
    ...(orders.size === 1 ? { dayFirst: orders.has('day-first') } : {}),
  };
}

/** What a column holds by its cells alone; undefined when they do not say. */
export function contentMeaning(survey: ContentSurvey): { role: string; confidence: number } | undefined {
  if (survey.filled === 0) return undefined;
  if (survey.ibans > 0.9) return { role: 'iban', confidence: 0.8 };
  if (survey.emails > 0.9) return { role: 'email', confidence: 0.8 };
  if (survey.types > 0.95 && survey.filled > 1) return { role: 'schema', confidence: 0.5 };
  if (survey.countries > 0.9) return { role: 'country', confidence: 0.4 };
  if (survey.names > 0.5 && survey.distinct > MIN_DISTINCT)
    return { role: 'name', confidence: 0.3 + 0.3 * survey.names * survey.distinct };
  return undefined;
}
