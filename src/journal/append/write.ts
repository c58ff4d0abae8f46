import { setImmediate } from 'node:timers/promises';
import type { HeadRow, RecordRow, SubtreeRow, Tables } from '../../store/index.ts';
import { signCheckpoint } from '../checkpoint.ts';
import type { CheckedEvent } from '../event.ts';
import type { JournalKeys } from '../keys/keys.ts';
import { GrowingTree } from '../merkle/growing-tree.ts';
import { leafHash, sha256 } from '../merkle/hash.ts';
import { LEVEL_HEIGHT } from '../merkle/levels.ts';
import { bodyText, type SealedReference } from '../record.ts';
import { newKey, randomOf, type Sealed, seal } from '../seal.ts';
import { type FreshKey, keysForEvents, type SubjectKey } from '../subject-keys.ts';

/** A signed checkpoint is kept whenever the journal passes a multiple of this. */
const CHECKPOINT_EVERY = 4096;
const ID_BYTES = 16;
const CHUNK = 500;

/** An event on its way into the journal. What needs no place in it is done already. */
export interface ReadyEvent {
  readonly event: CheckedEvent;
  readonly id: string;
  /** Key and sealed part, where the key belongs to this event alone. */
  readonly own: { readonly wrapped: Buffer; readonly sealed: Sealed } | undefined;
}

/** Does what can be done before the event's turn comes. */
export function makeReady(event: CheckedEvent, { master }: JournalKeys): ReadyEvent {
  const id = randomOf(ID_BYTES).toString('base64url');
  if (event.personal === undefined || event.subject !== undefined) return { event, id, own: undefined };
  const key = newKey();
  return { event, id, own: { wrapped: master.wrap(key), sealed: seal(event.personal, key, id) } };
}

/** What was written: for receipts, and for finding it again after a lost answer. */
export interface Written {
  readonly rows: readonly RecordRow[];
  readonly head: HeadRow;
}

/** Writes events behind the head, in the caller's transaction. */
export async function writeEvents(
  tables: Tables,
  events: readonly ReadyEvent[],
  keys: JournalKeys,
  now: () => number,
): Promise<Written> {
  const { journal } = tables;
  const head = await journal.holdHead();
  const clock = now();
  const at = Math.max(clock, head.at);
  const subjects = await keysForEvents(tables, events, head.size, keys.master);
  const tree = new GrowingTree(head.size, head.peaks);
  const subtrees: SubtreeRow[] = [];
  const rows: RecordRow[] = [];
  const inserts = new Inserts();
  inserts.begin(journal.addKeys([...subjects.fresh, ...ownKeys(events, head.size)]));
  for (let from = 0; from < events.length; from += CHUNK) {
    const chunk = events.slice(from, from + CHUNK).map(({ event, id, own }, i): RecordRow => {
      const seq = head.size + from + i;
      const { sealed, key } = sealedPart(seq, event, id, own, subjects.keys);
      const body = bodyText({ event, seq, id, at, clock, sealed: sealedReference(sealed, key) });
      const leaf = leafHash(body);
      tree.add(leaf, ({ height, place, hash }) => {
        if (height % LEVEL_HEIGHT === 0) subtrees.push({ level: height / LEVEL_HEIGHT, place, hash });
      });
      const mac = keys.master.macOf(seq, leaf);
      return { seq, at, kind: event.kind, actor: event.actor, key, body, leaf, mac, sealed: sealed?.bytes };
    });
    rows.push(...chunk);
    inserts.begin(journal.addRecords(chunk));
    // The database inserts one chunk while the next is hashed.
    await setImmediate();
  }
  await inserts.all();
  const size = tree.size;
  const next = { size, at, peaks: tree.peaks(), note: signCheckpoint(size, tree.root(), keys.signing) };
  await journal.addSubtrees(subtrees);
  if (Math.floor(size / CHECKPOINT_EVERY) > Math.floor(head.size / CHECKPOINT_EVERY)) {
    await journal.addCheckpoint({ size, note: next.note });
  }
  await journal.setHead(next);
  return { rows, head: next };
}

/** Queries under way. One that fails while another is prepared is heard of at the end, not as an error of nobody. */
class Inserts {
  private readonly begun: Promise<void>[] = [];

  begin(insert: Promise<void>): void {
    insert.catch(() => {});
    this.begun.push(insert);
  }

  async all(): Promise<void> {
    await Promise.all(this.begun);
  }
}

function sealedPart(
  seq: number,
  event: CheckedEvent,
  id: string,
  own: ReadyEvent['own'],
  subjectKeys: ReadonlyMap<string, SubjectKey>,
): { readonly sealed: Sealed | undefined; readonly key: number | undefined } {
  if (own !== undefined) return { sealed: own.sealed, key: seq };
  if (event.subject === undefined) return { sealed: undefined, key: undefined };
  const subjectKey = subjectKeys.get(event.subject)!;
  return { sealed: seal(event.personal!, subjectKey.key, id), key: subjectKey.id };
}

function sealedReference(sealed: Sealed | undefined, key: number | undefined): SealedReference | undefined {
  if (sealed === undefined || key === undefined) return undefined;
  return {
    commitment: sealed.commitment.toString('base64url'),
    digest: sha256(sealed.bytes).toString('base64url'),
    key,
  };
}

function ownKeys(events: readonly ReadyEvent[], size: number): FreshKey[] {
  return events.flatMap(({ own }, i) =>
    own === undefined ? [] : [{ id: size + i, tag: undefined, wrapped: own.wrapped }],
  );
}
