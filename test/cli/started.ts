import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** `riegel start` as a process of its own. */
export interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  /** What it has said so far. */
  said(): string;
  /** Waits until it has said something. */
  heard(what: string | RegExp): Promise<void>;
  /** Ends it, and gives the exit code or the signal. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

export interface StartOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly options?: readonly string[];
  /** Put before the command, such as limits of the shell. */
  readonly before?: string;
}

/** Starts the service on a free port of this machine. */
export async function start({ dataDir, databaseUrl, options = [], before }: StartOptions): Promise<Started> {
  const port = await freePort();
  const words = [
    process.execPath,
    ...['src/cli/riegel.ts', 'start', '--data-dir', dataDir, '--port', String(port)],
    ...options,
  ];
  const [command, ...rest] =
    before === undefined ? words : ['sh', '-c', `${before}; exec "$@"`, 'sh', ...words];
  const child = spawn(command!, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const exit = once(child, 'exit');
  return {
    child,
    address: `http://127.0.0.1:${port}`,
    said: () => text,
    async heard(what) {
      const isThere = () => (typeof what === 'string' ? text.includes(what) : what.test(text));
      while (!isThere()) {
        assert.equal(child.exitCode, null, text);
        await Promise.race([once(child.stderr!, 'data'), exit]);
      }
    },
    async end(signal) {
      child.kill(signal);
      const [code, killed] = (await exit) as [number | null, NodeJS.Signals | null];
      return code ?? killed;
    },
  };
}
