import { RiegelError } from '../../../entity/index.ts';

/** What one unit of `base` is worth, as the operator's source says, on one day. */
export interface RateTable {
  /** Who says so: it stands in what is answered. */
  readonly source: string;
  /** ISO 4217. */
  readonly base: string;
  /** ISO day of the rates. */
  readonly date: string;
  /** Units of each currency for one of the base. */
  readonly rates: Readonly<Record<string, number>>;
  /** Days after which the table is stale; 7 where it does not say. */
  readonly maximumAgeDays?: number;
}

/** Longer than the longest run of days without rates of the central banks. */
const MAXIMUM_AGE_DAYS = 7;
const DAY = 86_400_000;

/** Reads a table of rates. Throws `payments/bad-rates`. */
export function parseRates(text: string): RateTable {
  const bad = (what: string) =>
    new RiegelError('payments/bad-rates', `The table of rates ${what}`, {
      expected: '{"source": "ECB", "base": "EUR", "date": "2026-11-20", "rates": {"USD": 1.08}}',
    });
  let table: Partial<RateTable> | null;
  try {
    table = JSON.parse(text) as Partial<RateTable> | null;
  } catch {
    throw bad('is no JSON');
  }
  const { source, base, date, rates, maximumAgeDays } = table ?? {};
  if (typeof source !== 'string' || source === '') throw bad('does not say where it is from');
  if (typeof base !== 'string' || !/^[A-Z]{3}$/.test(base)) throw bad('has no base currency');
  if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw bad('has no date');
  }
  if (typeof rates !== 'object' || rates === null) throw bad('has no rates');
  for (const [currency, rate] of Object.entries(rates)) {
    if (!/^[A-Z]{3,5}$/.test(currency) || !(typeof rate === 'number' && rate > 0 && rate < Infinity)) {
      throw bad(`has no rate that can be used for ${JSON.stringify(currency)}`);
    }
  }
  if (maximumAgeDays !== undefined && !(Number.isInteger(maximumAgeDays) && maximumAgeDays > 0)) {
    throw bad('has no number of days as its maximum age');
  }
  return Object.freeze({
    source,
    base,
    date,
    rates,
    ...(maximumAgeDays === undefined ? {} : { maximumAgeDays }),
  });
}

export interface Threshold {
  /** Decimal. */
  readonly amount: string;
  readonly currency: string;
}

/** Whether an amount is above a threshold; `assumed` says why the stricter answer was given without knowing. */
export interface Comparison {
  readonly above: boolean;
  /** The amount in the threshold's currency, as a decimal with two digits. */
  readonly converted?: string;
  readonly assumed?: string;
}

/**
 * Compares an amount, as a message writes it, with a threshold. What cannot be converted counts as above it.
 * @param on ISO day of the payment.
 */
export function compareAmount(
  amount: string | undefined,
  currency: string | undefined,
  threshold: Threshold,
  rates: RateTable | undefined,
  on: string,
): Comparison {
  const assumed = (why: string): Comparison => ({
    above: true,
    assumed: `${why}: taken as above the threshold`,
  });
  const decimal = amount === undefined ? undefined : decimalOf(amount);
  if (decimal === undefined || currency === undefined) return assumed('No amount that can be read');
  const least = decimalOf(threshold.amount)!;
  if (currency === threshold.currency) return { above: isMore(decimal, least), converted: amount! };
  if (rates === undefined) return assumed(`No table of rates to convert ${currency}`);
  const age = (Date.parse(on) - Date.parse(rates.date)) / DAY;
  const most = rates.maximumAgeDays ?? MAXIMUM_AGE_DAYS;
  if (!(age <= most)) return assumed(`The rates of ${rates.date} are stale`);
  const from = currency === rates.base ? 1 : rates.rates[currency];
  const to = threshold.currency === rates.base ? 1 : rates.rates[threshold.currency];
  if (from === undefined || to === undefined) {
    return assumed(`No rate for ${from === undefined ? currency : threshold.currency}`);
  }
  const converted = (Number(`${decimal.digits}e${-decimal.places}`) / from) * to;
  return { above: converted > Number(threshold.amount), converted: converted.toFixed(2) };
}

interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** FIN writes a comma, and one at the end of a whole number. */
function decimalOf(text: string): Decimal | undefined {
  const [, whole, part = ''] = /^(\d{1,18})(?:[.,](\d{0,10}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : { digits: BigInt(whole + part), places: part.length };
}

function isMore(a: Decimal, b: Decimal): boolean {
  return a.digits * 10n ** BigInt(b.places) > b.digits * 10n ** BigInt(a.places);
}
