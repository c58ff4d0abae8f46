/** A period as the advanced and enhanced formats state a date: the first and the last day that it can be. */
export interface Period {
  readonly first: string;
  readonly last: string;
  readonly approximate: boolean;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The period as the other formats write it, so that all say the same: a whole year is `1991`, a whole month
 * `Dec 1948`, a day `10 Dec 1948`, two years `1945 to 1950`; `circa` where it is approximate.
 */
export function periodText({ first, last, approximate }: Period): string {
  const circa = approximate ? 'circa ' : '';
  if (first === last) return circa + dayText(first);
  const [from, to] = [partsOf(first), partsOf(last)];
  if (from === undefined || to === undefined) return circa + first;
  const wholeYears = from.rest === '01-01' && to.rest === '12-31';
  if (wholeYears) return circa + (from.year === to.year ? from.year : `${from.year} to ${to.year}`);
  const wholeMonths = from.day === '01' && to.day === lastDay(to.year, to.month);
  if (!wholeMonths) return `${circa}${dayText(first)} to ${dayText(last)}`;
  const [begin, end] = [monthText(from), monthText(to)];
  return circa + (begin === end ? begin : `${begin} to ${end}`);
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly rest: string;
}

function partsOf(iso: string): Parts | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return { year, month, day, rest: `${month}-${day}` };
}

function lastDay(year: string, month: string): string {
  return String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, '0');
}

function monthText({ year, month }: Parts): string {
  return `${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

function dayText(iso: string): string {
  const parts = partsOf(iso);
  return parts === undefined ? iso : `${parts.day} ${monthText(parts)}`;
}
