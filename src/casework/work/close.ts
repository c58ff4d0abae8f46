import { RiegelError } from '../../entity/index.ts';
import type { AlertRow, CaseRow, DecisionRow } from '../../store/index.ts';
import { type Actor, checkPerson } from '../actor.ts';
import { type Desk, newId } from '../desk.ts';
import { endExemption } from '../exemption/end.ts';
import { exemptionDays } from '../policy.ts';
import { retainUntil } from '../retention/years.ts';
import type { Room } from '../room.ts';
import { stepFrom } from '../state.ts';
import { waitingForApproval } from './approve.ts';
import { alertsNamed, type CaseOrder, changeCase, takeStep } from './change-case.ts';
import { endDecision } from './end-decision.ts';

const DAY = 86_400_000;

/**
 * Closes a case: its decisions take effect, and a subject with a reference is exempted from each entity that it was
 * found not to be. Throws `casework/approval-needed`, `casework/illegal-transition`, and as every change of a case.
 */
export async function close(room: Room, order: CaseOrder): Promise<CaseRow> {
  checkPerson(order.actor);
  return await changeCase(room, order, (desk, row) => {
    const to = stepFrom(row.state, 'close');
    if (waitingForApproval(desk, row.id).length > 0) {
      throw new RiegelError('casework/approval-needed', 'A decision of the case waits for a second person', {
        expected: 'the step approve',
      });
    }
    const fresh = desk.decisionsOf(row.id).filter(({ effectiveAt }) => effectiveAt === undefined);
    const closed = takeStep(desk, row, order, {
      kind: 'case.closed',
      to,
      change: { closedAt: desk.at, retainUntil: retainUntil(desk.at, desk.alertsOf(row.id), room.policy) },
      result: { decisions: fresh.map(({ id, decision }) => ({ id, decision })) },
    });
    for (const decision of fresh) {
      desk.putDecision({ ...decision, effectiveAt: desk.at });
      if (decision.decision === 'not-same') {
        const alert = desk.alert(decision.alertId)!;
        exempt(desk, row, alert, decision, order.actor, exemptionDays(room.policy, alert.doors));
      }
    }
    return closed;
  });
}

/** The exemption that follows from a decision; none of a subject without a reference: nobody knows it to be the same. */
function exempt(
  desk: Desk,
  row: CaseRow,
  alert: AlertRow,
  decision: DecisionRow,
  actor: Actor,
  days: number,
): void {
  if (row.reference === undefined || alert.views.length === 0) return;
  for (const older of desk.exemptionsOf(row.subjectKey!)) {
    if (older.entityId === alert.entityId) {
      endExemption(desk, older, 'revoked', actor, { why: 'decided-anew' });
    }
  }
  const id = newId();
  const expiresAt = desk.at + days * DAY;
  const { decidedBy, approvedBy, reasons } = decision;
  desk.tell({
    kind: 'exemption.added',
    actor,
    about: row,
    references: { exemption: id, case: row.id, alert: alert.id, decision: decision.id },
    result: {
      entity: alert.entityId,
      reasons,
      state: 'active',
      author: decidedBy,
      approver: approvedBy ?? null,
      expiresAt,
    },
  });
  desk.putExemption({
    id,
    version: 1,
    subjectKey: row.subjectKey,
    reference: row.reference,
    entityId: alert.entityId,
    alertId: alert.id,
    views: alert.views,
    reasons,
    state: 'active',
    author: decidedBy,
    approver: approvedBy,
    createdAt: desk.at,
    expiresAt,
    endedAt: undefined,
    endedHow: undefined,
  });
}

export interface ReopenOrder extends CaseOrder {
  /** All decided ones where none is named. */
  readonly alerts?: readonly string[];
}

/**
 * Opens decided alerts again; the old decisions stay visible, and exemptions that cover the pairs end. Throws
 * `casework/nothing-decided`, `casework/no-alert`, `casework/illegal-transition`, and as every change of a case.
 */
export async function reopen(room: Room, order: ReopenOrder): Promise<CaseRow> {
  checkPerson(order.actor);
  return await changeCase(room, order, (desk, row) => {
    const to = stepFrom(row.state, 'reopen');
    const decided = alertsNamed(desk, row.id, order.alerts).filter(
      ({ decisionId }) => decisionId !== undefined,
    );
    if (decided.length === 0) {
      throw new RiegelError('casework/nothing-decided', 'None of these alerts is decided');
    }
    const entities = new Set(decided.map(({ entityId }) => entityId));
    for (const alert of decided) {
      endDecision(desk, desk.decision(alert.decisionId!), 'reopened');
      desk.putAlert({ ...alert, decisionId: undefined });
    }
    for (const exemption of desk.exemptionsOf(row.subjectKey!)) {
      if (entities.has(exemption.entityId)) {
        endExemption(desk, exemption, 'revoked', order.actor, { why: 'case-reopened' });
      }
    }
    return takeStep(desk, row, order, {
      kind: 'case.reopened',
      to,
      change: { closedAt: undefined, retainUntil: undefined },
      result: { alerts: decided.map(({ id }) => id) },
    });
  });
}
