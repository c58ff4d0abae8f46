import { RiegelError } from '../entity/index.ts';
import {
  type AlertRow,
  type CaseFilter,
  type CaseRow,
  NO_DEADLINE,
  type QueuePlace,
} from '../store/index.ts';
import { type PersonView, personsOf } from './persons.ts';
import type { Room } from './room.ts';
import { UNCLOSED_STATES } from './state.ts';

/** Which cases; without `states`, those that are not closed. */
export interface QueueQuery extends CaseFilter {
  /** As the page before gave it. */
  readonly cursor?: string;
  /** 1 to 500. */
  readonly limit?: number;
}

export interface QueuePage {
  /** The most pressing first: by priority, then by deadline. */
  readonly cases: readonly CaseRow[];
  /** Where the next page begins; none where this was the last. */
  readonly cursor?: string;
}

/** As `QueuePage`, each case with all its alerts, decided or not, and whom they are about. */
export interface AlertPage extends Pick<QueuePage, 'cursor'> {
  readonly cases: readonly (CaseRow & {
    readonly alerts: readonly AlertRow[];
    readonly persons: readonly PersonView[];
  })[];
}

const PAGE = 50;
const MOST = 500;

/** One page of the queue. Throws `casework/bad-cursor`. */
export async function readQueue(
  { store }: Room,
  { cursor, limit = PAGE, ...filter }: QueueQuery,
): Promise<QueuePage> {
  const most = Math.min(Math.max(1, limit), MOST);
  const beyond = cursor === undefined ? undefined : placeOf(cursor);
  const wanted = { ...filter, states: filter.states ?? UNCLOSED_STATES };
  const rows = await store.tables.casework.queue(wanted, beyond, most + 1);
  const cases = rows.slice(0, most);
  return rows.length > most ? { cases, cursor: cursorAt(cases.at(-1)!) } : { cases };
}

/** One page of the queue with the alerts of its cases. Throws `casework/bad-cursor`. */
export async function readAlerts(room: Room, query: QueueQuery): Promise<AlertPage> {
  const page = await readQueue(room, query);
  const alerts = await room.store.tables.casework.alertsOf(page.cases.map(({ id }) => id));
  const ofCase = Map.groupBy(alerts, ({ caseId }) => caseId);
  const persons = await personsOf(room, alerts);
  const cases = page.cases.map((row) => ({
    ...row,
    alerts: ofCase.get(row.id) ?? [],
    persons: persons.get(row.id) ?? [],
  }));
  return { ...page, cases };
}

function cursorAt({ priority, deadline = NO_DEADLINE, id }: CaseRow): string {
  return Buffer.from(JSON.stringify([priority, deadline, id])).toString('base64url');
}

function placeOf(cursor: string): QueuePlace {
  try {
    const [priority, deadline, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (isSmallInteger(priority) && Number.isSafeInteger(deadline) && typeof id === 'string') {
      return { priority, deadline: deadline as number, id };
    }
  } catch {
    // Told below.
  }
  throw new RiegelError('casework/bad-cursor', 'The cursor is none', {
    expected: 'the cursor of a page before',
  });
}

function isSmallInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= 1_000_000;
}
