import { RiegelError } from '../../entity/index.ts';
import type { AlertRow, CaseFilter, CaseRow } from '../../store/index.ts';
import { type Actor, checkPerson } from '../actor.ts';
import { atDesk, type Desk } from '../desk.ts';
import { needsFourEyes } from '../priority.ts';
import type { Room } from '../room.ts';
import { OPEN_STATES } from '../state.ts';
import { checkText } from './change-case.ts';
import { type Conclusion, checkConclusion, decideOn } from './decide.ts';

/** Which undecided alerts: those named, or those that meet a filter. */
type BulkSelection = { readonly alerts: readonly string[] } | { readonly filter: CaseFilter };

export interface BulkOrder extends Conclusion {
  readonly actor: Actor;
  readonly selection: BulkSelection;
}

/** What a bulk decision would do. */
export interface BulkPreview {
  /** Stands for exactly this: these alerts, as they are, with this conclusion, by this person. */
  readonly token: string;
  readonly alerts: readonly (Pick<AlertRow, 'id' | 'caseId' | 'entityId' | 'caption' | 'probability'> & {
    readonly reference: string | undefined;
    readonly needsApproval: boolean;
  })[];
}

const MOST_ALERTS = 1_000;

interface Selected {
  readonly alert: AlertRow;
  readonly row: CaseRow;
}

/**
 * What `applyBulk` would do now. The same person is never decided in bulk: it has consequences for one person, who is
 * looked at alone. Throws `casework/bad-decision`, `casework/bad-reason`, `casework/not-a-person`,
 * `casework/nothing-selected`, `casework/too-many`.
 */
export async function previewBulk(room: Room, order: BulkOrder): Promise<BulkPreview> {
  check(order);
  return await room.store.transaction(async (tables) => {
    const { casework } = tables;
    const alerts = await selectedAlerts(casework, order.selection);
    const rows = await casework.cases([...new Set(alerts.map(({ caseId }) => caseId))]);
    const selected = inOrder(alerts, new Map(rows.map((row) => [row.id, row])));
    return {
      token: tokenOf(room, order, selected),
      alerts: selected.map(({ alert, row }) => ({
        id: alert.id,
        caseId: alert.caseId,
        entityId: alert.entityId,
        caption: alert.caption,
        probability: alert.probability,
        reference: row.reference,
        needsApproval: needsFourEyes(order.decision, alert, room.policy),
      })),
    };
  });
}

/**
 * Decides all of what was previewed, or nothing. Throws `casework/preview-stale` where anything is other than in the
 * preview of this token, and as `previewBulk`. Gives the cases as they are then.
 */
export async function applyBulk(
  room: Room,
  order: BulkOrder & { readonly token: string },
): Promise<readonly CaseRow[]> {
  check(order);
  const { answer } = await atDesk(room, async (desk) => {
    const alerts = await selectedAlerts(desk.tables.casework, order.selection);
    await desk.takeCases([...new Set(alerts.map(({ caseId }) => caseId))]);
    const selected = inOrder(alerts, casesOn(desk, alerts));
    if (tokenOf(room, order, selected) !== order.token) {
      throw new RiegelError('casework/preview-stale', 'Something is other than it was in the preview', {
        expected: 'the token of a new preview',
      });
    }
    const ofCase = Map.groupBy(selected, ({ row }) => row.id);
    return [...ofCase.values()].map((own) => {
      const { row } = own[0]!;
      return decideOn(
        desk,
        row,
        own.map(({ alert }) => alert),
        order,
        order.actor,
        room.policy,
      );
    });
  });
  return answer;
}

function check(order: BulkOrder): void {
  checkPerson(order.actor);
  checkConclusion(order);
  checkText(order.text);
  if (order.decision !== 'same') return;
  throw new RiegelError('casework/bad-decision', 'The same person is not decided in bulk', {
    expected: 'not-same or cannot-tell',
  });
}

async function selectedAlerts(
  casework: Desk['tables']['casework'],
  selection: BulkSelection,
): Promise<AlertRow[]> {
  const alerts =
    'alerts' in selection
      ? await casework.alerts([...new Set(selection.alerts)].slice(0, MOST_ALERTS + 1))
      : await casework.undecided(
          { ...selection.filter, states: selection.filter.states ?? OPEN_STATES },
          MOST_ALERTS + 1,
        );
  if (alerts.length > MOST_ALERTS) {
    throw new RiegelError('casework/too-many', `More than ${MOST_ALERTS} alerts`, {
      expected: 'a narrower selection',
    });
  }
  if ('alerts' in selection && alerts.length < new Set(selection.alerts).size) {
    throw new RiegelError('casework/no-alert', 'There is no such alert');
  }
  if (alerts.length === 0) {
    throw new RiegelError('casework/nothing-selected', 'No undecided alert is selected');
  }
  return alerts;
}

function casesOn(desk: Desk, alerts: readonly AlertRow[]): Map<string, CaseRow> {
  return new Map(alerts.map(({ caseId }) => [caseId, desk.case(caseId)!]));
}

/** Throws `casework/already-decided`, `casework/illegal-transition` where one of them cannot be decided. */
function inOrder(alerts: readonly AlertRow[], cases: ReadonlyMap<string, CaseRow>): Selected[] {
  const selected = alerts.map((alert) => ({ alert, row: cases.get(alert.caseId)! }));
  for (const { alert, row } of selected) {
    if (alert.decisionId !== undefined || row.erasedAt !== undefined) {
      throw new RiegelError('casework/already-decided', 'One of the alerts is decided already', {
        expected: 'undecided alerts',
      });
    }
  }
  return selected.sort((a, b) => (a.alert.id < b.alert.id ? -1 : 1));
}

function tokenOf(room: Room, order: BulkOrder, selected: readonly Selected[]): string {
  const { actor, decision, reasons, text = '' } = order;
  const set = selected.map(({ alert, row }) => [alert.id, row.id, row.version]);
  return room.digest(`bulk\n${JSON.stringify([actor.user, decision, reasons, text, set])}`);
}
