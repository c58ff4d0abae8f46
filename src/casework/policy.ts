import { RiegelError } from '../entity/index.ts';
import type { Door } from '../screening/index.ts';
import type { DecisionKind } from './reasons.ts';

/** Which decisions need a second person. A rule holds where all that it names is so. */
export interface FourEyesRule {
  readonly doors?: readonly Door[];
  readonly decisions?: readonly DecisionKind[];
  /** Probability of the alert, 0 … 1, this or more. */
  readonly probabilityFrom?: number;
  /** Value at stake, this or more. */
  readonly valueFrom?: number;
}

/** How soon an alert is to be decided. The first rule that fits holds. */
export interface DeadlineRule {
  readonly doors?: readonly Door[];
  /** Priority of the alert, 0 … 1000, this or more. */
  readonly priorityFrom?: number;
  /** From its opening, by the clock. */
  readonly hours: number;
}

/** How alerts are worked on. Set by a person, never learned. */
export interface CaseworkPolicy {
  readonly fourEyes: readonly FourEyesRule[];
  readonly deadlines: readonly DeadlineRule[];
  /** What the priority is made of: the most that each can add, 1000 in all. */
  readonly priority: {
    readonly probability: number;
    readonly value: number;
    readonly door: number;
    /** Share of `door` that each door gets, 0 … 1. */
    readonly doors: Readonly<Record<Door, number>>;
    /** The value from which `value` is added in full. */
    readonly topValue: number;
  };
  readonly exemption: {
    /** How long one holds, and the longest that may be asked for. */
    readonly days: number;
    readonly mostDays: number;
    /** Whether one that is made by hand needs a second person. */
    readonly secondApprover: boolean;
  };
  readonly retention: {
    /** Calendar years from a case's closing. */
    readonly years: number;
    /** Evidence is kept ten years and longer for nobody's wish (31 CFR 501.601). */
    readonly ofac: boolean;
  };
  /** How soon a freeze is to be lifted once the listing has ended. */
  readonly releaseHours: number;
  readonly attachment: {
    /** Bytes. */
    readonly mostBytes: number;
    readonly mostOfCase: number;
  };
}

export const OFAC_YEARS = 10;

export const DEFAULT_CASEWORK_POLICY: CaseworkPolicy = Object.freeze({
  fourEyes: [
    { decisions: ['same'] },
    { doors: ['traveller'] },
    { decisions: ['not-same', 'cannot-tell'], probabilityFrom: 0.5 },
    { decisions: ['not-same', 'cannot-tell'], valueFrom: 100_000 },
  ] as const,
  deadlines: [
    { doors: ['traveller'], hours: 1 },
    { doors: ['payment'], hours: 4 },
    { doors: ['customer'], priorityFrom: 600, hours: 8 },
    { hours: 72 },
  ] as const,
  priority: {
    probability: 600,
    value: 200,
    door: 200,
    doors: { traveller: 1, payment: 0.8, customer: 0.4, text: 0.1 },
    topValue: 1_000_000,
  },
  exemption: { days: 365, mostDays: 730, secondApprover: true },
  retention: { years: 5, ofac: false },
  releaseHours: 24,
  attachment: { mostBytes: 10_000_000, mostOfCase: 50 },
});

/** Throws `casework/bad-policy`. */
export function checkCaseworkPolicy(policy: CaseworkPolicy): void {
  const { priority, exemption, retention, deadlines, attachment, releaseHours } = policy;
  const shares = [priority.probability, priority.value, priority.door];
  if (!shares.every((share) => share >= 0) || shares.reduce((sum, share) => sum + share, 0) !== 1000) {
    throw bad('priority', 'three shares that make 1000');
  }
  if (!Object.values(priority.doors).every((share) => share >= 0 && share <= 1)) {
    throw bad('priority.doors', 'shares from 0 to 1');
  }
  if (!(priority.topValue > 0)) throw bad('priority.topValue', 'a number above 0');
  if (!(exemption.days > 0 && exemption.days <= exemption.mostDays)) {
    throw bad('exemption', 'days above 0, and mostDays not below');
  }
  const leastYears = retention.ofac ? OFAC_YEARS : 1;
  if (!(Number.isSafeInteger(retention.years) && retention.years >= leastYears)) {
    throw bad('retention.years', `whole years, ${leastYears} or more`);
  }
  const last = deadlines.at(-1);
  const hours = deadlines.map((rule) => rule.hours);
  if (last === undefined || last.doors !== undefined || (last.priorityFrom ?? 0) > 0) {
    throw bad('deadlines', 'a last rule that fits every alert');
  }
  if (![...hours, releaseHours].every((each) => each > 0)) throw bad('deadlines', 'hours above 0');
  if (!(attachment.mostBytes > 0 && attachment.mostOfCase >= 0)) throw bad('attachment', 'bounds above 0');
}

function bad(path: string, expected: string): RiegelError {
  return new RiegelError('casework/bad-policy', `The casework policy’s ${path} cannot be used`, {
    place: { path },
    expected,
  });
}
