import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Index files that stay: the one in force, and the one that a process may have been about to open before it. */
const KEPT = 2;
/** A draft that no process has finished in this time is left over from one that died. */
const DRAFT_LIFE = 24 * 60 * 60 * 1000;

const INDEX = /^[0-9a-f]{8,128}\.rgx$/;
const DRAFT = /^(?:[0-9a-f]{8,128}\.rgx|current\.json)\.[0-9a-f-]{36}\.tmp$/;

/**
 * Deletes old index files and drafts of dead processes from an index folder; nothing else in it is touched. The
 * newest two indexes and those in `inForce` stay. Safe beside other processes: who has a file open reads it to its
 * end, who finds it gone compiles it anew, and a file that cannot be deleted stays.
 *
 * @param inForce ids of indexes that must stay, however old
 * @param now milliseconds since 1970
 */
export async function pruneIndexes(
  folder: string,
  inForce: ReadonlySet<string>,
  now: number = Date.now(),
): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      // Another process may prune at the same time.
      const info = await stat(join(folder, name)).catch(() => undefined);
      return { name, changed: info?.isFile() === true ? info.mtimeMs : undefined };
    }),
  );
  const indexes = files
    .filter(({ name, changed }) => changed !== undefined && INDEX.test(name))
    .sort((a, b) => b.changed! - a.changed!);
  const old = [
    ...indexes.slice(KEPT).filter(({ name }) => !inForce.has(name.slice(0, -'.rgx'.length))),
    ...files.filter(({ name, changed }) => DRAFT.test(name) && changed! < now - DRAFT_LIFE),
  ];
  // What cannot be deleted, in a folder of another user or while somebody holds it, only takes room.
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true }).catch(() => {})));
}
