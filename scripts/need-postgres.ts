/**
 * A PostgreSQL server for tests: Debian's, installed if need be, with a throw-away cluster.
 * `node scripts/need-postgres.ts` sees to it that the server's programs are there, and says where.
 */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** The folder of `initdb` and `pg_ctl`, or why there is none. */
export type FoundPostgres = { readonly bin: string } | { readonly missing: string };

/** Looks for the server's programs: those of `RIEGEL_PG_BIN`, Debian's of the latest version, those of the path. */
export function findPostgres(): FoundPostgres {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    process.env.RIEGEL_PG_BIN ?? '',
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  const bin = folders.find(
    (folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
  );
  return bin === undefined ? { missing: `no initdb in ${DEBIAN} or on the path` } : { bin };
}

/** Finds the server's programs, or installs them where that can be done: as root, on Debian and its like. */
export function needPostgres(): FoundPostgres {
  const found = findPostgres();
  if ('bin' in found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { missing: `${found.missing}; install it: apt-get install postgresql` };
  }
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql'], {
      stdio: 'inherit',
      env,
    });
  } catch (error) {
    return { missing: `apt-get cannot install postgresql: ${(error as Error).message}` };
  }
  return findPostgres();
}

/** A server of its own in a temporary folder, on a port of the loopback. */
export interface Cluster {
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** `fast` ends sessions at once and stops in order; `immediate` is a crash. `meanwhile` is done while it is away. */
  restart(mode: 'fast' | 'immediate', meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(bin: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'riegel-pg-'));
  const port = await freePort();
  const own = ownerOf();
  if (own.uid !== undefined) chownSync(folder, own.uid, own.gid!);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const program = (name: string, ...words: string[]) => run(join(bin, name), words, { ...own, cwd: folder });
  const options = `-h 127.0.0.1 -p ${port} -k ${folder} -c max_connections=60 -c shared_buffers=64MB`;
  const start = () => program('pg_ctl', 'start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', options);
  await program('initdb', '-D', data, '-U', 'riegel', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  await start();
  let databases = 0;
  return {
    async newDatabase() {
      const name = `test_${++databases}`;
      await program('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', 'riegel', name);
      return `postgres://riegel@127.0.0.1:${port}/${name}`;
    },
    async restart(mode, meanwhile) {
      await program('pg_ctl', 'stop', '-w', '-D', data, '-m', mode);
      await meanwhile?.();
      await start();
    },
    async stop() {
      await program('pg_ctl', 'stop', '-w', '-D', data, '-m', 'immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: there it runs as `postgres` or `nobody`. */
function ownerOf(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const of = (flag: string) => {
    for (const user of ['postgres', 'nobody']) {
      try {
        return Number(
          execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
        );
      } catch {}
    }
    throw new Error('Neither the user postgres nor nobody exists');
  };
  return { uid: of('-u'), gid: of('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

if (import.meta.main) {
  const found = needPostgres();
  if ('bin' in found) console.log(`PostgreSQL: ${found.bin}`);
  else {
    console.error(`No PostgreSQL server, so its half of the tests is skipped: ${found.missing}`);
    if (process.env.CI === 'true') process.exitCode = 1;
  }
}
