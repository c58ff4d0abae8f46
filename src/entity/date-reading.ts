import { type Calendar, gregorianOf } from './calendars.ts';
import { type DateHints, type Fault, type Reading, settle } from './date-settle.ts';
import { calendarNamed, dateWords, monthsNamed, takeCalendarMonth } from './date-words.ts';

const timeSuffix =
  /^(.*?\d)(?:t|\s*,?\s)\s*(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:am|pm)?\s?(?:z|utc|gmt)?(?:[+-]\d{2}:?\d{2})?)$/;
const zoneSuffix = /^(\d{4}-\d{2}-\d{2})(z|[+-]\d{2}:\d{2})$/;

/** Reads a folded text that names one date (no range, no `circa`). Gives every way to read it, or why there is none. */
export function readDate(folded: string, hints: DateHints): readonly Reading[] | Fault {
  const notes: string[] = [];
  let text = folded;
  const timed = timeSuffix.exec(text) ?? zoneSuffix.exec(text);
  if (timed !== null) {
    text = timed[1]!;
    if (!/^(?:00:00(?::00(?:[.,]0+)?)?)?z?$/.test(timed[2]!)) notes.push(`time or zone ${timed[2]} left out`);
  }
  const named = takeCalendar(text);
  text = named.text;
  const figures = readFigures(text, hints, named.calendar, notes);
  if (figures !== undefined) return figures;
  return readWords(text, hints, named.calendar, notes);
}

/** Takes the name of a calendar off the end or the beginning of a date. */
function takeCalendar(text: string): { text: string; calendar?: Calendar } {
  const tail = /^(.*[\d])[\s.,(]*([^\d]+)$/.exec(text);
  if (tail !== null) {
    const phrase = phraseOf(tail[2]!);
    const calendar = calendarNamed(phrase);
    if (calendar !== undefined) return { text: tail[1]!, calendar };
    // `1968 г.`, `1968 AD`, `1968م`
    if (dateWords.fillers.has(phrase)) return { text: tail[1]! };
  }
  const head = /^([^\d]+?)[\s:]*(\d.*)$/.exec(text);
  if (head !== null) {
    const calendar = calendarNamed(phraseOf(head[1]!));
    if (calendar !== undefined) return { text: head[2]!, calendar };
  }
  return { text };
}

function phraseOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}]+/gu, ' ').trim();
}

const eastAsian = /^(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일]?)?)?$/;
const threeFigures = /^(\d{1,4})\s?([-./ ])\s?(\d{1,2})\s?[-./ ]\s?(\d{1,4})\.?$/;
const yearAndMonth = /^(\d{4})\s?[-./]\s?(\d{1,2})$/;
const monthAndYear = /^(\d{1,2})\s?[-./ ]\s?(\d{4})$/;

function readFigures(
  text: string,
  hints: DateHints,
  calendar: Calendar | undefined,
  notes: readonly string[],
): readonly Reading[] | Fault | undefined {
  const one = (year: number, month: number, day: number, more: readonly string[] = []) =>
    only(settle(year, month, day, calendar, hints, [...notes, ...more]));
  if (hints.excelSerial === true && /^\d{1,7}(?:\.\d+)?$/.test(text)) return readExcel(Number(text), notes);
  if (/^\d{4}$/.test(text)) return one(Number(text), 0, 0);
  let found = eastAsian.exec(text);
  if (found !== null) return one(Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0));
  found = threeFigures.exec(text);
  if (found !== null) return readThree(found, hints, calendar, notes);
  found = yearAndMonth.exec(text);
  if (found !== null && Number(found[2]) <= 12) return one(Number(found[1]), Number(found[2]), 0);
  found = monthAndYear.exec(text);
  if (found !== null && Number(found[1]) <= 12) return one(Number(found[2]), Number(found[1]), 0);
  if (/^\d{8}$/.test(text)) return readEight(text, hints, calendar, notes);
  return undefined;
}

