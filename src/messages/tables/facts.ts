import {
  type DateHints,
  parseCountries,
  parseCountry,
  parseDate,
  parseGender,
  propertyType,
} from '../../entity/index.ts';
import type { RowIssue } from './row.ts';
import valueWords from './value-words.data.json' with { type: 'json' };

/** The values of one cell in FtM's normal form, and what was found wrong or changed on the way. */
export interface Fact {
  readonly values: readonly string[];
  readonly issues: readonly RowIssue[];
}

const NOTHING = new Set(valueWords.nothing);
const LONGEST_NOTHING = Math.max(...valueWords.nothing.map((word) => word.length));
/** A range or an uncertain date becomes its years, each a value, when they are not more than this. */
const MAX_YEARS = 12;
const CIRCA_YEARS = 2;

/** Where a cell holds several values of one kind: aliases, nationalities, dates. */
const SEVERAL = /\s*[;|\n]\s*/;
/** Properties of which a cell may hold several values. */
const MANY_VALUED = new Set([
  'alias',
  'weakAlias',
  'previousName',
  'idNumber',
  'number',
  'passportNumber',
  'email',
  'phone',
  'publicKey',
]);

/** True for text that says that there is nothing: `n/a`, `-0-`, `null`. */
export function saysNothing(text: string): boolean {
  return text === '' || (text.length <= LONGEST_NOTHING && NOTHING.has(text.toLowerCase()));
}

/**
 * Reads the text of a cell as values of an FtM property. What cannot be read as the date, country or gender it
 * should be is kept as it stands and reported.
 * @param schema schema of the subject, which decides the kind of the property.
 */
export function readFact(
  text: string,
  property: string,
  schema: string,
  column: string,
  dates: DateHints,
): Fact {
  if (saysNothing(text)) return { values: [], issues: [] };
  const kind =
    propertyType(schema, property) ?? propertyType('Person', property) ?? propertyType('Company', property);
  if (kind === 'date') return readDates(text, column, dates);
  if (kind === 'country') return readCountries(text, column);
  if (kind === 'gender') return readGender(text, column);
  if (!MANY_VALUED.has(property)) return { values: [text], issues: [] };
  return { values: text.split(SEVERAL).filter((part) => part !== ''), issues: [] };
}

/** True when the text can be read as a date with at least a year. */
export function isDate(text: string): boolean {
  return /\d{4}|\d\D\d/.test(text) && parseDate(text).ok;
}

/** True when the text names a country or is its code. */
export function isCountry(text: string): boolean {
  return parseCountry(text) !== undefined;
}

/** The order of day and month that a date in figures can only have; `unknown` when it could be either. */
export function dayOrder(text: string): 'day-first' | 'month-first' | 'unknown' {
  const figures = /^(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b/.exec(text.trim());
  if (figures === null) return 'unknown';
  if (Number(figures[1]) > 12) return 'day-first';
  return Number(figures[2]) > 12 ? 'month-first' : 'unknown';
}

function readDates(text: string, column: string, hints: DateHints): Fact {
  const answer = parseDate(text, hints);
  if (!answer.ok) {
    const message = `${answer.detail}; the text was kept as it stands`;
    return { values: [text], issues: [{ code: 'messages/bad-date', message, column }] };
  }
  const values = new Set<string>();
  const notes = new Set<string>();
  for (const date of answer.dates) {
    const years = yearsOf(date.value, date.until, date.circa === true);
    for (const value of years.length > 0 ? years : [date.original]) values.add(value);
    if (date.normalised !== undefined) notes.add(date.normalised);
    if (date.circa || date.until !== undefined)
      notes.add('an approximate date or a range, given as its years');
  }
  const issues: RowIssue[] = [];
  if (answer.note !== undefined) issues.push({ code: 'messages/bad-date', message: answer.note, column });
  if (notes.size > 0)
    issues.push({ code: 'messages/date-normalised', message: [...notes].join('; '), column });
  return { values: [...values], issues };
}

function yearsOf(value: string, until: string | undefined, circa: boolean): string[] {
  if (until === undefined && !circa) return [value];
  const slack = circa && until === undefined ? CIRCA_YEARS : 0;
  const first = Number(value.slice(0, 4)) - slack;
  const last = Number((until ?? value).slice(0, 4)) + slack;
  if (last - first > MAX_YEARS) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

function readCountries(text: string, column: string): Fact {
  const { countries, unread } = parseCountries(text);
  const values = [...countries.map((country) => country.code), ...unread];
  if (unread.length === 0) return { values, issues: [] };
  const message = 'Not a country we know; kept as it stands';
  return { values, issues: [{ code: 'messages/bad-country', message, column }] };
}

function readGender(text: string, column: string): Fact {
  const gender = parseGender(text);
  if (gender !== undefined) return { values: [gender], issues: [] };
  const message = 'Not a gender we know; kept as it stands';
  return { values: [text], issues: [{ code: 'messages/bad-gender', message, column }] };
}
