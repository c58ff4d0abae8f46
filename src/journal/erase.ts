import { RiegelError } from '../entity/index.ts';
import type { Store, Tables } from '../store/index.ts';
import { commitOnce } from './append/commit.ts';
import { makeReady, writeEvents } from './append/write.ts';
import { checkEvent } from './event.ts';
import type { JournalKeys } from './keys/keys.ts';
import { readOne, recordOf } from './read.ts';
import type { JournalRecord } from './record.ts';

/** Whose personal parts are erased, by whom and why. The reason stays readable: nothing personal in it. */
export type ErasureOrder = {
  readonly actor: string;
  readonly reason: string;
} & ({ readonly subject: string } | { readonly seq: number });

export interface Erased {
  /** How many keys were erased: 0 where there was none, or none any more. */
  readonly keys: number;
  /** Record of the erasure; none where nothing was erased. */
  readonly seq?: number;
}

/** Throws `journal/no-record`, `journal/nothing-sealed`, `journal/bad-event`. */
export async function eraseKeysOf(
  store: Store,
  keys: JournalKeys,
  order: ErasureOrder,
  now: () => number,
): Promise<Erased> {
  const one = 'seq' in order ? await keyOfRecord(store, order.seq) : undefined;
  const erased = await eraseLive(store, keys, order, now, async ({ journal }) =>
    'seq' in order ? [one!] : await journal.readKeyIds(keys.master.tagOf(order.subject)),
  );
  // What the database keeps of the old row until it tidies up must go as well.
  if (erased.keys > 0) await store.tables.journal.scrubKeys();
  return erased;
}

/** Erases those of the keys that are not erased yet, and records that. Leaves the scrubbing to the caller. */
async function eraseLive(
  store: Store,
  keys: JournalKeys,
  { actor, reason }: Pick<ErasureOrder, 'actor' | 'reason'>,
  now: () => number,
  idsOf: (tables: Tables) => Promise<readonly number[]>,
): Promise<Erased> {
  const { rows, ids } = await commitOnce(store, async (tables) => {
    const head = await tables.journal.holdHead();
    const known = await idsOf(tables);
    const live = (await tables.journal.readKeys(known)).filter(({ wrapped }) => wrapped !== undefined);
    const ids = live.map(({ id }) => id);
    if (ids.length === 0) return { rows: [], head, ids };
    await tables.journal.eraseKeys(ids);
    const event = checkEvent({ kind: 'erasure', actor, result: { keys: ids, reason } });
    return { ...(await writeEvents(tables, [makeReady(event, keys)], keys, now)), ids };
  });
  return ids.length === 0 ? { keys: 0 } : { keys: ids.length, seq: rows[0]!.seq };
}

/** Which records of nobody's lasting reference are to become unreadable. */
export interface UnnamedErasureOrder {
  readonly actor: string;
  readonly reason: string;
  /** The record up to which the last call came; -1 at first. */
  readonly beyond: number;
  /** Milliseconds since 1970: only records from before. */
  readonly before: number;
  readonly isDue: (record: JournalRecord) => boolean;
}

export interface UnnamedErased {
  readonly keys: number;
  /** The record up to which it came: younger ones were not looked at. */
  readonly reached: number;
}

/** Records looked at in one go, and most keys of one record of an erasure. */
const TOGETHER = 1_000;

/**
 * Makes the personal parts of records that have a key of their own unreadable: what was screened once, without a
 * reference by which anybody asks again. In the order of the records, so that the next call goes on behind this one's.
 */
export async function eraseUnnamed(
  store: Store,
  keys: JournalKeys,
  order: UnnamedErasureOrder,
  now: () => number,
): Promise<UnnamedErased> {
  let reached = order.beyond;
  let erased = 0;
  for (let isMore = true; isMore; ) {
    const rows = await store.tables.journal.readOwnKeys(reached, TOGETHER);
    const old = rows.filter(({ at }) => at < order.before);
    const due = old.filter((row) => row.hasOwnKey && order.isDue(recordOf(row))).map(({ seq }) => seq);
    if (due.length > 0) erased += (await eraseLive(store, keys, order, now, async () => due)).keys;
    reached = old.at(-1)?.seq ?? reached;
    isMore = old.length === TOGETHER;
  }
  if (erased > 0) await store.tables.journal.scrubKeys();
  return { keys: erased, reached };
}

async function keyOfRecord(store: Store, seq: number): Promise<number> {
  const { key } = await readOne(store, seq);
  if (key !== undefined) return key;
  throw new RiegelError('journal/nothing-sealed', `Record ${seq} has no personal part`);
}
