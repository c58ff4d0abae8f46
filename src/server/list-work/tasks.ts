import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { RiegelError } from '../../entity/index.ts';
import type { HealthFinding } from '../../lists/index.ts';
import type { Tables } from '../../store/index.ts';
import type { ListOutcome } from '../background/work.ts';
import { toldError } from '../errors.ts';
import { type Asker, asJson, type ListTask, type ListWorkRoom, type TaskResult } from './room.ts';

/** Milliseconds between two signs of life of a task. */
const ALIVE_MS = 15_000;
/** Pauses before what came of a task is recorded again, where the database did not answer. */
const RECORD_AGAIN_MS = [1_000, 5_000, 15_000, 30_000];

const STOPPED = { code: 'lists/task-stopped', title: 'The service was stopped' };
const LOST = { code: 'lists/task-lost', title: 'The process that was doing it is gone' };

export interface TaskOrder extends Asker {
  readonly list: string;
  readonly kind: ListTask['kind'];
  /** Not where the list was asked about less than so long ago: another process keeps the same timer. */
  readonly notWithinMs?: number;
}

/** A task that goes on by itself. */
export interface BegunTask {
  readonly task: ListTask;
  /** When what came of it is recorded and, where a new version is in force, it answers; never rejects. */
  readonly ended: Promise<void>;
}

/**
 * Records that a task was asked for and has it done; what comes of it is recorded too. Gives the task as it begins,
 * undefined where `notWithinMs` says that it is not due. One at a time for each list, over all processes of the
 * database: throws `lists/task-running`.
 */
export async function beginTask(
  room: ListWorkRoom,
  order: TaskOrder,
  work: (signal: AbortSignal) => Promise<ListOutcome>,
): Promise<BegunTask | undefined> {
  const { list, kind, actor, person, notWithinMs } = order;
  const id = randomUUID();
  let task: ListTask | undefined;
  try {
    task = await room.journal.appendWith(
      async (tables) => {
        await endLost(room, tables, false);
        await checkFree(tables, list);
        if (notWithinMs !== undefined && (await askedWithin(room, tables, list, notWithinMs)))
          throw new NotDue();
        const result = { list, task: id };
        return [{ kind: `list.${kind}-asked`, actor, references: { list }, result }];
      },
      async ({ listWork }, [receipt]) => {
        const row: ListTask = {
          ...{ id, seq: receipt!.seq, list, kind, state: 'running', actor },
          ...(person === undefined ? {} : { person }),
          startedAt: new Date(room.now()),
        };
        await listWork.addTask(row);
        return row;
      },
    );
  } catch (error) {
    if (error instanceof NotDue) return undefined;
    throw error;
  }
  return { task, ended: carryOut(room, task, work) };
}

class NotDue extends Error {}

async function checkFree({ listWork }: Tables, list: string): Promise<void> {
  const running = await listWork.running(list);
  if (running === undefined) return;
  throw new RiegelError('lists/task-running', 'The list is being updated already', {
    expected: `task ${running.id} to end first`,
  });
}

/** A clock that was set back must not keep a list from being asked about: a time to come does not count. */
async function askedWithin(
  { now }: ListWorkRoom,
  { listWork }: Tables,
  list: string,
  ms: number,
): Promise<boolean> {
  const [last] = await listWork.readTasks(list, 1);
  if (last === undefined) return false;
  const ago = now() - last.startedAt.getTime();
  return ago >= 0 && ago < ms;
}

async function carryOut(
  room: ListWorkRoom,
  task: ListTask,
  work: (signal: AbortSignal) => Promise<ListOutcome>,
): Promise<void> {
  const alive = setInterval(() => {
    room.store.tables.listWork.keepAlive(task.id).catch(room.onError);
  }, ALIVE_MS).unref();
  try {
    const result = await work(room.closing).then(resultOf, (error) => failureOf(room, error));
    await recordPatiently(room, task, result);
    if ('outcome' in result && result.outcome === 'in-force' && !room.closing.aborted)
      await room.service.reload();
  } catch (error) {
    room.onError(error);
  } finally {
    clearInterval(alive);
  }
}

function resultOf(outcome: ListOutcome): TaskResult {
  const { sourceId: _, ...told } = outcome;
  const waiting = isReleasable(outcome);
  return { ...told, ...(outcome.outcome === 'refused' ? { waiting } : {}) };
}

/** A refused version that could be read, and that no guard keeps out for good. */
function isReleasable({ outcome, version, counts, findings }: ListOutcome): boolean {
  const isBarrier = ({ severity, releasable }: HealthFinding) => severity === 'refuse' && !releasable;
  return outcome === 'refused' && version !== undefined && counts !== undefined && !findings.some(isBarrier);
}

function failureOf({ closing }: ListWorkRoom, error: unknown): TaskResult {
  if (closing.aborted) return { error: STOPPED };
  const { code, message: title } = toldError(error);
  return { error: { code, title } };
}

async function recordPatiently(room: ListWorkRoom, task: ListTask, result: TaskResult): Promise<void> {
  for (const pause of [...RECORD_AGAIN_MS, undefined]) {
    try {
      await record(room, task, result);
      // What cannot be told now is told by the duties.
      await room.tell?.().catch(room.onError);
      return;
    } catch (error) {
      if (pause === undefined || room.closing.aborted) throw error;
      room.onError(error);
      await sleep(pause, undefined, { signal: room.closing });
    }
  }
}

async function record(room: ListWorkRoom, task: ListTask, result: TaskResult): Promise<void> {
  const { id, list, actor } = task;
  const event = { kind: 'list.updated', actor, references: { list, task: id }, result: asJson(result) };
  await room.journal.appendWith([event], async (tables, [receipt]) => {
    const at = new Date(room.now());
    const state = 'error' in result ? 'failed' : 'done';
    await tables.listWork.finishTask(id, state, at, result);
    if ('error' in result) return;
    if (result.outcome === 'in-force') await tables.listWork.supersede(list);
    if (result.waiting === true) await haveWait(tables, task, result, receipt!.seq, at);
  });
}

/**
 * A refused version waits for a person. Where the same content has come before, the one who asked first stays the
 * one who asked; what a person has rejected waits again only when a person asks again.
 */
async function haveWait(
  { listWork }: Tables,
  task: ListTask,
  result: Extract<TaskResult, { outcome: string }>,
  seq: number,
  refusedAt: Date,
): Promise<void> {
  const { id, list, person } = task;
  const version = result.version!;
  const known = await listWork.readRefusal(list, version);
  if (known?.state === 'releasing') return;
  if (known?.state === 'rejected' && person === undefined) return;
  const first = known?.state === 'waiting' ? known.person : person;
  await listWork.putRefusal({
    ...{ list, version, state: 'waiting', seq, task: id, refusedAt },
    ...(first === undefined ? {} : { person: first }),
    ...(result.inForce === undefined ? {} : { kept: result.inForce }),
    findings: result.findings,
    ...(result.changes === undefined ? {} : { changes: result.changes }),
  });
}

/** Ends the tasks whose process is gone, as far as anybody can tell; all of them where `all`. */
export async function endLost(room: ListWorkRoom, { listWork }: Tables, all: boolean): Promise<void> {
  for (const { id } of await listWork.lost(all)) {
    await listWork.finishTask(id, 'failed', new Date(room.now()), { error: LOST });
  }
}
