import type { KeyRow, Tables } from '../store/index.ts';
import type { CheckedEvent } from './event.ts';
import type { MasterKey } from './keys/master-key.ts';
import { newKey } from './seal.ts';

/** The key that a subject's events are sealed with, opened. */
export interface SubjectKey {
  /** Number in `journal_key`. */
  readonly id: number;
  readonly key: Buffer;
}

export type FreshKey = Pick<KeyRow, 'id' | 'tag' | 'wrapped'>;

type SubjectKeys = ReadonlyMap<string, SubjectKey>;

/** By the tables of a transaction, and gone with them. */
const usedIn = new WeakMap<Tables, SubjectKeys>();
const NONE: SubjectKeys = new Map();

/**
 * The keys of the subjects named in the events, found or made. Looked up while the head is held: a key erased a
 * moment ago is never used again. `size`: number of the first event.
 */
export async function keysForEvents(
  tables: Tables,
  events: readonly { readonly event: CheckedEvent }[],
  size: number,
  master: MasterKey,
): Promise<{ readonly keys: SubjectKeys; readonly fresh: readonly FreshKey[] }> {
  const firstUse = new Map<string, number>();
  for (const [i, { event }] of events.entries()) {
    if (event.subject !== undefined && !firstUse.has(event.subject)) firstUse.set(event.subject, size + i);
  }
  if (firstUse.size === 0) return { keys: NONE, fresh: [] };
  const fresh: FreshKey[] = [];
  const keys = await liveKeysOf(tables, firstUse.keys(), master, (subject, tag) => {
    const made = { id: firstUse.get(subject)!, key: newKey() };
    fresh.push({ id: made.id, tag, wrapped: master.wrap(made.key) });
    return made;
  });
  usedIn.set(tables, keys);
  return { keys, fresh };
}

/** The keys that `keysForEvents` found or made in this transaction, which holds the head: they still hold. */
export function usedKeysOf(tables: Tables): SubjectKeys {
  return usedIn.get(tables) ?? NONE;
}

/** The keys of subjects that are not erased; for a subject that has none, what `make` gives. */
export async function liveKeysOf(
  { journal }: Tables,
  subjects: Iterable<string>,
  master: MasterKey,
  make?: (subject: string, tag: Buffer) => SubjectKey,
): Promise<SubjectKeys> {
  const tags = Array.from(subjects, (subject) => [subject, master.tagOf(subject)] as const);
  const rows = await journal.readLiveKeys(tags.map(([, tag]) => tag));
  const live = new Map(rows.map((row) => [row.tag!.toString('latin1'), row]));
  const keys = new Map<string, SubjectKey>();
  for (const [subject, tag] of tags) {
    const row = live.get(tag.toString('latin1'));
    const key = row === undefined ? make?.(subject, tag) : { id: row.id, key: master.unwrap(row.wrapped!) };
    if (key !== undefined) keys.set(subject, key);
  }
  return keys;
}