function readExcel(serial: number, notes: readonly string[]): readonly Reading[] | Fault {
  // Day 60 is 29 February 1900, which Excel has and the calendar has not; before it the count is one off.
  if (serial < 61 || serial >= 109_575) return { fault: 'out-of-range', detail: `Excel day ${serial}` };
  const date = gregorianOf(Math.floor(serial) - 25_569);
  return [{ from: date, notes: [...notes, `Excel day ${Math.floor(serial)}`] }];
}

/** Eight figures: year first where that is a day of these times, else year last. */
function readEight(
  text: string,
  hints: DateHints,
  calendar: Calendar | undefined,
  notes: readonly string[],
): readonly Reading[] | Fault {
  const first = settle(
    Number(text.slice(0, 4)),
    Number(text.slice(4, 6)),
    Number(text.slice(6)),
    calendar,
    hints,
    notes,
  );
  if (!('fault' in first)) return [first];
  const turned = /^(\d{2})(\d{2})(\d{4})$/.exec(text)!;
  const last = readThree([text, turned[1]!, '', turned[2]!, turned[3]!], hints, calendar, notes);
  return 'fault' in last ? first : last;
}

function readThree(
  found: readonly (string | undefined)[],
  hints: DateHints,
  calendar: Calendar | undefined,
  notes: readonly string[],
): readonly Reading[] | Fault {
  const [, first, separator, second, third] = found as readonly string[];
  if (/^0+$/.test(first! + second! + third!)) return { fault: 'unknown', detail: 'all figures are zero' };
  if (first!.length >= 3) {
    if (first!.length !== 4 || third!.length > 2) return { fault: 'form', detail: 'no year of four digits' };
    const [year, month, day] = [Number(first), Number(second), Number(third)];
    if (month > 12 && day >= 1 && day <= 12) {
      return only(settle(year, day, month, calendar, hints, [...notes, 'read as year, day, month']));
    }
    return only(settle(year, month, day, calendar, hints, notes));
  }
  const [a, b] = [Number(first), Number(second)];
  let year = Number(third);
  if (third!.length !== 4) {
    if (third!.length !== 2 || hints.latestYear === undefined) {
      return { fault: 'two-digit-year', detail: `the century of ${third} is not known` };
    }
    year = hints.latestYear - ((((hints.latestYear - year) % 100) + 100) % 100);
    notes = [...notes, `year ${third} read as ${year}`];
  }
  const dayFirst = hints.dayFirst ?? (hints.locale === undefined ? undefined : orderOf(hints.locale));
  const asDayMonth = () => settle(year, b, a, calendar, hints, notes);
  const asMonthDay = () => settle(year, a, b, calendar, hints, [...notes, 'read as month, day, year']);
  if (a > 12 && hints.dayFirst === false) notes = [...notes, 'read as day, month, year'];
  if (a > 12 || a === b || calendar !== undefined || separator === '.') return only(asDayMonth());
  if (b > 12) return only(dayFirst === true ? asMonthDay() : settle(year, a, b, calendar, hints, notes));
  if (dayFirst !== undefined)
    return only(dayFirst ? asDayMonth() : settle(year, a, b, calendar, hints, notes));
  if (a === 0 || b === 0) return only(asDayMonth());
  const readings: Reading[] = [];
  for (const [reading, order] of [
    [asDayMonth(), 'day-first'],
    [settle(year, a, b, calendar, hints, notes), 'month-first'],
  ] as const) {
    if ('fault' in reading) return reading;
    const note =
      order === 'day-first'
        ? 'day and month not certain: day first'
        : 'day and month not certain: month first';
    readings.push({ ...reading, notes: [...reading.notes, note], alternative: 'day-month', order });
  }
  return readings;
}

const orders = new Map<string, boolean | undefined>();
function orderOf(locale: string): boolean | undefined {
  if (!orders.has(locale)) orders.set(locale, writesDayFirst(locale));
  return orders.get(locale);
}

