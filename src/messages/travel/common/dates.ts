import { readBirthDate, readExpiry } from '../mrz/dates.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `YYMMDD`, unknown parts as they are written; undefined where it has no such form. */
function sixDigits(text: string): { readonly six: string; readonly century?: string } | undefined {
  const compact = text
    .trim()
    .toUpperCase()
    .replace(/[\s./-]/g, '');
  const named = /^(\d{1,2}|XX|--)?([A-Z]{3})(\d{4}|\d{2})$/.exec(compact);
  if (named !== null) {
    const month = MONTHS.indexOf(named[2]!) + 1;
    if (month === 0 && named[2] !== 'XXX') return undefined;
    const [day = '00', year] = [named[1]?.padStart(2, '0'), named[3]!];
    const six = `${year.slice(-2)}${month === 0 ? '00' : String(month).padStart(2, '0')}${day}`;
    return year.length === 4 ? { six, century: year.slice(0, 2) } : { six };
  }
  const digits = /^(\d{2})?(\d{2}(?:\d\d|XX|<<)(?:\d\d|XX|<<))$/.exec(compact);
  if (digits === null) return undefined;
  return digits[1] === undefined ? { six: digits[2]! } : { six: digits[2]!, century: digits[1] };
}

/** Readings of a date of birth: `541016`, `19541016`, `16OCT54`; empty where it is no date. */
export function birthDatesOf(text: string, asOf: number): readonly string[] {
  const date = sixDigits(text);
  if (date === undefined) return [];
  const { six, century } = date;
  if (century !== undefined) {
    // A day after which all two-digit years lie: the century that is told is the one that is taken.
    const { value } = readBirthDate(six, Date.UTC(Number(century) * 100 + 99, 11, 31));
    const told = value === undefined ? undefined : `${century}${value.slice(2)}`;
    return told === undefined || told > new Date(asOf).toISOString() ? [] : [told];
  }
  const { value, orYear } = readBirthDate(six, asOf);
  if (value === undefined) return [];
  return orYear === undefined ? [value] : [value, `${orYear}${value.slice(4)}`];
}

/** A date near `asOf`, before or after: of expiry or issue. */
export function nearDateOf(text: string, asOf: number): string | undefined {
  const date = sixDigits(text);
  if (date === undefined) return undefined;
  const { value } = readExpiry(date.six, asOf);
  return value === undefined || date.century === undefined ? value : `${date.century}${value.slice(2)}`;
}

/** `YYMMDD`, `YYYYMMDD` with or without `HHMM`, local time. */
export function momentOf(text: string, asOf: number): string | undefined {
  const found = /^(\d{8}|\d{6}):?(\d{4})?(?:\d{2})?$/.exec(text.trim());
  if (found === null) return undefined;
  const [, day, time] = found;
  // Ten digits are a two-digit year with the time, twelve a four-digit one.
  if (day!.length === 8 && time === undefined && text.trim().length === 10) {
    return momentOf(`${text.trim().slice(0, 6)}:${text.trim().slice(6)}`, asOf);
  }
  const date = nearDateOf(day!, asOf);
  if (date === undefined || date.length < 10) return undefined;
  const clock = time === undefined ? '' : clockOf(time);
  return clock === undefined ? undefined : `${date}${clock}`;
}

/** `THH:MM` of `HHMM`. */
export function clockOf(text: string): string | undefined {
  return /^([01]\d|2[0-3])[0-5]\d$/.test(text) ? `T${text.slice(0, 2)}:${text.slice(2)}` : undefined;
}

/** DDMMYY, as PADIS writes days of flights and bookings. */
export function padisDayOf(text: string, asOf: number): string | undefined {
  const found = /^(\d\d)(\d\d)(\d\d)$/.exec(text.trim());
  return found === null ? undefined : nearDateOf(`${found[3]}${found[2]}${found[1]}`, asOf);
}
