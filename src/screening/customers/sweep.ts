import { RiegelError } from '../../entity/index.ts';
import type { InclusionProof } from '../../journal/index.ts';
import type { SweepRow, Tables } from '../../store/index.ts';
import { asJson } from './customer.ts';
import type { CustomerRoom } from './customer-room.ts';
import type { CustomerBasis, Footing } from './footing.ts';
import { addCounts, NO_COUNTS, recordSlice, type SliceCounts, screenRows } from './slice.ts';

const SLICE = 1_000;

/** Customers that a sweep screened with one index under one policy. */
export interface SweepPart extends SliceCounts {
  readonly basis: CustomerBasis;
}

/** What a sweep states at its end, and the journal keeps: who was checked against what, and when. */
export interface SweepStatement {
  readonly sweep: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Customers that were compared with the lists. */
  readonly checked: number;
  readonly counts: SliceCounts;
  /** One for each index and policy that was in force, in their order. */
  readonly parts: readonly SweepPart[];
  /** Whether the lists or the policy changed while it went on. */
  readonly changed: boolean;
}

export interface FinishedSweep {
  readonly statement: SweepStatement;
  /** The journal's record of the statement with its proof and signed checkpoint: it can be checked by itself. */
  readonly proof: InclusionProof;
}

export interface SweepOptions {
  readonly actor: string;
  /** Told after each slice. */
  readonly onProgress?: (checked: number) => void;
  /** Ends the work after the slice under way; the next call goes on from there. */
  readonly signal?: AbortSignal;
  /** Customers in one transaction, all screened with one index. */
  readonly slice?: number;
}

interface Progress {
  readonly parts: readonly (SliceCounts & { readonly basis: number })[];
}

/**
 * Screens all customers with what is in force, or goes on with the sweep that was broken off. Each slice's results
 * and the place that was reached are one transaction, so that whenever the process is killed no customer is left out
 * or screened twice. Customers that are added while it goes on are screened when they are added; it ends with the
 * newest that was there when it began.
 *
 * Throws `screening/sweep-elsewhere` where another process drives it, and what the signal was aborted with.
 */
export async function sweepAll(room: CustomerRoom, options: SweepOptions): Promise<FinishedSweep> {
  const { actor, signal, onProgress, slice: most = SLICE } = options;
  const sweep = (await room.store.tables.customerWork.openSweep()) ?? (await beginSweep(room, actor));
  const { customer } = room.store.tables;
  let { cursor } = sweep;
  let progress = sweep.progress as Progress;
  const read = (after: number) => customer.readAfter(after, sweep.lastCustomer, most);
  let slice = await screenRows(room, await read(cursor));
  while (slice.customers.length > 0) {
    signal?.throwIfAborted();
    const from = cursor;
    const to = slice.customers.at(-1)!.row.id;
    // Read before the transaction begins: the embedded database has one session.
    const following = await read(to);
    let reached = progress;
    const recorded = recordSlice(room, slice, actor, async (tables, counts, footing) => {
      reached = withCounts(progress, counts, footing);
      await advance(tables, sweep, from, to, reached);
    });
    const [, next] = await Promise.all([recorded, screenRows(room, following)]);
    cursor = to;
    progress = reached;
    slice = next;
    onProgress?.(checkedIn(progress));
  }
  return await finish(room, { ...sweep, cursor }, progress, actor);
}

async function beginSweep({ store, now }: CustomerRoom, actor: string): Promise<SweepRow> {
  return await store.transaction(async (tables) => {
    await tables.journal.holdHead();
    const empty: Progress = { parts: [] };
    return (
      (await tables.customerWork.openSweep()) ?? (await tables.customerWork.addSweep(actor, now(), empty))
    );
  });
}

async function advance(
  { customerWork }: Tables,
  { id }: SweepRow,
  from: number,
  to: number,
  progress: Progress,
): Promise<void> {
  if (await customerWork.advanceSweep(id, from, to, progress)) return;
  throw elsewhere();
}

function withCounts({ parts }: Progress, counts: SliceCounts, { number }: Footing): Progress {
  const last = parts.at(-1);
  return last?.basis === number
    ? { parts: [...parts.slice(0, -1), { basis: number, ...addCounts(last, counts) }] }
    : { parts: [...parts, { basis: number, ...counts }] };
}

async function finish(
  room: CustomerRoom,
  sweep: SweepRow,
  progress: Progress,
  actor: string,
): Promise<FinishedSweep> {
  const { store, journal, footing } = room;
  const finishedAt = room.now();
  // Where there is no customer, the statement still says against which lists there was none.
  const numbered = progress.parts.length > 0 ? progress.parts : [{ basis: footing.number, ...NO_COUNTS }];
  const parts: SweepPart[] = [];
  for (const { basis, ...counts } of numbered) {
    parts.push({ ...counts, basis: (await store.tables.customerWork.readBasis(basis)) as CustomerBasis });
  }
  const counts = parts.reduce<SliceCounts>((sum, part) => addCounts(sum, part), NO_COUNTS);
  const statement: SweepStatement = {
    sweep: sweep.id,
    startedAt: new Date(sweep.startedAt).toISOString(),
    finishedAt: new Date(finishedAt).toISOString(),
    checked: counts.clear + counts.alert,
    counts,
    parts,
    changed: parts.length > 1,
  };
  const event = {
    kind: 'customer.sweep',
    actor,
    references: { sweep: sweep.id },
    result: asJson(statement),
  };
  const seq = await journal.appendWith(
    async (tables) => {
      const open = await tables.customerWork.openSweep();
      if (open?.id !== sweep.id || open.cursor !== sweep.cursor) throw elsewhere();
      return [event];
    },
    async ({ customerWork }, [receipt]) => {
      await customerWork.finishSweep(sweep.id, finishedAt, progress, receipt!.seq);
      return receipt!.seq;
    },
  );
  await journal.checkpoint();
  return { statement, proof: await journal.prove(seq) };
}

function checkedIn({ parts }: Progress): number {
  return parts.reduce((sum, { clear, alert }) => sum + clear + alert, 0);
}

function elsewhere(): RiegelError {
  return new RiegelError('screening/sweep-elsewhere', 'Another process goes on with this sweep', {
    expected: 'one process at a time',
  });
}
