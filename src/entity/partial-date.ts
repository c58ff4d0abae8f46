import { daysInMonth } from './calendars.ts';

/** A date as exact as its source: a year, a month or a day, or a range of them. */
export interface PartialDate {
  /** ISO 8601 prefix: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Of a range: its beginning. */
  readonly value: string;
  /** The source calls it approximate. */
  readonly circa?: boolean;
  /** Of a range: its end, an ISO prefix too. The whole year or month that it names is inside. */
  readonly until?: string;
  /** The text that was read. */
  readonly original: string;
  /** What was changed on the way from the text to the value, in words; absent where nothing was. */
  readonly normalised?: string;
  /** Set where the text can be read in several ways and this is one of them. */
  readonly alternative?: 'day-month' | 'month-name';
}

/**
 * How two dates stand to each other.
 *
 * - `same`: both are exact days and equal.
 * - `compatible`: at least one is less exact than a day and they can be the same day: one is a prefix of the other,
 *   inside the other's range, or inside the two years either side that `circa` allows.
 * - `swapped`: both are exact days of one year, with day and month exchanged.
 * - `near`: not the above, and the years differ by one at most (of ranges: the years of their nearest ends); or both
 *   are exact days that differ in one digit, or in two neighbouring digits of the year exchanged.
 * - `contradiction`: none of these.
 * - `unknown`: one of the two is no date.
 */
export type DateRelation = 'same' | 'compatible' | 'near' | 'swapped' | 'contradiction' | 'unknown';

/** `circa` reaches this many years either side. */
const circaYears = 2;
/** Years that the data model holds. */
const firstYear = 1001;
const lastYear = 3000;

const isoPrefix = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

interface DateParts {
  readonly year: number;
  /** 0 where not known. */
  readonly month: number;
  /** 0 where not known. */
  readonly day: number;
}

/** Year, month and day of an ISO prefix (a time behind it is left out); undefined where it is not one or there is no such day. */
function partsOf(value: string): DateParts | undefined {
  const text = value.length > 10 && (value[10] === 'T' || value[10] === ' ') ? value.slice(0, 10) : value;
  const found = isoPrefix.exec(text);
  if (found === null) return undefined;
  const year = Number(found[1]);
  const month = found[2] === undefined ? 0 : Number(found[2]);
  const day = found[3] === undefined ? 0 : Number(found[3]);
  if (year < firstYear || year > lastYear) return undefined;
  if (found[2] !== undefined && (month < 1 || month > 12)) return undefined;
  if (found[3] !== undefined && (day < 1 || day > daysInMonth(year, month))) return undefined;
  return { year, month, day };
}

