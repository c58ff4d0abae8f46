import type { PaymentTransaction } from '../../../messages/index.ts';
import { compareAmount, type RateTable, type Threshold } from '../completeness/rates.ts';
import { factOf, type PaymentFact } from './fact.ts';
import { PATTERN_RULES, type PatternRules } from './rules.ts';

/** Payments that are something together which each of them is not. */
export interface PatternAlert {
  readonly pattern: 'resubmission' | 'split' | 'collection';
  /** Why, with the parameters of the rule. */
  readonly reason: string;
  /** References of the payments it rests on, this one last. */
  readonly payments: readonly string[];
}

export interface PatternOptions {
  readonly rules?: PatternRules;
  readonly rates?: RateTable;
  /** Milliseconds since 1970, for payments that have no date. */
  readonly now: () => number;
}

const DAY = 86_400_000;
/** Payments kept; the oldest go first. */
const MOST = 500_000;

/**
 * Looks at payments together by documented rules (`patterns.data.json`), in the order in which they come. Keeps what
 * they look back on, and no more.
 */
export class PatternWatch {
  private readonly rules: PatternRules;
  private readonly options: PatternOptions;
  private readonly longest: number;
  /** In the order in which they came. */
  private readonly kept = new Set<PaymentFact>();
  private readonly byKey = new Map<string, PaymentFact[]>();
  /** Until when a pair, or a collecting account, is not told again. */
  private readonly told = new Map<string, number>();

  constructor(options: PatternOptions) {
    this.options = options;
    this.rules = options.rules ?? PATTERN_RULES;
    const { resubmission, split, collection } = this.rules;
    this.longest =
      Math.max(resubmission.days, split.days, collection.days + collection.movedWithinDays) * DAY;
  }

  /** Takes a transaction with its reference and what was found of itself; gives the patterns that it completes. */
  add(
    transaction: PaymentTransaction,
    reference: string,
    outcome: PaymentFact['outcome'],
  ): readonly PatternAlert[] {
    const fact = factOf(transaction, reference, outcome, this.options.now());
    return fact === undefined ? [] : this.addFact(fact);
  }

  /** The same for what is known of a payment without its message. */
  addFact(fact: PaymentFact): readonly PatternAlert[] {
    this.forget(fact.at - this.longest);
    const found = [this.resubmission(fact), this.split(fact), this.collection(fact)];
    this.keep(fact);
    return found.filter((each) => each !== undefined);
  }

  private resubmission(fact: PaymentFact): PatternAlert | undefined {
    const { days } = this.rules.resubmission;
    for (const earlier of this.candidates(fact)) {
      if (!within(earlier, fact, days)) continue;
      const altered = alteration(earlier, fact);
      if (altered === undefined) continue;
      const same = sameness(earlier, fact);
      // Who was let through may have paid the same sum to another: then a reference or both accounts must be the same.
      const linked = earlier.outcome === 'clear' ? same.strong : same.strong || same.weak;
      if (!linked) continue;
      return {
        pattern: 'resubmission',
        reason: `Within ${days} days of a payment (${earlier.outcome}) with the same ${same.what.join(' and ')}; altered: ${altered}`,
        payments: [earlier.reference, fact.reference],
      };
    }
    return undefined;
  }

  /** Latest first. */
  private candidates({ ids, payer, payee }: PaymentFact): PaymentFact[] {
    const keys = [...ids.map((id) => `id ${id}`), `payer ${payer.key}`, `payee ${payee.key}`];
    return [...new Set(keys.flatMap((key) => this.byKey.get(key)?.slice(-200) ?? []))].reverse();
  }

  private split(fact: PaymentFact): PatternAlert | undefined {
    const { days, transfers, threshold, share } = this.rules.split;
    const { payer, payee } = fact;
    if (payer.key === '' || payee.key === '') return undefined;
    const limit = Number(threshold.amount);
    const worth = (each: PaymentFact) => this.worth(each, threshold);
    const under = (each: PaymentFact) => worth(each) <= limit && worth(each) >= share * limit;
    if (!under(fact)) return undefined;
    const before = (this.byKey.get(`payer ${payer.key}`) ?? []).filter(
      (each) => each.payee.key === payee.key && within(each, fact, days) && under(each),
    );
    const all = [...before, fact];
    const sum = all.reduce((total, each) => total + worth(each), 0);
    if (all.length < transfers || sum <= limit) return undefined;
    if (!this.tellOnce(`split ${payer.key} ${payee.key}`, fact.at, days)) return undefined;
    return {
      pattern: 'split',
      reason: `${all.length} transfers of one payer to one payee within ${days} days, none above ${threshold.currency} ${threshold.amount}, together ${sum.toFixed(2)}`,
      payments: all.map(({ reference }) => reference),
    };
  }

