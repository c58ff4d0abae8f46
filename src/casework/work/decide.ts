import { RiegelError } from '../../entity/index.ts';
import type { AlertRow, CaseRow } from '../../store/index.ts';
import { type Actor, checkPerson } from '../actor.ts';
import { type Desk, newId } from '../desk.ts';
import { endExemption } from '../exemption/end.ts';
import type { CaseworkPolicy } from '../policy.ts';
import { needsFourEyes } from '../priority.ts';
import { checkReasons, type DecisionKind } from '../reasons.ts';
import type { Room } from '../room.ts';
import { OPEN_STATES, stepFrom } from '../state.ts';
import { alertsNamed, type CaseOrder, changeCase } from './change-case.ts';

/** Whether what would be frozen falls under a humanitarian exemption (UNSCR 2462, 2664). */
type Humanitarian = 'applies' | 'may-apply' | 'does-not-apply';

/** What somebody concludes, and why. */
export interface Conclusion {
  readonly decision: DecisionKind;
  /** Codes of `DECISION_REASONS`. */
  readonly reasons: readonly string[];
  readonly text?: string;
  /** Of the same person, and only of that: it goes with the recommendation to freeze. */
  readonly humanitarian?: Humanitarian;
}

export interface DecideOrder extends CaseOrder, Conclusion {
  /** All undecided ones where none is named. */
  readonly alerts?: readonly string[];
}

const HUMANITARIAN: readonly Humanitarian[] = ['applies', 'may-apply', 'does-not-apply'];

/**
 * Decides alerts of a case. Throws `casework/bad-decision`, `casework/bad-reason`, `casework/bad-humanitarian`,
 * `casework/not-a-person`, `casework/no-alert`, `casework/already-decided`, `casework/illegal-transition`, and as
 * every change of a case.
 */
export async function decide(room: Room, order: DecideOrder): Promise<CaseRow> {
  checkConclusion(order);
  checkPerson(order.actor);
  return await changeCase(room, order, (desk, row) => {
    const named = alertsNamed(desk, row.id, order.alerts);
    const undecided = named.filter(({ decisionId }) => decisionId === undefined);
    if (undecided.length === 0 || (order.alerts !== undefined && undecided.length < named.length)) {
      throw new RiegelError('casework/already-decided', 'The alert is decided already', {
        expected: 'an undecided alert; undo or reopen first',
      });
    }
    return decideOn(desk, row, undecided, order, order.actor, room.policy);
  });
}

/** Throws `casework/bad-decision`, `casework/bad-reason`, `casework/bad-humanitarian`. */
export function checkConclusion({ decision, reasons, text, humanitarian }: Conclusion): void {
  checkReasons(decision, reasons, text);
  if (decision === 'same' ? HUMANITARIAN.includes(humanitarian!) : humanitarian === undefined) return;
  throw new RiegelError('casework/bad-humanitarian', 'The humanitarian exemption goes with the same person', {
    expected: `one of ${HUMANITARIAN.join(', ')} with the decision same, none with another`,
  });
}

/** Decides alerts that are undecided. */
export function decideOn(
  desk: Desk,
  row: CaseRow,
  alerts: readonly AlertRow[],
  conclusion: Conclusion,
  actor: Actor,
  policy: CaseworkPolicy,
): CaseRow {
  const { decision, reasons, text, humanitarian } = conclusion;
  if (!(OPEN_STATES as readonly string[]).includes(row.state)) stepFrom(row.state, 'decide');
  const seq = desk.nextSeq;
  // Nobody blocks what a humanitarian exemption may allow: it is looked at.
  const recommendation =
    humanitarian === undefined ? undefined : humanitarian === 'does-not-apply' ? 'freeze' : 'review';
  const decisions = alerts.map((alert) => {
    const made = desk.putDecision({
      id: newId(),
      caseId: row.id,
      alertId: alert.id,
      decision,
      reasons,
      humanitarian,
      recommendation,
      seq,
      decidedBy: actor.user,
      decidedAt: desk.at,
      needsApproval: needsFourEyes(decision, alert, policy),
      approvedBy: undefined,
      approvedAt: undefined,
      effectiveAt: undefined,
      endedAt: undefined,
      endedHow: undefined,
    });
    desk.putAlert({ ...alert, decisionId: made.id });
    return made;
  });
  const isLast = desk.alertsOf(row.id).every(({ decisionId }) => decisionId !== undefined);
  const to = isLast
    ? stepFrom(row.state, 'decide')
    : row.state === 'new'
      ? stepFrom('new', 'assign')
      : row.state;
  desk.tell({
    kind: 'case.decided',
    actor,
    about: row,
    references: { case: row.id, version: row.version + 1 },
    result: {
      decision,
      reasons,
      humanitarian,
      recommendation,
      alerts: decisions.map(({ id, alertId, needsApproval }) => ({
        alert: alertId,
        entity: desk.alert(alertId)!.entityId,
        decision: id,
        needsApproval,
      })),
      state: { from: row.state, to },
    },
    personal: { text },
  });
  if (decision === 'same') endExemptionsOn(desk, row, alerts, actor);
  return desk.changeCase(row.id, { state: to, assignee: row.assignee ?? actor.user });
}

/** Whoever is found to be the listed person is not exempted from that entity any more. */
function endExemptionsOn(desk: Desk, row: CaseRow, alerts: readonly AlertRow[], actor: Actor): void {
  const entities = new Set(alerts.map(({ entityId }) => entityId));
  for (const exemption of desk.exemptionsOf(row.subjectKey!)) {
    if (entities.has(exemption.entityId))
      endExemption(desk, exemption, 'revoked', actor, { why: 'decided-same' });
  }
}