/** True for `YYYY`, `YYYY-MM`, `YYYY-MM-DD` (a time may follow) where the day exists. */
export function isIsoDate(value: string): boolean {
  return partsOf(value) !== undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The ISO prefix of a year, a month (0: not known) and a day (0: not known). */
export function isoOf({ year, month, day }: DateParts): string {
  if (month === 0) return String(year).padStart(4, '0');
  return day === 0 ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
}

// Layout of a packed date, from the top: 11 bits year - 1000, 4 month, 5 day, 1 circa, 10 months that a range goes on.
const yearBase = 1000;
const yearShift = 20;
const monthShift = 16;
const dayShift = 11;
const circaBit = 1 << 10;
const spanMask = circaBit - 1;

/**
 * A date in one number below 2^31 (fits a Uint32Array, and stays a small integer in the engine); 0 where nothing
 * is known.
 *
 * Takes an ISO prefix, and for a range the ISO prefix of its end. A range is kept in whole months: a day at its
 * beginning or end is widened to its month, and `1956` to `1958` runs from January to December. A range that ends
 * before it begins, or is longer than 1,023 months, says nothing and packs to 0.
 */
export function packDate(value: string, { circa, until }: { circa?: boolean; until?: string } = {}): number {
  const from = partsOf(value);
  if (from === undefined) return 0;
  const flag = circa === true ? circaBit : 0;
  const head = (from.year - yearBase) << yearShift;
  if (until === undefined || until === value) {
    return head | (from.month << monthShift) | (from.day << dayShift) | flag;
  }
  const to = partsOf(until);
  if (to === undefined) return 0;
  const first = from.year * 12 + Math.max(from.month, 1);
  const last = to.year * 12 + (to.month === 0 ? 12 : to.month);
  const span = last - first;
  if (span < 0 || span > spanMask) return 0;
  return head | (Math.max(from.month, 1) << monthShift) | flag | span;
}

/** `compareDates` for packed dates; allocates nothing. Symmetric. */
export function comparePacked(a: number, b: number): DateRelation {
  if (a === 0 || b === 0) return 'unknown';
  const yearA = a >>> yearShift;
  const yearB = b >>> yearShift;
  const monthA = (a >>> monthShift) & 15;
  const monthB = (b >>> monthShift) & 15;
  const dayA = (a >>> dayShift) & 31;
  const dayB = (b >>> dayShift) & 31;
  if (dayA !== 0 && dayB !== 0 && ((a | b) & circaBit) === 0) {
    if (a === b) return 'same';
    if (yearA === yearB) return monthA === dayB && dayA === monthB ? 'swapped' : 'near';
    if (yearA - yearB === 1 || yearB - yearA === 1) return 'near';
    return monthA === monthB && dayA === dayB && isSlip(yearA + yearBase, yearB + yearBase)
      ? 'near'
      : 'contradiction';
  }
  const slackA = (a & circaBit) === 0 ? 0 : circaYears * 12;
  const slackB = (b & circaBit) === 0 ? 0 : circaYears * 12;
  const firstA = firstMonth(yearA, monthA, slackA);
  const firstB = firstMonth(yearB, monthB, slackB);
  const lastA = lastMonth(yearA, monthA, a & spanMask, slackA);
  const lastB = lastMonth(yearB, monthB, b & spanMask, slackB);
  if (firstA <= lastB && firstB <= lastA) return 'compatible';
  const gap = firstA > lastB ? yearOf(firstA) - yearOf(lastB) : yearOf(firstB) - yearOf(lastA);
  return gap <= 1 ? 'near' : 'contradiction';
}

function yearOf(month: number): number {
  return Math.trunc(month / 12);
}

// `circa` widens to whole years: circa June 1960 is any month of 1958 to 1962.
function firstMonth(year: number, month: number, slack: number): number {
  return slack > 0 || month === 0 ? year * 12 - slack : year * 12 + month - 1;
}

function lastMonth(year: number, month: number, span: number, slack: number): number {
  const last = month === 0 ? year * 12 + 11 : year * 12 + month - 1 + span;
  return slack > 0 ? yearOf(last) * 12 + 11 + slack : last;
}

/** True where two years of four digits differ in one digit, or in two neighbouring digits exchanged. */
function isSlip(a: number, b: number): boolean {
  let differing = 0;
  for (let scale = 1; scale <= 1000; scale *= 10) {
    if (digitAt(a, scale) === digitAt(b, scale)) continue;
    differing++;
    const crossed =
      digitAt(a, scale) === digitAt(b, scale * 10) && digitAt(a, scale * 10) === digitAt(b, scale);
    if (crossed && Math.trunc(a / (scale * 100)) === Math.trunc(b / (scale * 100)) && differing === 1)
      return true;
  }
  return differing === 1;
}

function digitAt(year: number, scale: number): number {
  return Math.trunc(year / scale) % 10;
}

function packAny(date: PartialDate | string): number {
  if (typeof date === 'string') return packDate(date);
  return packDate(date.value, {
    ...(date.circa !== undefined && { circa: date.circa }),
    ...(date.until !== undefined && { until: date.until }),
  });
}

/**
 * How two dates stand to each other; see `DateRelation`. Takes parsed dates or ISO prefixes (a time behind the day
 * is left out; any other text is `unknown`: parse it first). Symmetric, and the same as `comparePacked` of both
 * packed, so ranges are compared by whole months.
 */
export function compareDates(a: PartialDate | string, b: PartialDate | string): DateRelation {
  return comparePacked(packAny(a), packAny(b));
}
