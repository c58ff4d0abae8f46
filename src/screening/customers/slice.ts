import { RiegelError, type Subject } from '../../entity/index.ts';
import type { CustomerRow, CustomerState, Tables } from '../../store/index.ts';
import type { BatchAnswer } from '../answer.ts';
import { openedSubject } from './customer.ts';
import { type CustomerRoom, doneScreening, takeInWith } from './customer-room.ts';
import { checkInForce, type Footing, isOutdated } from './footing.ts';

/** Stored customers that are screened again together: with one index, recorded in one transaction. */
export interface CustomerSlice {
  readonly footing: Footing;
  readonly customers: readonly SlicedCustomer[];
}

interface SlicedCustomer {
  readonly row: CustomerRow;
  /** None where the customer's key was erased. */
  readonly subject: Subject | undefined;
  readonly answer: BatchAnswer | undefined;
}

/** What came of a slice. */
export interface SliceCounts {
  readonly clear: number;
  readonly alert: number;
  /** Could not be screened; the customer's state says so. */
  readonly unscreened: number;
  /** Had been erased, and were taken out. */
  readonly erased: number;
}

export const NO_COUNTS: SliceCounts = Object.freeze({ clear: 0, alert: 0, unscreened: 0, erased: 0 });

export function addCounts(a: SliceCounts, b: SliceCounts): SliceCounts {
  return {
    clear: a.clear + b.clear,
    alert: a.alert + b.alert,
    unscreened: a.unscreened + b.unscreened,
    erased: a.erased + b.erased,
  };
}

/** Screens stored customers. Answers of `before` stand for customers that are still of the same version. */
export async function screenRows(
  room: CustomerRoom,
  rows: readonly CustomerRow[],
  before?: CustomerSlice,
): Promise<CustomerSlice> {
  const { footing } = room;
  const known = new Map(
    before?.footing === footing ? before.customers.map((one) => [one.row.id, one] as const) : [],
  );
  const still = (row: CustomerRow) => {
    const one = known.get(row.id);
    return one?.row.version === row.version && one.subject !== undefined ? one : undefined;
  };
  const opened = rows.map((row) => still(row)?.subject ?? openedSubject(room.journal, row));
  const asked = opened.filter((subject, i) => subject !== undefined && still(rows[i]!) === undefined);
  const answers = (await footing.pool.screen(asked as Subject[]))[Symbol.iterator]();
  return {
    footing,
    customers: rows.map((row, i) => {
      const subject = opened[i];
      const answer = subject === undefined ? undefined : (still(row)?.answer ?? answers.next().value!);
      return { row, subject, answer };
    }),
  };
}

/**
 * Records a slice, and in the same transaction what `alongside` does with its counts. A customer that was changed or
 * deleted since the slice was read is read again: what is recorded is the answer to the customer as it is. Throws
 * what `alongside` throws; nothing is recorded then.
 */
export async function recordSlice(
  room: CustomerRoom,
  slice: CustomerSlice,
  actor: string,
  alongside: (tables: Tables, counts: SliceCounts, footing: Footing) => Promise<void>,
): Promise<SliceCounts> {
  for (let tried = slice; ; ) {
    try {
      return await recordAsRead(room, tried, actor, alongside);
    } catch (error) {
      if (!(isMoved(error) || (isOutdated(error) && room.footing !== tried.footing))) throw error;
      const ids = tried.customers.map(({ row }) => row.id);
      tried = await screenRows(room, await room.store.tables.customer.readThese(ids), tried);
    }
  }
}

async function recordAsRead(
  room: CustomerRoom,
  { footing, customers }: CustomerSlice,
  actor: string,
  alongside: (tables: Tables, counts: SliceCounts, footing: Footing) => Promise<void>,
): Promise<SliceCounts> {
  const answered: { readonly id: number; readonly screening: Parameters<typeof doneScreening>[2] }[] = [];
  const done = customers.flatMap(({ row, subject, answer }) => {
    if (subject === undefined || answer === undefined || 'reject' in answer) return [];
    answered.push({ id: row.id, screening: answer.screening });
    return [doneScreening(row.reference, subject, answer.screening, footing)];
  });
  let counts = NO_COUNTS;
  await takeInWith(room, done, actor, async (tables, recorded) => {
    await checkInForce(tables, footing);
    const versions = await tables.customer.holdVersions(customers.map(({ row }) => row.id));
    if (customers.some(({ row }) => versions.get(row.id) !== row.version)) throw moved();
    const states: CustomerState[] = answered.map(({ id }, i) => ({
      id,
      outcome: recorded[i]!.outcome,
      record: recorded[i]!.seq,
    }));
    const erased: number[] = [];
    for (const { row, subject, answer } of customers) {
      if (subject === undefined) erased.push(row.id);
      else if (answer !== undefined && 'reject' in answer)
        states.push({ id: row.id, outcome: 'unscreened', record: undefined });
    }
    await tables.customer.setStates(footing.number, states);
    if (erased.length > 0) await tables.customer.removeThese(erased);
    const of = (outcome: string) => states.filter((state) => state.outcome === outcome).length;
    counts = {
      clear: of('clear'),
      alert: of('alert'),
      unscreened: of('unscreened'),
      erased: erased.length,
    };
    await alongside(tables, counts, footing);
  });
  return counts;
}

const MOVED = 'screening/customer-moved';

function moved(): RiegelError {
  return new RiegelError(MOVED, 'A customer was changed while it was screened');
}

function isMoved(error: unknown): boolean {
  return error instanceof RiegelError && error.code === MOVED;
}
