import { RiegelError } from '../entity/index.ts';
import {
  type Door,
  isUnderOfac,
  OFAC_YEARS,
  type PolicyDocument,
  type SecondPersonRule,
  yearsOf,
} from '../screening/index.ts';

/** How soon an alert is to be decided. The first rule that fits holds. */
export interface DeadlineRule {
  readonly doors?: readonly Door[];
  /** Priority of the alert, 0 … 1000, this or more. */
  readonly priorityFrom?: number;
  /** From its opening, by the clock. */
  readonly hours: number;
}

/** What a door's own policy says of its alerts. */
interface RulesAtDoor {
  readonly exemptionDays: number;
  /** Calendar years from a case's closing. */
  readonly retentionYears: number;
  /** As `retention.ofac`. */
  readonly ofac: boolean;
  /** How long a clear screening keeps its personal part: `P6M`. */
  readonly clearFor: string;
}

/** How alerts are worked on. Set by a person, never learned. */
export interface CaseworkPolicy {
  /** Which decisions need a second person. */
  readonly fourEyes: readonly SecondPersonRule[];
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
  /** What holds of the alerts of one door instead of `exemption` and `retention`. */
  readonly atDoors?: Readonly<Partial<Record<Door, RulesAtDoor>>>;
  /** How soon a freeze is to be lifted once the listing has ended. */
  readonly releaseHours: number;
  readonly attachment: {
    /** Bytes. */
    readonly mostBytes: number;
    readonly mostOfCase: number;
  };
}

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

/**
 * What screening policies say of the work on alerts, each for its own doors; `rest` says what they leave open. Where
 * they differ on what has no door, as an exemption made by hand, the strictest holds: the shortest exemption, the
 * longest retention.
 */
export function caseworkPolicyOf(
  documents: readonly PolicyDocument[],
  rest: CaseworkPolicy = DEFAULT_CASEWORK_POLICY,
): CaseworkPolicy {
  if (documents.length === 0) return rest;
  const exemptions = documents.map((document) => document.exemptions);
  const mostDays = Math.min(...exemptions.map((each) => each.mostDays));
  const ofac = documents.some(isUnderOfac);
  const years = documents.map(({ retention }) => Math.ceil(yearsOf(retention.alerts)));
  return {
    ...rest,
    fourEyes: documents.flatMap(rulesAtDoors),
    exemption: {
      days: Math.min(mostDays, ...exemptions.map((each) => each.days)),
      mostDays,
      secondApprover: exemptions.some((each) => each.secondApprover),
    },
    retention: { years: Math.max(...years, ofac ? OFAC_YEARS : 1), ofac },
    atDoors: Object.fromEntries(
      documents.flatMap((document) => document.doors.map((door) => [door, rulesAt(document)])),
    ),
  };
}

/** How many days an exemption from an alert of the doors holds: as short as the one that wants it shortest. */
export function exemptionDays({ exemption, atDoors }: CaseworkPolicy, doors: readonly string[]): number {
  const days = doors.map((door) => atDoors?.[door as Door]?.exemptionDays ?? exemption.days);
  return days.length === 0 ? exemption.days : Math.min(...days);
}

/** How many calendar years a case with alerts of the doors is kept: as long as the one that wants it longest. */
export function retentionYears(
  { retention, atDoors }: Pick<CaseworkPolicy, 'retention' | 'atDoors'>,
  doors: readonly string[],
): number {
  const years = doors.map((door) => atDoors?.[door as Door]?.retentionYears ?? retention.years);
  return years.length === 0 ? retention.years : Math.max(...years);
}

function rulesAt(document: PolicyDocument): RulesAtDoor {
  const { exemptions, retention } = document;
  return {
    exemptionDays: exemptions.days,
    retentionYears: Math.max(1, Math.ceil(yearsOf(retention.alerts))),
    ofac: isUnderOfac(document),
    clearFor: retention.clear,
  };
}

function rulesAtDoors({ doors, fourEyes }: PolicyDocument): SecondPersonRule[] {
  return fourEyes.decisions
    .map((rule) => ({ ...rule, doors: doors.filter((door) => rule.doors?.includes(door) ?? true) }))
    .filter((rule) => rule.doors.length > 0);
}

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
