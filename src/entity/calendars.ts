/**
 * Arithmetic of the calendars that dates of birth are written in. All functions take and give whole days as
 * days since 1970-01-01 (negative before), in the proleptic Gregorian calendar.
 */

export type Calendar = 'islamic' | 'persian' | 'buddhist';

/** Year, month 1 to 12, day 1 to 31. */
export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Julian day number of 1970-01-01. */
const unixEpoch = 2440588;
const millisecondsOfDay = 86_400_000;

/** Number of days of a Gregorian month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The Gregorian date of a day number. */
export function gregorianOf(dayNumber: number): CivilDay {
  const date = new Date(dayNumber * millisecondsOfDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * The day number of a date in another calendar.
 *
 * `islamic` is the tabular civil calendar (11 leap years in 30, epoch 16 July 622 Julian). The calendar of a
 * country that goes by the sighting of the moon, or by Umm al-Qura, can be one day off, seldom two.
 * `persian` is the solar Hijri calendar by the 33-year rule, exact for the years 1178 to 1633.
 * `buddhist` is the Thai solar calendar since 1941: the Gregorian year plus 543.
 */
export function dayNumberIn(calendar: Calendar, { year, month, day }: CivilDay): number {
  switch (calendar) {
    case 'islamic':
      return (
        day +
        Math.ceil(29.5 * (month - 1)) +
        354 * (year - 1) +
        Math.floor((3 + 11 * year) / 30) +
        1948439 -
        unixEpoch
      );
    case 'persian':
      return (
        day +
        (month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6) +
        365 * (year - 1) +
        Math.floor((8 * year + 21) / 33) +
        1948319 -
        unixEpoch
      );
    case 'buddhist':
      return Date.UTC(year - 543, month - 1, day) / millisecondsOfDay;
  }
}

/** Number of days of a month in another calendar; 0 where there is no such month. */
export function daysInMonthOf(calendar: Calendar, year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  return dayNumberIn(calendar, next) - dayNumberIn(calendar, { year, month, day: 1 });
}

/** Years in which somebody on a list, or a firm on one, can have begun. */
export const calendarYears: Readonly<Record<Calendar, readonly [first: number, last: number]>> = {
  islamic: [1200, 1600],
  persian: [1178, 1500],
  buddhist: [2343, 2643],
};
