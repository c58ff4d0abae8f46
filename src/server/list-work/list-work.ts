import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RiegelError } from '../../entity/index.ts';
import { isPublished } from '../../lists/index.ts';
import { findSource } from '../../screening/index.ts';
import { inBackground } from '../background/background.ts';
import { type DecisionOrder, type ReleaseOrder, reject, release, resumeReleases } from './releases.ts';
import type { Asker, ListRefusal, ListTask, ListWorkRoom } from './room.ts';
import { type BegunTask, beginTask, endLost } from './tasks.ts';

interface UpdateAsked extends Asker {
  readonly list: string;
  /** See `TaskOrder`. */
  readonly notWithinMs?: number;
}

interface ImportAsked extends Asker {
  readonly list: string;
  /** Folder under `incoming` with the files; gone when the task ends. */
  readonly folder: string;
  readonly format?: string;
  /** ISO 8601. */
  readonly obtainedAt?: string;
}

/** Updates and imports of lists, each as a task that goes on by itself, and the decisions about what was refused. */
export interface ListWork {
  /** Folder in which files that are sent come to lie, each order in a folder of its own. */
  readonly incoming: string;
  /**
   * Throws `lists/unknown-source`, `lists/not-published`, `lists/task-running`. Undefined where it is not due.
   */
  update(asked: UpdateAsked): Promise<BegunTask | undefined>;
  /** Throws `lists/unknown-source`, `lists/task-running`. The folder is taken over also where it throws. */
  import(asked: ImportAsked): Promise<ListTask>;
  /** Throws `lists/no-task`. */
  task(list: string, id: string): Promise<ListTask>;
  /** The newest first. */
  tasks(list: string): Promise<readonly ListTask[]>;
  /** What waits for a person; of one list or of all. */
  waiting(list?: string): Promise<readonly ListRefusal[]>;
  release(order: ReleaseOrder): Promise<void>;
  reject(order: DecisionOrder): Promise<void>;
  /** Does what another process has left undone. */
  resume(): Promise<void>;
  /** Asks the tasks of this process to end, and waits for them. */
  close(): Promise<void>;
}

const TASKS_SHOWN = 20;
const DAY_MS = 24 * 3_600_000;

export async function openListWork(options: Omit<ListWorkRoom, 'closing'>): Promise<ListWork> {
  const ending = new AbortController();
  const room: ListWorkRoom = { ...options, closing: ending.signal };
  const { dataDir, store } = room;
  const incoming = join(dataDir, 'incoming');
  const under = new Set<Promise<void>>();
  const hold = (ended: Promise<void>) => {
    under.add(ended);
    ended.finally(() => under.delete(ended));
  };
  // The embedded database has one process: nobody else can be doing what it says is being done.
  const alone = store.kind === 'embedded';
  await store.transaction((tables) => endLost(room, tables, alone));
  await resumeReleases(room, alone);
  await removeOld(incoming);

  return {
    incoming,
    async update({ list, ...asked }) {
      if (!isPublished(await findSource(dataDir, list))) {
        throw new RiegelError('lists/not-published', 'The list has no address to fetch', {
          expected: 'an import of its files',
        });
      }
      const { contact } = room;
      const begun = await beginTask(room, { ...asked, list, kind: 'update' }, (signal) =>
        inBackground('update', { dataDir, list, ...(contact === undefined ? {} : { contact }) }, { signal }),
      );
      if (begun !== undefined) hold(begun.ended);
      return begun;
    },
    async import({ list, folder, format, obtainedAt, ...asked }) {
      const remove = () => rm(folder, { recursive: true, force: true });
      try {
        await findSource(dataDir, list);
        const order = {
          ...{ dataDir, list, files: [folder] },
          ...(format === undefined ? {} : { format }),
          ...(obtainedAt === undefined ? {} : { obtainedAt }),
        };
        const begun = await beginTask(room, { ...asked, list, kind: 'import' }, (signal) =>
          inBackground('import', order, { signal }).finally(remove),
        );
        hold(begun!.ended);
        return begun!.task;
      } catch (error) {
        await remove();
        throw error;
      }
    },
    async task(list, id) {
      const task = await store.tables.listWork.readTask(id);
      if (task !== undefined && task.list === list) return task;
      throw new RiegelError('lists/no-task', 'The list has no such task');
    },
    tasks: (list) => store.tables.listWork.readTasks(list, TASKS_SHOWN),
    waiting: (list) => store.tables.listWork.readRefusals(['waiting', 'releasing'], list),
    async release(order) {
      await release(room, order);
      hold(room.service.reload().catch(room.onError));
    },
    reject: (order) => reject(room, order),
    async resume() {
      await resumeReleases(room, false);
    },
    async close() {
      ending.abort(new Error('The installation is closing'));
      await Promise.all(under);
    },
  };
}

/** What a process that died has left of files that were sent. */
async function removeOld(incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  for (const name of await readdir(incoming)) {
    const folder = join(incoming, name);
    const { mtimeMs } = await stat(folder);
    if (Math.abs(Date.now() - mtimeMs) > DAY_MS) await rm(folder, { recursive: true, force: true });
  }
}
