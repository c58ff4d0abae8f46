import { RiegelError } from '../../entity/index.ts';
import type { CaseRow } from '../../store/index.ts';
import { checkInformation } from '../reasons.ts';
import type { Room } from '../room.ts';
import { stepFrom } from '../state.ts';
import { type CaseOrder, changeCase, takeStep } from './change-case.ts';

export interface AssignOrder extends CaseOrder {
  /** User id of who works on it; absent to give it back to the queue. */
  readonly to?: string;
}

/** Gives a case to somebody, or back to the queue. Throws `casework/illegal-transition`, and as every change of a case. */
export async function assign(room: Room, order: AssignOrder): Promise<CaseRow> {
  return await changeCase(room, order, (desk, row) => {
    const step =
      order.to === undefined ? 'unassign' : row.state === 'information-asked' ? 'hand-over' : 'assign';
    return takeStep(desk, row, order, {
      kind: order.to === undefined ? 'case.unassigned' : 'case.assigned',
      to: stepFrom(row.state, step),
      change: { assignee: order.to },
      result: { assignee: order.to ?? null },
    });
  });
}

export interface AskOrder extends CaseOrder {
  /** Codes of what is asked for. */
  readonly information: readonly string[];
}

/** Notes that the subject was asked for something. Throws `casework/bad-reason`, and as every change of a case. */
export async function askInformation(room: Room, order: AskOrder): Promise<CaseRow> {
  checkInformation(order.information);
  return await changeCase(room, order, (desk, row) =>
    takeStep(desk, row, order, {
      kind: 'case.information-asked',
      to: stepFrom(row.state, 'ask'),
      result: { information: order.information },
    }),
  );
}

/** Notes that an answer has come. */
export async function receiveInformation(room: Room, order: CaseOrder): Promise<CaseRow> {
  return await changeCase(room, order, (desk, row) =>
    takeStep(desk, row, order, { kind: 'case.information-received', to: stepFrom(row.state, 'receive') }),
  );
}

export interface DeadlineOrder extends CaseOrder {
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

/** Sets another deadline for all undecided alerts of a case. Throws `casework/bad-deadline`, and as every change of a case. */
export async function setDeadline(room: Room, order: DeadlineOrder): Promise<CaseRow> {
  return await changeCase(room, order, (desk, row) => {
    const { deadline } = order;
    if (!Number.isSafeInteger(deadline) || deadline < desk.at || row.state === 'closed') {
      throw new RiegelError('casework/bad-deadline', 'The deadline cannot be set', {
        expected: 'a time to come, of a case that is not closed',
      });
    }
    for (const alert of desk.alertsOf(row.id)) {
      if (alert.decisionId === undefined) desk.putAlert({ ...alert, deadline });
    }
    return takeStep(desk, row, order, {
      kind: 'case.deadline-set',
      to: row.state,
      result: { from: row.deadline ?? null, deadline },
    });
  });
}

/** Notes a remark. Throws `casework/empty-text`, and as every change of a case; whoever is at work on it is not disturbed. */
export async function comment(
  room: Room,
  order: Omit<CaseOrder, 'version'> & { readonly text: string },
): Promise<CaseRow> {
  if (order.text.trim() === '') {
    throw new RiegelError('casework/empty-text', 'A comment says nothing', { expected: 'a text' });
  }
  return await changeCase(room, { ...order, version: 'any' }, (desk, row) => {
    desk.tell({
      kind: 'case.commented',
      actor: order.actor,
      about: row,
      references: { case: row.id },
      result: {},
      personal: { text: order.text },
    });
    return row;
  });
}
