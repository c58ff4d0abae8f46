/** Runs the command line over one shared data directory: in one process for speed, or as a user does, in its own. */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RIEGEL = join(ROOT, 'src/cli/riegel.ts');

/** A folder that goes when the tests of the file are over. */
export const folder = mkdtempSync(join(tmpdir(), 'riegel-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));
/** No list is in it, so the starter is used; its index is built by the first call and shared by the others. */
export const dataDir = join(folder, 'data');

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const env = { ...process.env, NO_COLOR: '1' };

let host: ChildProcess | undefined;
after(() => host?.kill());

/** Runs `riegel` with the shared data directory. */
export function riegel(args: readonly string[]): Promise<Result> {
  return riegelIn(dataDir, args);
}

export function riegelIn(dir: string, args: readonly string[]): Promise<Result> {
  return plainRiegel([...args, '--data-dir', dir]);
}

/** Runs `riegel` with these arguments and no others. Calls must not overlap. */
export function plainRiegel(args: readonly string[]): Promise<Result> {
  host ??= fork(join(ROOT, 'test/cli/host.ts'), { cwd: ROOT, env, execArgv: [] });
  const asked = host;
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the host ended with ${code}`));
    asked.once('exit', ended);
    asked.once('message', (result) => {
      asked.off('exit', ended);
      resolve(result as Result);
    });
    asked.send(args);
  });
}

/** Runs `riegel` in a process of its own, as a shell does. */
export function spawned(
  args: readonly string[],
  input: string | Uint8Array = '',
  more: Readonly<Record<string, string>> = {},
): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RIEGEL, ...args, '--data-dir', dataDir], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { ...env, ...more },
    maxBuffer: 256 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** Starts `riegel` and gives the process. */
export function start(args: readonly string[]) {
  return spawn(process.execPath, [RIEGEL, ...args, '--data-dir', dataDir], { cwd: ROOT, env });
}

/** Writes a file into the folder of the test and gives its path. */
export function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The objects of an NDJSON output. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails where it is not there.
export function objects(stdout: string): any[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