  /** Told when the money goes on. Going to another account of the same holder is no moving on. */
  private collection(fact: PaymentFact): PatternAlert | undefined {
    const { days, payers, amount, movedShare, movedWithinDays, receivers } = this.rules.collection;
    const collector = fact.payer;
    if (collector.key === '' || isSameHolder(fact)) return undefined;
    const into = (this.byKey.get(`payee ${collector.key}`) ?? []).filter(
      (each) =>
        within(each, fact, days + movedWithinDays) &&
        each.payer.key !== '' &&
        each.payer.key !== collector.key &&
        this.worth(each, amount) <= Number(amount.amount),
    );
    const last = into.reduce((latest, { at }) => Math.max(latest, at), 0);
    if (fact.at - last > movedWithinDays * DAY) return undefined;
    const collected = into.filter(({ at }) => last - at <= days * DAY);
    if (new Set(collected.map(({ payer }) => payer.key)).size < payers) return undefined;
    const first = collected.reduce((earliest, { at }) => Math.min(earliest, at), last);
    const out = [...(this.byKey.get(`payer ${collector.key}`) ?? []), fact].filter(
      (each) => each.at >= first && each.at <= fact.at && !isSameHolder(each),
    );
    const sums = new Map<string, number>();
    for (const each of out) {
      sums.set(each.payee.key, (sums.get(each.payee.key) ?? 0) + this.worth(each, amount));
    }
    const most = [...sums].sort(([, a], [, b]) => b - a).slice(0, receivers);
    const moved = most.reduce((total, [, sum]) => total + sum, 0);
    const got = collected.reduce((total, each) => total + this.worth(each, amount), 0);
    if (moved < movedShare * got || !most.some(([key]) => key === fact.payee.key)) return undefined;
    if (!this.tellOnce(`collection ${collector.key}`, fact.at, days)) return undefined;
    const from = new Set(collected.map(({ payer }) => payer.key)).size;
    const share = Math.min(1, moved / got);
    return {
      pattern: 'collection',
      reason: `${from} payers paid this payer no more than ${amount.currency} ${amount.amount} each within ${days} days, and ${Math.round(100 * share)} % of it went on to ${most.length} within ${movedWithinDays} days`,
      payments: [...collected, ...out].map(({ reference }) => reference),
    };
  }

  /** In the currency of a threshold; what cannot be converted is taken as it stands. */
  private worth({ amount, currency, at }: PaymentFact, threshold: Threshold): number {
    if (currency === threshold.currency) return amount;
    const on = new Date(at).toISOString().slice(0, 10);
    const { converted } = compareAmount(amount.toFixed(5), currency, threshold, this.options.rates, on);
    return converted === undefined ? amount : Number(converted);
  }

  private tellOnce(key: string, at: number, days: number): boolean {
    const until = this.told.get(key);
    if (until !== undefined && at <= until) return false;
    this.told.set(key, at + days * DAY);
    return true;
  }

  private keep(fact: PaymentFact): void {
    this.kept.add(fact);
    for (const key of keysOf(fact)) {
      const known = this.byKey.get(key);
      if (known === undefined) this.byKey.set(key, [fact]);
      else known.push(fact);
    }
  }

  /** Payments come nearly in the order of their days: looking at the first is enough. */
  private forget(before: number): void {
    for (const fact of this.kept) {
      if (fact.at >= before && this.kept.size < MOST) break;
      this.kept.delete(fact);
      for (const key of keysOf(fact)) {
        const rest = this.byKey.get(key)?.filter((each) => each !== fact) ?? [];
        if (rest.length === 0) this.byKey.delete(key);
        else this.byKey.set(key, rest);
      }
    }
    if (this.told.size > MOST) this.told.clear();
  }
}

function keysOf({ ids, payer, payee }: PaymentFact): string[] {
  return [...ids.map((id) => `id ${id}`), `payer ${payer.key}`, `payee ${payee.key}`];
}

function within(earlier: PaymentFact, fact: PaymentFact, days: number): boolean {
  return Math.abs(fact.at - earlier.at) <= days * DAY;
}

function isSameHolder({ payer, payee }: PaymentFact): boolean {
  return payer.key === payee.key || (payer.name !== '' && payer.name === payee.name);
}

/** What is the same; `strong` where it is no chance, `weak` where it is enough beside a payment that was held. */
function sameness(a: PaymentFact, b: PaymentFact) {
  const amount = a.amount === b.amount && a.currency === b.currency;
  const id = a.ids.some((each) => b.ids.includes(each));
  const payer = a.payer.account !== '' && a.payer.account === b.payer.account;
  const payee = a.payee.account !== '' && a.payee.account === b.payee.account;
  const remittance = a.remittance.length >= 6 && a.remittance === b.remittance;
  const what = [
    ...(amount ? ['amount'] : []),
    ...(id ? ['reference'] : []),
    ...(payer ? ["payer's account"] : []),
    ...(payee ? ["payee's account"] : []),
    ...(remittance ? ['purpose'] : []),
  ];
  return {
    what,
    strong: amount && (id || (payer && payee)),
    weak: id || (amount && (payer || payee || remittance)),
  };
}

/** Which party is another than before. */
function alteration(a: PaymentFact, b: PaymentFact): string | undefined {
  for (const side of ['payer', 'payee'] as const) {
    const [before, now] = [a[side], b[side]];
    if (before.name !== now.name) return `name of the ${side}`;
    if (before.ultimate !== now.ultimate) return `ultimate party behind the ${side}`;
    if (before.account !== now.account) return `account of the ${side}`;
  }
  return undefined;
}
