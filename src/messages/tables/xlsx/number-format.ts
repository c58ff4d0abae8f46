/** Built-in formats that show a date (ECMA-376 part 1, 18.8.30, and its East Asian tables); those of a time alone are left out. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, ...range(27, 31), 34, 35, 36, ...range(50, 54), 57, 58]);
const DAY = 86_400_000;
/** Serial 60 is 29 February 1900, a day that Excel has and the calendar has not. */
const NO_SUCH_DAY = 60;

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * True when a number format shows a date.
 * @param code the format's own code, e.g. `dd/mm/yyyy;@`; absent for a built-in format.
 */
export function isDateFormat(id: number, code?: string): boolean {
  if (code === undefined) return DATE_FORMATS.has(id);
  const bare = code
    .split(';')[0]!
    .replace(/\[[hms]+\]/gi, 'h')
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .replace(/general|am\/pm/gi, '');
  return /[ydeg]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare));
}

/**
 * The ISO 8601 form of a day number, with the time where it has one.
 * @param serial days since 31 December 1899 (or 1 January 1904); undefined comes back for what is no date.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 1 || serial >= 2_958_466) return undefined;
  if (!from1904 && Math.floor(serial) === NO_SUCH_DAY) return '1900-02-29';
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < NO_SUCH_DAY ? 31 : 30);
  const iso = new Date(epoch + Math.round((serial * DAY) / 1000) * 1000).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}
