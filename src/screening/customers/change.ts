import { RiegelError } from '../../entity/index.ts';
import { buildIndex, type MatchIndex, openIndex } from '../../match/index.ts';
import type { ChangeRow, CustomerRow } from '../../store/index.ts';
import { toldOf } from '../ownership/findings.ts';
import { screenSubject } from '../screen-subject.ts';
import { asJson, openedSubject } from './customer.ts';
import type { CustomerRoom } from './customer-room.ts';
import type { CustomerBasis } from './footing.ts';
import type { ListChange } from './list-change.ts';
import type { CustomerMirror } from './mirror.ts';
import { addCounts, NO_COUNTS, recordSlice, type SliceCounts, screenRows } from './slice.ts';

const SLICE = 1_000;

/** A change of what is in force that the customers have not been searched for yet. */
export interface PendingChange {
  readonly from: CustomerBasis;
  readonly to: CustomerBasis;
}

/** What came of the search for a change. */
export interface AnsweredChange {
  /** Entities that were added or changed, and that were removed. */
  readonly entities: number;
  readonly removed: number;
  /** Customers that could match one of them, and were screened again. */
  readonly customers: number;
  readonly counts: SliceCounts;
}

export interface ChangeOptions {
  readonly actor: string;
  /**
   * Told the ids that are on no list any more, before the change counts as answered; again where the process was
   * killed in between.
   */
  readonly delisted?: (entityIds: readonly string[]) => Promise<void>;
}

/** What of the changes of what is in force is unanswered, as one change; undefined where nothing is. */
export async function pendingChange({ store }: CustomerRoom): Promise<PendingChange | undefined> {
  const { customerWork } = store.tables;
  const open = await customerWork.openChanges();
  if (open.length === 0) return undefined;
  return {
    from: (await customerWork.readBasis(open[0]!.fromBasis)) as CustomerBasis,
    to: (await customerWork.readBasis(open.at(-1)!.toBasis)) as CustomerBasis,
  };
}

/**
 * Searches all customers for those that an added or changed entity concerns, or that a changed or removed one did, or
 * whose owners make another answer,
 * and screens these with the index in force; what comes of each is what a sweep would give. A customer that neither
 * concerns keeps the answer it has. Goes on where a killed process was. Nothing is done where no change is pending.
 *
 * `change` is what changed from the beginning of the pending change to its end.
 */
export async function answerChange(
  room: CustomerRoom,
  mirror: CustomerMirror,
  change: ListChange,
  { actor, delisted }: ChangeOptions,
): Promise<AnsweredChange | undefined> {
  const open = await room.store.tables.customerWork.openChanges();
  const last = open.at(-1);
  if (last === undefined) return undefined;
  if (last.toBasis !== room.footing.number) {
    throw new RiegelError('screening/index-outdated', 'Another index or policy has come in force');
  }
  const began = room.now();
  const { index, policy } = room.footing.inForce;
  let counts = NO_COUNTS;
  const owned = await ownedCustomers(room);
  let searched: readonly number[] = [];
  let concerns = ({ id }: CustomerRow) => owned.has(id);
  if (change.now.length + change.before.length > 0) {
    const entities = indexOfChange(change, index);
    await mirror.follow();
    searched = await mirror.search(entities);
    concerns = (row) => owned.has(row.id) || isConcerned(room, row, entities, policy);
  }
  const found = [...owned.union(new Set(searched))].filter((id) => id > last.cursor).sort((a, b) => a - b);
  if (found.length > 0) {
    let cursor = last.cursor;
    for (let at = 0; at < found.length; at += SLICE) {
      const ids = found.slice(at, at + SLICE);
      const rows = (await room.store.tables.customer.readThese(ids)).filter(concerns);
      const from = cursor;
      const to = ids.at(-1)!;
      const slice = await screenRows(room, rows);
      const of = await recordSlice(room, slice, actor, async ({ customerWork }) => {
        if (!(await customerWork.advanceChange(last.id, from, to))) throw elsewhere();
      });
      counts = addCounts(counts, of);
      cursor = to;
    }
  }
  const removed = await tellDelisted(room, change, delisted);
  const { clear, alert, unscreened, erased } = counts;
  const answered: AnsweredChange = {
    entities: change.now.length,
    removed,
    customers: clear + alert + unscreened + erased,
    counts,
  };
  await finishChanges(room, open, actor, { ...answered, startedAt: new Date(began).toISOString() });
  return answered;
}

/** Customers of whom rules of ownership say other than when the last change was answered. */
async function ownedCustomers({ store, footing, ownedAnswered }: CustomerRoom): Promise<Set<number>> {
  const now = footing.inForce.policy.owned?.byId;
  const before = ownedAnswered?.byId;
  const known = new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])]);
  const references = [...known].filter((id) => toldOf(now?.get(id)) !== toldOf(before?.get(id)));
  const ids = new Set<number>();
  for (let at = 0; at < references.length; at += SLICE) {
    const marks = await store.tables.customer.readMarks(references.slice(at, at + SLICE));
    for (const { id } of marks) ids.add(id);
  }
  return ids;
}

/** Tells who is on no list any more, and gives how many: what one list has dropped another may still name. */
export async function tellDelisted(
  { footing }: CustomerRoom,
  { removed }: ListChange,
  delisted: ChangeOptions['delisted'],
): Promise<number> {
  const gone = removed.filter((id) => !footing.inForce.index.has(id));
  if (gone.length > 0) await delisted?.(gone);
  return gone.length;
}

/** Records that changes are answered, by whatever `result` tells. */
export async function finishChanges(
  { journal, store, now }: CustomerRoom,
  open: readonly ChangeRow[],
  actor: string,
  result: object,
): Promise<void> {
  const { customerWork } = store.tables;
  const [from, to] = [
    await customerWork.readBasis(open[0]!.fromBasis),
    await customerWork.readBasis(open.at(-1)!.toBasis),
  ];
  const finishedAt = now();
  const event = {
    kind: 'customer.change-answered',
    actor,
    references: { from: asJson(from as object), to: asJson(to as object) },
    result: asJson({ ...result, finishedAt: new Date(finishedAt).toISOString() }),
  };
  await journal.appendWith([event], (tables) =>
    tables.customerWork.finishChanges(
      open.map(({ id }) => id),
      finishedAt,
    ),
  );
}

/** The entities alone, as they are and as they were: a pair's score does not depend on what else is in an index. */
function indexOfChange({ now, before }: ListChange, { info }: MatchIndex): MatchIndex {
  const lists = { ...info.lists };
  for (const { datasets } of before) for (const list of datasets) lists[list] ??= 'before';
  return openIndex(buildIndex([...now, ...before], { lists }).buffer, { verify: false });
}

/** Whether a customer matches one of the entities; one that cannot be screened is looked at as well. */
function isConcerned(
  room: CustomerRoom,
  row: CustomerRow,
  entities: MatchIndex,
  policy: CustomerRoom['footing']['inForce']['policy'],
): boolean {
  const subject = openedSubject(room.journal, row);
  if (subject === undefined) return true;
  try {
    return screenSubject(entities, subject, policy).outcome === 'alert';
  } catch (error) {
    if (error instanceof RiegelError) return true;
    throw error;
  }
}

function elsewhere(): RiegelError {
  return new RiegelError('screening/change-elsewhere', 'Another process answers this change', {
    expected: 'one process at a time',
  });
}
