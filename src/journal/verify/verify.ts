import type { HeadRow, RecordRow, Store } from '../../store/index.ts';
import type { JournalKeys } from '../keys/keys.ts';
import { BlockTree } from './block-tree.ts';
import { checkRecord } from './check-record.ts';
import { CheckpointTrail } from './checkpoint-trail.ts';
import { type Fault, Faults } from './fault.ts';
import { keptHashes } from './kept-hashes.ts';
import { KeyTrail } from './key-trail.ts';

export interface VerifyOptions {
  /** Told after every few thousand records. */
  readonly onProgress?: (done: number, size: number) => void;
  /** Signed checkpoints that were kept outside: the records are compared with them, too. */
  readonly checkpoints?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface Verification {
  /** Whether nothing is wrong. */
  readonly ok: boolean;
  /** Number of records the journal says it has. */
  readonly size: number;
  /** Merkle tree hash of them, base64; none where records are missing or in doubt. */
  readonly root?: string;
  /** Signed checkpoints that agree with the records, the head's own counted in. */
  readonly checkpoints: number;
  /** Checkpoints that could not be compared, because of faults in the records before them. */
  readonly unchecked: number;
  /** The first 1,000. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
}

const PAGE = 2_048;
const NO_HASH = Buffer.alloc(32);
/** A gap wider than this is not filled leaf by leaf: nothing after it can be compared with a checkpoint. */
const WIDEST_GAP = 1_000_000;

/** Compares every record with its own hash and seal, the tree, and every signed checkpoint. */
export async function verifyJournal(
  store: Store,
  keys: JournalKeys,
  { onProgress, checkpoints = [], signal }: VerifyOptions,
): Promise<Verification> {
  const faults = new Faults();
  const head = (await store.tables.journal.readHead()) ?? NO_HEAD;
  const trail = new CheckpointTrail(keys.signing.verifier, faults);
  await trail.collect(store, head, checkpoints);
  const keyTrail = new KeyTrail(store, faults);
  const tree = new BlockTree(keptHashes(store), faults);

  const fill = async (to: number): Promise<void> => {
    if (tree.size >= to) return;
    faults.add('removed', removedText(tree.size, to - 1), tree.size, to - 1);
    const last = to - tree.size > WIDEST_GAP ? tree.size + 1 : to;
    while (tree.size < last) await tree.add(NO_HASH, true);
  };
  let gaveUp = false;
  for await (const rows of recordPages(store, head.size)) {
    signal?.throwIfAborted();
    await keyTrail.check(rows);
    for (const row of rows) {
      if (row.seq < 0) {
        faults.add('added', `Record ${row.seq} stands before the first`, row.seq);
        continue;
      }
      if (!gaveUp) await fill(row.seq);
      gaveUp ||= tree.size !== row.seq;
      const { leaf, doubtful } = checkRecord(row, keys.master, faults);
      if (gaveUp) continue;
      await tree.add(leaf, doubtful);
      trail.meet(tree.size, () => tree.root());
    }
    onProgress?.(Math.min(tree.size, head.size), head.size);
  }
  if (!gaveUp) await fill(head.size);
  await tellOfAdded(store, head.size, faults);
  keyTrail.end();
  const { agreed, unchecked } = trail.end();
  const root = gaveUp || tree.size !== head.size ? undefined : tree.root();
  return {
    ok: faults.count === 0,
    size: head.size,
    ...(root === undefined ? {} : { root: root.toString('base64') }),
    checkpoints: agreed,
    unchecked,
    faults: faults.list,
    faultCount: faults.count,
  };
}

const NO_HEAD: HeadRow = { size: 0, at: 0, peaks: Buffer.alloc(0), note: '' };

function removedText(from: number, to: number): string {
  return from === to ? `Record ${from} is missing` : `Records ${from} to ${to} are missing`;
}

async function* recordPages(store: Store, size: number): AsyncGenerator<RecordRow[]> {
  let beyond: number | undefined;
  for (;;) {
    const rows = await store.tables.journal.readRecords({ beyond, limit: PAGE });
    const own = rows.filter(({ seq }) => seq < size);
    if (own.length > 0) yield own;
    if (own.length < rows.length || rows.length < PAGE) return;
    beyond = rows.at(-1)!.seq;
  }
}

/** Records behind the head. One that is being appended meanwhile has moved the head when it is seen. */
async function tellOfAdded(store: Store, size: number, faults: Faults): Promise<void> {
  const rows = await store.tables.journal.readRecords({ beyond: size - 1, limit: 100 });
  if (rows.length === 0) return;
  const now = (await store.tables.journal.readHead())?.size ?? 0;
  for (const { seq } of rows) {
    if (seq >= now) faults.add('added', `Record ${seq} stands behind the head`, seq);
  }
}
