import { RiegelError } from '../../../entity/index.ts';
import type { Threshold } from '../completeness/rates.ts';
import shipped from './patterns.data.json' with { type: 'json' };

/** Parameters of the patterns: set by a person, never learned. */
export interface PatternRules {
  /** A payment that comes again with another party, within so many days. */
  readonly resubmission: { readonly days: number };
  /** So many transfers of one payer to one payee within so many days, each of at least this share of the threshold and not above it, together above it. */
  readonly split: {
    readonly days: number;
    readonly transfers: number;
    readonly threshold: Threshold;
    readonly share: number;
  };
  /**
   * So many payers pay one payee no more than this amount each within so many days, and this share of it goes on to no
   * more than so many receivers within so many days of the last of them.
   */
  readonly collection: {
    readonly days: number;
    readonly payers: number;
    readonly amount: Threshold;
    readonly movedShare: number;
    readonly movedWithinDays: number;
    readonly receivers: number;
  };
}

export const PATTERN_RULES: PatternRules = Object.freeze(shipped);

/** Reads parameters; what is left out is as shipped. Throws `payments/bad-patterns`. */
export function parsePatternRules(text: string): PatternRules {
  const bad = (what: string) =>
    new RiegelError('payments/bad-patterns', `The parameters of patterns ${what}`, {
      expected: 'JSON as in docs/money-door.md',
    });
  let given: Readonly<Record<string, unknown>>;
  try {
    given = JSON.parse(text) as typeof given;
  } catch {
    throw bad('are no JSON');
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw bad('are no object');
  const rules: Record<string, unknown> = {};
  for (const [name, standard] of Object.entries(shipped)) {
    rules[name] = { ...standard, ...checked(given[name] ?? {}, standard, name, bad) };
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(shipped, name));
  if (unknown !== undefined) throw bad(`name ${JSON.stringify(unknown)}, and there is no such pattern`);
  return rules as unknown as PatternRules;
}

function checked(
  given: unknown,
  standard: Readonly<Record<string, unknown>>,
  name: string,
  bad: (what: string) => RiegelError,
): object {
  if (typeof given !== 'object' || given === null) throw bad(`say nothing that can be used of ${name}`);
  for (const [key, value] of Object.entries(given)) {
    const known = standard[key];
    if (typeof known === 'object') {
      const { amount, currency } = (value ?? {}) as Partial<Threshold>;
      if (/^\d{1,15}(\.\d{1,5})?$/.test(String(amount)) && /^[A-Z]{3}$/.test(String(currency))) continue;
    } else if (typeof known === 'number' && typeof value === 'number' && value > 0 && value < 1e6) continue;
    else if (key === 'source' && typeof value === 'string') continue;
    throw bad(`have no ${name}.${key} that can be used`);
  }
  return given;
}
