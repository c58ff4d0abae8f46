import { RiegelError } from '../../entity/index.ts';
import type { Json } from '../../journal/index.ts';
import type { AlertRow, CaseRow } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { atDesk, type Desk } from '../desk.ts';
import type { Room } from '../room.ts';

/** What somebody wants done with a case. */
export interface CaseOrder {
  readonly case: string;
  /** The version that was seen: where another has come about, nothing is done. */
  readonly version: number;
  readonly actor: Actor;
  /** Free text: the reason, a remark. It is sealed. */
  readonly text?: string;
}

/** An order that disturbs nobody at work on the case, whatever its version. */
export type AnyVersion<O extends CaseOrder> = Omit<O, 'version'> & { readonly version: O['version'] | 'any' };

const MOST_TEXT = 20_000;

/**
 * Changes one case; `plan` must tell the journal. Gives the case as it is then. Throws `casework/no-case`,
 * `casework/erased`, `casework/version-conflict`, `casework/text-too-long`, and what `plan` throws.
 */
export async function changeCase(
  room: Room,
  order: AnyVersion<CaseOrder>,
  plan: (desk: Desk, row: CaseRow) => CaseRow | Promise<CaseRow>,
): Promise<CaseRow> {
  checkText(order.text);
  const { answer } = await atDesk(room, async (desk) => {
    await desk.takeCases([order.case]);
    return await plan(desk, seenCase(desk, order));
  });
  return answer;
}

/** The case, if it is the one that was seen. */
function seenCase(
  desk: Desk,
  { case: id, version }: Pick<AnyVersion<CaseOrder>, 'case' | 'version'>,
): CaseRow {
  const row = desk.case(id);
  if (row === undefined) throw noCase();
  if (row.erasedAt !== undefined) throw new RiegelError('casework/erased', 'The case was erased');
  if (version !== 'any' && row.version !== version) {
    throw new RiegelError('casework/version-conflict', 'Somebody else has changed the case', {
      expected: `version ${row.version}: look at the case again`,
    });
  }
  return row;
}

export function noCase(): RiegelError {
  return new RiegelError('casework/no-case', 'There is no such case');
}

export function checkText(text: string | undefined): void {
  if (text === undefined || text.length <= MOST_TEXT) return;
  throw new RiegelError('casework/text-too-long', `A text of ${text.length} characters`, {
    expected: `${MOST_TEXT} at most`,
  });
}

/** The alerts of a case that are named; all where none is. Throws `casework/no-alert`. */
export function alertsNamed(desk: Desk, caseId: string, ids: readonly string[] | undefined): AlertRow[] {
  const own = desk.alertsOf(caseId);
  if (ids === undefined) return own;
  const named = own.filter(({ id }) => ids.includes(id));
  if (named.length === new Set(ids).size) return named;
  throw new RiegelError('casework/no-alert', 'The case has no such alert');
}

/** Tells the journal of a step, and takes it. */
export function takeStep(
  desk: Desk,
  row: CaseRow,
  { actor, text }: CaseOrder,
  step: {
    readonly kind: string;
    readonly to: string;
    readonly change?: Partial<CaseRow>;
    readonly result?: { readonly [name: string]: Json | undefined };
  },
): CaseRow {
  desk.tell({
    kind: step.kind,
    actor,
    about: row,
    references: { case: row.id, version: row.version + 1 },
    result: { state: { from: row.state, to: step.to }, ...step.result },
    personal: { text },
  });
  return desk.changeCase(row.id, { ...step.change, state: step.to });
}
