import {
  type Calendar,
  calendarYears,
  dayNumberIn,
  daysInMonth,
  daysInMonthOf,
  gregorianOf,
} from './calendars.ts';

/** Why a text is no date. Stable: callers may rely on the words. */
export type DateFault =
  | 'empty'
  | 'unknown'
  | 'too-long'
  | 'form'
  | 'no-such-day'
  | 'two-digit-year'
  | 'calendar'
  | 'out-of-range'
  | 'open-range'
  | 'order';

/** Year, month and day as far as known (0: not), in the Gregorian calendar. */
interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** One way to read a text that names one date. */
export interface Reading {
  readonly from: Parts;
  readonly until?: Parts;
  readonly notes: readonly string[];
  readonly alternative?: 'day-month' | 'month-name';
  /** Which of two figures was taken for the day, where both were possible. */
  readonly order?: 'day-first' | 'month-first';
}

export interface Fault {
  readonly fault: DateFault;
  readonly detail: string;
}

/** What the caller knows about a date beforehand. */
export interface DateHints {
  /** Figures are day/month (true) or month/day (false). Without it an ambiguous date gives both. */
  readonly dayFirst?: boolean;
  /** BCP 47. Decides the order of figures where `dayFirst` is not given, and month names that languages share. */
  readonly locale?: string;
  /** The calendar of dates that do not say. A year that this calendar cannot mean stays Gregorian. */
  readonly calendar?: Calendar;
  /** Reads a year of two digits as the last such year not after this one. Without it such a year is a fault. */
  readonly latestYear?: number;
  /** The text, where it is a plain number, is a day number of Excel (1900 system). */
  readonly excelSerial?: boolean;
}

/** Gregorian years outside these are taken for a slip or another calendar. Old firms are older than old people. */
const earliest = 1500;
const latest = 2199;
/** Checks year, month and day (0: not known) in their calendar and gives them in the Gregorian one. */
export function settle(
  year: number,
  month: number,
  day: number,
  named: Calendar | undefined,
  hints: DateHints,
  notes: readonly string[],
): Reading | Fault {
  const said = [...notes];
  if (year === 0) return { fault: month === 0 && day === 0 ? 'unknown' : 'form', detail: 'no year' };
  if (month === 0 && day !== 0) {
    said.push(`day ${day} without a month left out`);
    day = 0;
  } else if (month > 12) {
    return { fault: 'no-such-day', detail: `there is no month ${month}` };
  }
  const calendar =
    named ??
    (hints.calendar !== undefined && within(year, calendarYears[hints.calendar])
      ? hints.calendar
      : undefined);
  if (calendar === undefined) {
    if (year < earliest && year >= 1000)
      return { fault: 'calendar', detail: `year ${year}: of which calendar is not said` };
    if (year < earliest || year > latest) return { fault: 'out-of-range', detail: `year ${year}` };
    if (month > 0 && day > daysInMonth(year, month)) {
      return { fault: 'no-such-day', detail: `month ${month} of ${year} has no day ${day}` };
    }
    return { from: { year, month, day }, notes: said };
  }
  if (!within(year, calendarYears[calendar]))
    return { fault: 'out-of-range', detail: `year ${year} of the ${calendar} calendar` };
  if (month > 0 && day > daysInMonthOf(calendar, year, month)) {
    // A moon may be sighted late: day 30 of any month is written, whatever the table says.
    if (calendar !== 'islamic' || day !== 30) {
      return { fault: 'no-such-day', detail: `month ${month} of ${year} (${calendar}) has no day ${day}` };
    }
  }
  return convert(calendar, year, month, day, said);
}

function convert(calendar: Calendar, year: number, month: number, day: number, notes: string[]): Reading {
  const written = [year, month, day].filter((part, index) => index === 0 || part > 0).join('-');
  notes.push(
    `${calendar} ${written} converted${calendar === 'islamic' && day > 0 ? ' by the tabular calendar: may be a day off' : ''}`,
  );
  if (day > 0) return { from: gregorianOf(dayNumberIn(calendar, { year, month, day })), notes };
  const next =
    month === 0 || month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  const from = gregorianOf(dayNumberIn(calendar, { year, month: Math.max(month, 1), day: 1 }));
  const until = gregorianOf(dayNumberIn(calendar, next) - 1);
  // Only as exact as the source: a year becomes years, a month months.
  const cut = (date: Parts): Parts => ({ year: date.year, month: month === 0 ? 0 : date.month, day: 0 });
  const [first, last] = [cut(from), cut(until)];
  return first.year === last.year && first.month === last.month
    ? { from: first, notes }
    : { from: first, until: last, notes };
}

function within(year: number, [first, last]: readonly [number, number]): boolean {
  return year >= first && year <= last;
}
