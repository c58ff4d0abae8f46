import { isIsoDate, RiegelError } from '../../entity/index.ts';
import type { Holding, HoldingKind } from './holding.ts';
import { readShare, type Share, shareOfPercent, UNKNOWN_SHARE } from './share.ts';

/** A row of an upload: who owns how much of what. Texts and numbers as JSON or a table gives them. */
export interface OwnershipRow {
  /** Id of a listed entity or of a customer. */
  readonly owner: string;
  readonly asset: string;
  /** Percent, 0 … 100, or words: `25-50`, `more than 25`, `1/3`, `unknown`. Absent: unknown. */
  readonly percentage?: string | number | null;
  /** Instead of `percentage`: bounds in percent, both inside; a missing one is open. */
  readonly percentageMin?: string | number | null;
  readonly percentageMax?: string | number | null;
  /** Default `shares`. */
  readonly kind?: string | null;
  readonly interest?: string | null;
  readonly arrangement?: string | null;
  /** ISO prefixes. */
  readonly from?: string | null;
  readonly until?: string | null;
  readonly asOf?: string | null;
  readonly source: string;
}

export interface OwnershipReject {
  /** From 1. */
  readonly row: number;
  readonly error: RiegelError;
}

/** Reads rows; a wrong one is rejected with its place and stops no other. */
export function readOwnershipRows(rows: Iterable<unknown>): {
  readonly holdings: readonly Holding[];
  readonly rejects: readonly OwnershipReject[];
} {
  const holdings: Holding[] = [];
  const rejects: OwnershipReject[] = [];
  let row = 0;
  for (const one of rows) {
    row++;
    try {
      holdings.push(holdingOfRow(one, row));
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      rejects.push({ row, error });
    }
  }
  return { holdings, rejects };
}

const LONGEST = 512;
const KIND_NAMES: ReadonlySet<string> = new Set<HoldingKind>(['shares', 'votes', 'control']);

/** The holding of a row. Throws `screening/bad-holding` with the row and what was expected. */
function holdingOfRow(value: unknown, row: number): Holding {
  const wrong = (path: string, message: string, expected: string) =>
    new RiegelError('screening/bad-holding', message, { place: { row, path }, expected });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('', 'The row is no object', 'an object with owner, asset and source');
  const fields = value as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const given = fields[name];
    if (given === undefined || given === null || given === '') return undefined;
    if (typeof given !== 'string' || given.length > LONGEST)
      throw wrong(name, `${name} is no text of up to ${LONGEST} letters`, 'a text');
    return given.trim() === '' ? undefined : given.trim();
  };
  const needed = (name: string): string => {
    const given = text(name);
    if (given === undefined) throw wrong(name, `${name} is missing`, 'an id');
    return given;
  };
  const date = (name: string): string | undefined => {
    const given = text(name);
    if (given !== undefined && !(isIsoDate(given) && given.length <= 10))
      throw wrong(name, `${JSON.stringify(given)} is no date`, 'YYYY, YYYY-MM or YYYY-MM-DD');
    return given;
  };
  const kind = text('kind') ?? 'shares';
  if (!KIND_NAMES.has(kind))
    throw wrong('kind', `${JSON.stringify(kind)} is no kind of holding`, 'shares, votes or control');
  const share = shareOf(fields);
  if (share === undefined)
    throw wrong('percentage', 'The share cannot be read', 'percent from 0 to 100, a range, or "unknown"');
  const [from, until] = [date('from'), date('until')];
  if (from !== undefined && until !== undefined && until < from.slice(0, until.length))
    throw wrong('until', 'The holding ends before it begins', 'a date not before "from"');
  const optional = {
    interest: text('interest'),
    arrangement: text('arrangement'),
    from,
    until,
    asOf: date('asOf'),
  };
  return {
    owner: needed('owner'),
    asset: needed('asset'),
    kind: kind as HoldingKind,
    share,
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, given]) => given !== undefined),
    ) as Partial<Holding>),
    source: needed('source'),
  };
}

function shareOf(fields: Record<string, unknown>): Share | undefined {
  const { percentage, percentageMin, percentageMax } = fields;
  const bounded = isGiven(percentageMin) || isGiven(percentageMax);
  if (!bounded) return isGiven(percentage) ? oneShare(percentage) : UNKNOWN_SHARE;
  // Both ways of saying it at once is a contradiction in one row.
  if (isGiven(percentage)) return undefined;
  const low = isGiven(percentageMin) ? oneShare(percentageMin) : UNKNOWN_SHARE;
  const high = isGiven(percentageMax) ? oneShare(percentageMax) : UNKNOWN_SHARE;
  if (low === undefined || high === undefined || low.low > high.high) return undefined;
  return { low: low.low, high: high.high };
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

function oneShare(value: unknown): Share | undefined {
  if (typeof value === 'number') return shareOfPercent(value);
  return typeof value === 'string' && value.length <= 100 ? readShare(value) : undefined;
}
