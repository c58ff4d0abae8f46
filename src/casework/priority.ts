import type { AlertRow, CaseRow } from '../store/index.ts';
import type { CaseworkPolicy, DeadlineRule } from './policy.ts';
import type { DecisionKind } from './reasons.ts';

type Weighed = Pick<AlertRow, 'probability' | 'value' | 'doors'>;

const HOUR = 3_600_000;

/**
 * How much an alert presses, 0 … 1000: likelihood above all, then the door and what is at stake. Value counts by its
 * logarithm: ten times the amount is one step more.
 */
export function priorityOf({ probability, value = 0, doors }: Weighed, policy: CaseworkPolicy): number {
  const { priority } = policy;
  const stake = Math.min(1, Math.log1p(Math.max(0, value)) / Math.log1p(priority.topValue));
  const door = Math.max(...doors.map((each) => priority.doors[each as keyof typeof priority.doors] ?? 1));
  return Math.round(priority.probability * probability + priority.value * stake + priority.door * door);
}

/** When an alert opened at `at` is to be decided. */
export function deadlineOf(
  { doors, priority }: Pick<AlertRow, 'doors' | 'priority'>,
  at: number,
  { deadlines }: CaseworkPolicy,
): number {
  const fits = (rule: DeadlineRule) =>
    meets(rule.doors, doors) && priority >= (rule.priorityFrom ?? Number.NEGATIVE_INFINITY);
  return at + deadlines.find(fits)!.hours * HOUR;
}

/** Whether a decision needs a second person. */
export function needsFourEyes(
  decision: DecisionKind,
  { doors, probability, value = 0 }: Weighed,
  { fourEyes }: CaseworkPolicy,
): boolean {
  return fourEyes.some(
    (rule) =>
      meets(rule.doors, doors) &&
      (rule.decisions === undefined || rule.decisions.includes(decision)) &&
      probability >= (rule.probabilityFrom ?? 0) &&
      value >= (rule.valueFrom ?? 0),
  );
}

function meets(wanted: readonly string[] | undefined, doors: readonly string[]): boolean {
  return wanted === undefined || doors.some((door) => wanted.includes(door));
}

/** What the queue shows of a case: its most pressing undecided alert; with none left, what it showed last. */
export function pressing(
  row: CaseRow,
  alerts: readonly AlertRow[],
): Pick<CaseRow, 'priority' | 'probability' | 'deadline'> {
  const open = alerts.filter(({ decisionId }) => decisionId === undefined);
  if (open.length === 0) {
    const { priority, probability, deadline } = row;
    return { priority, probability, deadline };
  }
  return {
    priority: Math.max(...open.map((alert) => alert.priority)),
    probability: Math.max(...open.map((alert) => alert.probability)),
    deadline: Math.min(...open.map((alert) => alert.deadline)),
  };
}
