/** What the six digits of a date say, read at a time. */
export interface MrzDate {
  /** ISO 8601 prefix: `1970`, `1970-05`, `1970-05-06`; undefined where nothing is known or there is no such day. */
  readonly value?: string;
  /** The year of another century that fits as well: a person over a hundred, as `1921` beside `2021`. */
  readonly orYear?: number;
  readonly isWrong: boolean;
}

/** Fillers, zeros, dashes and X all stand for what is not known. */
const UNKNOWN = /^(?:<<|00|XX|--)$/;
/** Nobody is older. */
const OLDEST = 120;

/** A date of birth, `YYMMDD`: the latest that is not after `asOf` (milliseconds since 1970). Days and months may be unknown. */
export function readBirthDate(text: string, asOf: number): MrzDate {
  const parts = partsOf(text);
  if (parts === undefined) return { isWrong: !/^(?:<|X|-|0)+$/.test(text) };
  const { year, rest } = parts;
  const today = new Date(asOf).toISOString().slice(0, 10);
  const fits = [2000 + year, 1900 + year].filter(
    (full) => `${full}${rest}` <= today.slice(0, `${full}${rest}`.length),
  );
  const [full, other] = fits;
  if (full === undefined) return { isWrong: true };
  const thisYear = Number(today.slice(0, 4));
  const orYear = other !== undefined && thisYear - other <= OLDEST ? other : undefined;
  return dated(`${full}${rest}`, orYear);
}

/** A date of expiry: the one nearest to `asOf`, for documents are good for some ten years. */
export function readExpiry(text: string, asOf: number): MrzDate {
  const parts = partsOf(text);
  if (parts === undefined) return { isWrong: !/^(?:<|X|-|0)+$/.test(text) };
  const thisYear = new Date(asOf).getUTCFullYear();
  const century = Math.round((thisYear - parts.year) / 100) * 100;
  return dated(`${century + parts.year}${parts.rest}`, undefined);
}

function dated(value: string, orYear: number | undefined): MrzDate {
  if (!isThere(value)) return { isWrong: true };
  return { value, isWrong: false, ...(orYear === undefined ? {} : { orYear }) };
}

/** Undefined where the year is not known or something is no number. */
function partsOf(text: string): { readonly year: number; readonly rest: string } | undefined {
  const [year, month, day] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)];
  if (!/^\d\d$/.test(year)) return undefined;
  if (UNKNOWN.test(month)) return UNKNOWN.test(day) ? { year: Number(year), rest: '' } : undefined;
  if (!/^\d\d$/.test(month)) return undefined;
  if (UNKNOWN.test(day)) return { year: Number(year), rest: `-${month}` };
  return /^\d\d$/.test(day) ? { year: Number(year), rest: `-${month}-${day}` } : undefined;
}

function isThere(value: string): boolean {
  const [year, month = '01', day = '01'] = value.split('-');
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

/** A date as the zone writes it: `YYMMDD`, fillers for what an ISO prefix leaves out. */
export function writeDate(value: string | undefined): string {
  const [year, month = '<<', day = '<<'] = value?.split('-') ?? [];
  return `${year?.slice(-2) ?? '<<'}${month}${day}`;
}
