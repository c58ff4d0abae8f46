import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RiegelError } from '../../entity/index.ts';
import { type PaymentDoor, toldPayment } from '../../screening/index.ts';
import { EXIT } from '../exit-code.ts';
import { printable } from '../output/printable.ts';
import { PayTally, payDocument } from './run.ts';

export interface WatchOptions {
  /** Opens the door, with the lists in force at that time. */
  readonly open: () => Promise<PaymentDoor>;
  /** End when nothing is left. */
  readonly once: boolean;
  /** Milliseconds between two looks; a file is taken when it has not changed in between. */
  readonly everyMs?: number;
}

const EVERY_MS = 1000;
/** Still being written, by custom of who writes them. */
const UNFINISHED = /^\.|\.(?:part|tmp|filepart|crdownload)$/i;

/**
 * Screens every file that is put into a folder. Each is claimed by renaming it into `work`, so that of several watchers
 * one has it; its answers (`NAME.DIGEST.ndjson`) and replies stand whole in `done` before the file goes there. A file
 * with bytes that were answered before is not answered again. What cannot be read at all goes to `failed` with the reason.
 * What a watcher left behind that has ended is put back.
 */
export async function watchFolder(folder: string, options: WatchOptions): Promise<number> {
  const own = `${hostname()}.${process.pid}`;
  const work = join(folder, 'work', own);
  const done = join(folder, 'done');
  const failed = join(folder, 'failed');
  for (const each of [work, done, failed]) await mkdir(each, { recursive: true });
  await putBack(folder);
  const door = await options.open();
  const tally = new PayTally();
  let anyFailed = false;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const sizes = new Map<string, string>();
  while (!stopped) {
    const names = await settled(folder, sizes);
    for (const name of names) {
      if (stopped) break;
      const claimed = join(work, name);
      if (!(await moved(join(folder, name), claimed))) continue;
      anyFailed = !(await answerFile(claimed, name, { door, tally, done, failed })) || anyFailed;
    }
    if (options.once && sizes.size === 0) break;
    if (!stopped) await pause(options.everyMs ?? EVERY_MS);
  }
  process.off('SIGTERM', stop);
  process.off('SIGINT', stop);
  await rm(work, { recursive: true, force: true });
  process.stderr.write(`${tally}\n`);
  return anyFailed ? EXIT.error : tally.exitCode;
}

/** Files whose size and time are those of the last look; `sizes` keeps what has still to settle. */
async function settled(folder: string, sizes: Map<string, string>): Promise<string[]> {
  const ready: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name))
    .map(({ name }) => name);
  for (const gone of [...sizes.keys()].filter((name) => !names.includes(name))) sizes.delete(gone);
  for (const name of names.sort()) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    const state = `${found?.size} ${found?.mtimeMs}`;
    if (sizes.get(name) === state) {
      ready.push(name);
      sizes.delete(name);
    } else sizes.set(name, state);
  }
  return ready;
}

/** False where another watcher has it. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

interface Work {
  readonly door: PaymentDoor;
  readonly tally: PayTally;
  readonly done: string;
  readonly failed: string;
}

/** False where the file could not be read. What is kept has the digest in its name: another file may be called the same. */
async function answerFile(
  claimed: string,
  name: string,
  { door, tally, done, failed }: Work,
): Promise<boolean> {
  const digest = await digestOf(claimed);
  const known = (await readdir(done)).find((each) => each.endsWith(`.${digest}.ndjson`));
  if (known !== undefined) {
    tell(`${name} was answered before, in ${known}`);
    await rm(claimed);
    return true;
  }
  const kept = `${name}.${digest}`;
  const source = join(dirname(claimed), kept);
  await rename(claimed, source);
  const answers = join(done, `${kept}.ndjson`);
  const file = await open(`${answers}.part`, 'w');
  try {
    await payDocument(source, {
      ...{ door, tally, replies: done },
      answer: async (answer) => {
        await file.write(`${JSON.stringify(toldPayment(answer, name))}\n`);
      },
      problem: async (problem) => {
        await file.write(`${JSON.stringify({ document: name, problem })}\n`);
      },
    });
    await file.sync();
  } catch (error) {
    if (!(error instanceof RiegelError)) throw error;
    await rm(`${answers}.part`, { force: true });
    const { code, message } = error;
    await writeFile(join(failed, `${kept}.error.json`), `${JSON.stringify({ code, message })}\n`);
    await rename(source, join(failed, kept));
    tell(`${name}: ${code}: ${message}`);
    return false;
  } finally {
    await file.close();
  }
  await rename(`${answers}.part`, answers);
  await rename(source, join(done, kept));
  return true;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex').slice(0, 16);
}

/** Claims of watchers of this machine that run no more. */
async function putBack(folder: string): Promise<void> {
  const work = join(folder, 'work');
  for (const owner of await readdir(work)) {
    const [, host, pid] = /^(.*)\.(\d+)$/.exec(owner) ?? [];
    if (host !== hostname() || Number(pid) === process.pid || isRunning(Number(pid))) continue;
    for (const name of await readdir(join(work, owner))) {
      await moved(join(work, owner, name), join(folder, name));
      tell(`${name} was left behind, and is answered now`);
    }
    await rm(join(work, owner), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function tell(text: string): void {
  process.stderr.write(`riegel: NOTE: ${printable(text)}\n`);
}
