import type { PolicyDocument } from './document.ts';

/** 31 CFR 501.601 as amended with effect from 12 March 2025: ten years. */
export const OFAC_YEARS = 10;

const YEARS_IN: Readonly<Record<string, number>> = { Y: 1, M: 1 / 12, D: 1 / 365.25 };

/** Length of `P10Y`, `P6M` or `P30D` in years. */
export function yearsOf(duration: string): number {
  return Number(duration.slice(1, -1)) * YEARS_IN[duration.at(-1)!]!;
}

/**
 * The time that lies `duration` (`P10Y`, `P6M`, `P30D`) before `at`, by the calendar, both milliseconds since 1970: half
 * a year before 31 August is the last day of February.
 */
export function before(at: number, duration: string): number {
  const count = Number(duration.slice(1, -1));
  const earlier = new Date(at);
  if (duration.endsWith('D')) earlier.setUTCDate(earlier.getUTCDate() - count);
  else {
    const day = earlier.getUTCDate();
    earlier.setUTCMonth(earlier.getUTCMonth() - count * (duration.endsWith('Y') ? 12 : 1));
    if (earlier.getUTCDate() !== day) earlier.setUTCDate(0);
  }
  return earlier.getTime();
}

/** Whether the document is meant for who is under OFAC's rules: by its name, its jurisdictions, or the lists it names. */
export function isUnderOfac({ name, lists }: Pick<PolicyDocument, 'name' | 'lists'>): boolean {
  return (
    name === 'OFAC' ||
    lists.some(
      ({ ask = [], jurisdictions = [] }) =>
        jurisdictions.includes('us') ||
        ask.some((list) => list === 'authority:us' || list.startsWith('us_ofac_')),
    )
  );
}
