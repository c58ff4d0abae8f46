import { RiegelError } from '../entity/index.ts';
import type { Store } from '../store/index.ts';
import { commitOnce } from './append/commit.ts';
import { makeReady, writeEvents } from './append/write.ts';
import { checkEvent } from './event.ts';
import type { JournalKeys } from './keys/keys.ts';
import { readOne } from './read.ts';

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
  const written = await commitOnce(store, async (tables) => {
    const head = await tables.journal.holdHead();
    const known = 'seq' in order ? [one!] : await tables.journal.readKeyIds(keys.master.tagOf(order.subject));
    const live = (await tables.journal.readKeys(known)).filter(({ wrapped }) => wrapped !== undefined);
    const ids = live.map(({ id }) => id);
    if (ids.length === 0) return { rows: [], head, ids };
    await tables.journal.eraseKeys(ids);
    const event = checkEvent({
      kind: 'erasure',
      actor: order.actor,
      result: { keys: ids, reason: order.reason },
    });
    return { ...(await writeEvents(tables, [makeReady(event, keys)], keys, now)), ids };
  });
  const { rows, ids } = written;
  if (ids.length === 0) return { keys: 0 };
  // What the database keeps of the old row until it tidies up must go as well.
  await store.tables.journal.scrubKeys();
  return { keys: ids.length, seq: rows[0]!.seq };
}

async function keyOfRecord(store: Store, seq: number): Promise<number> {
  const { key } = await readOne(store, seq);
  if (key !== undefined) return key;
  throw new RiegelError('journal/nothing-sealed', `Record ${seq} has no personal part`);
}
