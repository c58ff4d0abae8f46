import { parseUkDay } from './day.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Report Date` of the UK Sanctions List CSV: `01/10/2026`, `23-Sep-2026` or `2026-09-23`. */
export function parseReportDate(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text.slice(0, 10);
  const [, day, word, year] = /^(\d{1,2})[-\s]([A-Za-z]{3})[a-z]*[-\s](\d{4})/.exec(text) ?? [];
  if (word === undefined) return parseUkDay(text.slice(0, 10));
  const month = MONTHS.indexOf(word.toLowerCase()) + 1;
  return month === 0 ? undefined : parseUkDay(`${day}/${month}/${year}`);
}
