import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { RiegelError } from '../../entity/index.ts';
import { codeOf } from './durable.ts';

/** A holder touches its lock this often … */
const HEARTBEAT_MS = 10_000;
/** … so a lock untouched for this long belongs to nobody, whatever its process number says (another machine, a reused number). */
const ABANDONED_MS = 5 * 60_000;
const POLL_MS = 50;

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** Name of the process, drawn by chance: in a container a restarted process often has the number of the dead one. */
  readonly process: string;
}

/** The threads of a process know its name, as long as they were started after it was drawn. */
const PROCESS_NAME = 'riegel/process';
function processName(): string {
  const known = getEnvironmentData(PROCESS_NAME);
  if (typeof known === 'string') return known;
  const drawn = randomBytes(12).toString('hex');
  setEnvironmentData(PROCESS_NAME, drawn);
  return drawn;
}
processName();

/** Tokens this thread holds or is about to: surely alive. */
const heldHere = new Set<string>();

/**
 * Runs `work` while no other process (nor other call in this one) holds the lock file.
 * Throws `lists/locked` when it stays taken longer than `waitMs`. A lock whose process has died is taken over.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  { waitMs = 30_000, signal }: { waitMs?: number; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const holder: Holder = {
    token: randomBytes(12).toString('hex'),
    pid: process.pid,
    host: hostname(),
    process: processName(),
  };
  heldHere.add(holder.token);
  try {
    await take(path, holder, waitMs, signal);
    return await whileHeld(path, holder, work);
  } finally {
    heldHere.delete(holder.token);
  }
}

async function take(path: string, holder: Holder, waitMs: number, signal?: AbortSignal): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!(await tryTake(path, holder))) {
    signal?.throwIfAborted();
    if (await isAbandoned(path)) {
      await removeAbandoned(path);
      continue;
    }
    if (performance.now() >= deadline) {
      throw new RiegelError('lists/locked', 'Another process is changing this list', {
        place: { file: path },
      });
    }
    await sleep(POLL_MS, undefined, signal ? { signal } : {});
  }
}

async function whileHeld<T>(path: string, holder: Holder, work: () => Promise<T>): Promise<T> {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    const found = await holderOf(path);
    if (found?.token === holder.token) await rm(path, { force: true });
  }
}

async function tryTake(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(JSON.stringify(holder));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    // Gone, or its writer is between creating and filling it.
    return undefined;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const holder = await holderOf(path);
  if (holder?.host === hostname()) {
    if (heldHere.has(holder.token)) return false;
    if (holder.pid === process.pid && holder.process !== processName()) return true;
    if (!isAlive(holder.pid)) return true;
  }
  try {
    return Date.now() - (await stat(path)).mtimeMs > ABANDONED_MS;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Two waiters may both find the lock abandoned; if the second removed the file by name it could remove the
 * lock the first has just taken. So removal happens under a second, momentary lock, and looks again.
 */
async function removeAbandoned(path: string): Promise<void> {
  const guard = `${path}.takeover`;
  try {
    await (await open(guard, 'wx')).close();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const age = await stat(guard).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    // Its holder died within the few instructions below; renaming lets one waiter only clear it away.
    if (age > ABANDONED_MS) {
      const aside = `${guard}.${randomBytes(6).toString('hex')}`;
      await rename(guard, aside).then(
        () => rm(aside, { force: true }),
        () => {},
      );
    } else await sleep(POLL_MS);
    return;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}
