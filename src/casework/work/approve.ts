import { RiegelError } from '../../entity/index.ts';
import type { CaseRow, DecisionRow } from '../../store/index.ts';
import { checkPerson, isSamePerson } from '../actor.ts';
import type { Desk } from '../desk.ts';
import type { Room } from '../room.ts';
import { OPEN_STATES, stepFrom } from '../state.ts';
import { alertsNamed, type CaseOrder, changeCase, takeStep } from './change-case.ts';
import { endDecision } from './end-decision.ts';

/**
 * A second person agrees with the decisions of a case. Throws `casework/not-a-person`, `casework/same-eyes`,
 * `casework/no-approval-needed`, `casework/illegal-transition`, and as every change of a case.
 */
export async function approve(room: Room, order: CaseOrder): Promise<CaseRow> {
  checkPerson(order.actor);
  return await changeCase(room, order, (desk, row) => {
    const to = stepFrom(row.state, 'approve');
    const waiting = waitingForApproval(desk, row.id);
    if (waiting.length === 0) {
      throw new RiegelError(
        'casework/no-approval-needed',
        'No decision of the case waits for a second person',
      );
    }
    if (waiting.some(({ decidedBy }) => isSamePerson(decidedBy, order.actor.user))) {
      throw new RiegelError('casework/same-eyes', 'Nobody approves a decision of their own', {
        expected: 'another person',
      });
    }
    for (const decision of waiting) {
      desk.putDecision({ ...decision, approvedBy: order.actor.user, approvedAt: desk.at });
    }
    const result = { decisions: waiting.map(({ id }) => id) };
    return takeStep(desk, row, order, { kind: 'case.approved', to, result });
  });
}

/** A second person disagrees: the decisions that wait for approval end. Throws as `approve`, but for one's own eyes. */
export async function sendBack(room: Room, order: CaseOrder): Promise<CaseRow> {
  checkPerson(order.actor);
  return await changeCase(room, order, (desk, row) => {
    const to = stepFrom(row.state, 'send-back');
    const waiting = waitingForApproval(desk, row.id);
    if (waiting.length === 0) {
      throw new RiegelError(
        'casework/no-approval-needed',
        'No decision of the case waits for a second person',
      );
    }
    takeBack(desk, waiting, 'sent-back');
    const result = { decisions: waiting.map(({ id }) => id) };
    return takeStep(desk, row, order, { kind: 'case.sent-back', to, result });
  });
}

export interface UndoOrder extends CaseOrder {
  /** All that can be undone where none is named. */
  readonly alerts?: readonly string[];
}

/**
 * Takes decisions back that nobody has approved and that have not closed the case. Throws
 * `casework/nothing-to-undo`, `casework/no-alert`, `casework/illegal-transition`, and as every change of a case.
 */
export async function undo(room: Room, order: UndoOrder): Promise<CaseRow> {
  checkPerson(order.actor);
  return await changeCase(room, order, (desk, row) => {
    const isOpen = (OPEN_STATES as readonly string[]).includes(row.state);
    const to = isOpen ? row.state : stepFrom(row.state, 'undo');
    const undoable = alertsNamed(desk, row.id, order.alerts)
      .flatMap(({ decisionId }) => (decisionId === undefined ? [] : desk.decision(decisionId)))
      .filter(({ approvedBy, effectiveAt }) => approvedBy === undefined && effectiveAt === undefined);
    if (undoable.length === 0) {
      throw new RiegelError('casework/nothing-to-undo', 'There is no decision that can be undone');
    }
    takeBack(desk, undoable, 'undone');
    const result = { decisions: undoable.map(({ id }) => id) };
    return takeStep(desk, row, order, { kind: 'case.decision-undone', to, result });
  });
}

export function waitingForApproval(desk: Desk, caseId: string): DecisionRow[] {
  return desk
    .decisionsOf(caseId)
    .filter(({ needsApproval, approvedBy }) => needsApproval && approvedBy === undefined);
}

function takeBack(desk: Desk, decisions: readonly DecisionRow[], how: string): void {
  for (const decision of decisions) {
    endDecision(desk, decision, how);
    desk.putAlert({ ...desk.alert(decision.alertId)!, decisionId: undefined });
  }
}
