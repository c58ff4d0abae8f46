import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { RiegelError } from '../../entity/index.ts';

/** A holder touches its file this often; on another machine, a file untouched for `ABANDONED_MS` belongs to nobody. */
const HEARTBEAT_MS = 10_000;
const ABANDONED_MS = 60_000;
const TRIES = 100;
const RETRY_MS = 20;

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** What tells a process from a later one with its number: when it began, as the system counts it. */
  readonly began: string;
  /** For whoever reads the message, ISO 8601. */
  readonly since: string;
}

/**
 * Takes the lock file of an embedded database, which bears one process only, and gives what ends the hold. The file
 * of a process that has died is taken over. Throws `store/in-use`, naming the holder.
 */
export async function takeLock(path: string): Promise<() => void> {
  const holder: Holder = {
    token: randomBytes(12).toString('hex'),
    pid: process.pid,
    host: hostname(),
    began: beganOf(process.pid) ?? '',
    since: new Date().toISOString(),
  };
  for (let tries = 0; tries < TRIES; tries++) {
    if (create(path, JSON.stringify(holder))) return hold(path, holder);
    const found = holderOf(path);
    if (found !== undefined && isLive(path, found)) throw inUse(path, found);
    // Nothing readable: its writer is between creating and filling it, or died there.
    if (found !== undefined || ageOf(path) > HEARTBEAT_MS) clearAway(path);
    await sleep(RETRY_MS);
  }
  throw new RiegelError('store/in-use', 'The lock file of the embedded database cannot be taken', {
    place: { file: path },
  });
}

function hold(path: string, holder: Holder): () => void {
  const heartbeat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(path, now, now);
    } catch {
      // Taken away by hand; the next start tells.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    if (holderOf(path)?.token === holder.token) rmSync(path, { force: true });
  };
}

function inUse(path: string, { pid, host, since }: Holder): RiegelError {
  return new RiegelError(
    'store/in-use',
    `The embedded database is in use by process ${pid} on ${host} since ${since}`,
    {
      place: { file: path },
      expected: 'one process at a time; for several, a PostgreSQL server by DATABASE_URL',
    },
  );
}

function isLive(path: string, { host, pid, began }: Holder): boolean {
  if (host !== hostname()) return ageOf(path) < ABANDONED_MS;
  if (!isRunning(pid)) return false;
  const now = beganOf(pid);
  return now === undefined || began === '' || now === began;
}

/**
 * Two processes may both find the lock abandoned; if the second removed the file by name, it could remove the one
 * the first has just made. So it is removed under a second, momentary file, after looking again.
 */
function clearAway(path: string): void {
  const guard = `${path}.takeover`;
  if (!create(guard, '')) {
    // Its maker lives for the few instructions below; one that old died in them.
    if (ageOf(guard) > HEARTBEAT_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    const found = holderOf(path);
    if (found === undefined ? ageOf(path) > HEARTBEAT_MS : !isLive(path, found))
      rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function create(path: string, text: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, text);
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Milliseconds since it was last touched; 0 where there is no such file. */
function ageOf(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of `/proc/PID/stat` (proc(5)): the process's start in clock ticks since boot. Undefined elsewhere. */
function beganOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
