/**
 * A day of the UK lists: `12/05/1958`, `dd/mm/1945`, `00/04/1984`, `10/00/1983`, `1946`.
 * Gives as much of an ISO 8601 date as is known, undefined for anything else and for a day that does not
 * exist. A day without a month tells no more than the year.
 */
export function parseUkDay(text: string): string | undefined {
  const found = /^(?:(dd|\d{1,2})\/(mm|\d{1,2})\/)?(\d{4})(?: 00:00(?::00)?)?$/i.exec(text.trim());
  if (!found) return undefined;
  const year = Number(found[3]);
  const month = numberOf(found[2]);
  const day = numberOf(found[1]);
  const iso = String(year).padStart(4, '0');
  if (year === 0 || month > 12) return undefined;
  if (month === 0) return iso;
  if (day === 0) return `${iso}-${two(month)}`;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return `${iso}-${two(month)}-${two(day)}`;
}

function numberOf(part: string | undefined): number {
  return part === undefined || /[dm]/i.test(part) ? 0 : Number(part);
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