/** True where a locale writes the day before the month in figures; undefined where the locale is none. */
function writesDayFirst(locale: string): boolean | undefined {
  try {
    const parts = new Intl.DateTimeFormat(locale, { dateStyle: 'short' })
      .formatToParts(0)
      .map((part) => part.type);
    return parts.indexOf('day') < parts.indexOf('month');
  } catch {
    return undefined;
  }
}

function readWords(
  text: string,
  hints: DateHints,
  calendar: Calendar | undefined,
  notes: readonly string[],
): readonly Reading[] | Fault {
  const tokens = text.match(/\d+|[\p{L}\p{M}]+/gu) ?? [];
  let months: readonly number[] | undefined;
  const numbers: string[] = [];
  const unread: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (/^\d/.test(token)) {
      numbers.push(token);
      continue;
    }
    // Months of two words: كانون الثاني.
    const pair = months === undefined ? monthsNamed(`${token} ${tokens[index + 1]}`, hints.locale) : [];
    const named = pair.length > 0 ? pair : monthsNamed(token, hints.locale);
    if (pair.length > 0) index++;
    if (named.length > 0 && months === undefined) months = named;
    // شباط/فبراير: one month under two names.
    else if (months !== undefined && named.some((month) => months?.includes(month)))
      months = months.filter((month) => named.includes(month));
    else if (!dateWords.fillers.has(token)) unread.push(token);
  }
  if (months === undefined || unread.length > 0) {
    const other = takeCalendarMonth(text);
    if (other !== undefined) {
      const rest = other.rest.match(/\d+/g) ?? [];
      const strange = (other.rest.match(/[\p{L}\p{M}]+/gu) ?? []).filter(
        (word) => !dateWords.fillers.has(word) && calendarNamed(word) === undefined,
      );
      if (strange.length === 0) return placeMonth([other.month], rest, hints, other.calendar, notes);
    }
    if (unread.length > 0) return { fault: 'form', detail: `${unread.length} word(s) not understood` };
    if (numbers.length === 1 && numbers[0]!.length === 4 && tokens.length > 1) {
      return only(settle(Number(numbers[0]), 0, 0, calendar, hints, notes));
    }
    return { fault: 'form', detail: 'neither figures nor the name of a month' };
  }
  return placeMonth(months, numbers, hints, calendar, notes);
}

/** Joins the name of a month with the one or two numbers around it. */
function placeMonth(
  months: readonly number[],
  numbers: readonly string[],
  hints: DateHints,
  calendar: Calendar | undefined,
  notes: readonly string[],
): readonly Reading[] | Fault {
  const years = numbers.filter((number) => number.length === 4);
  const days = numbers.filter((number) => number.length <= 2);
  if (years.length + days.length !== numbers.length || numbers.length === 0 || numbers.length > 2) {
    return { fault: 'form', detail: 'not one year and at most one day' };
  }
  let year = Number(years[0]);
  let day = Number(days[0] ?? 0);
  if (years.length === 0) {
    if (days.length < 2) return { fault: 'form', detail: 'no year' };
    if (hints.latestYear === undefined)
      return { fault: 'two-digit-year', detail: `the century of ${days[1]} is not known` };
    year = hints.latestYear - ((((hints.latestYear - Number(days[1])) % 100) + 100) % 100);
    day = Number(days[0]);
    notes = [...notes, `year ${days[1]} read as ${year}`];
  } else if (years.length === 2) {
    return { fault: 'form', detail: 'two years' };
  }
  const readings: Reading[] = [];
  let fault: Fault | undefined;
  for (const month of months) {
    const reading = settle(year, month, day, calendar, hints, notes);
    if ('fault' in reading) fault ??= reading;
    else if (months.length === 1) readings.push(reading);
    else
      readings.push({
        ...reading,
        notes: [...reading.notes, 'month name of several languages'],
        alternative: 'month-name',
      });
  }
  return readings.length > 0 ? readings : fault!;
}

function only(reading: Reading | Fault): readonly Reading[] | Fault {
  return 'fault' in reading ? reading : [reading];
}
