import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { type Cluster, findPostgres, startCluster } from '../../scripts/need-postgres.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';

/** A database to test on: of its own for each suite, empty at first. */
export interface TestDatabase {
  readonly kind: Store['kind'];
  /** Folder for keys, and for the embedded database. */
  readonly dataDir: string;
  options(): StoreOptions;
  open(): Promise<Store>;
  /** SQL past the store, as somebody with the database's password would. The store must be closed. */
  tamper(...statements: string[]): Promise<Tampering>;
  /** Of a server only; `meanwhile` is done while it is away. */
  restart(mode: 'fast' | 'immediate', meanwhile?: () => Promise<void>): Promise<void>;
}

/** What came of SQL past the store. */
export interface Tampering {
  /** Rows of the last statement. */
  readonly rows: readonly unknown[];
  /** SQLSTATE of each statement that was refused. */
  readonly refused: readonly string[];
}

type Suite = (database: TestDatabase) => void;

/** Runs a suite on the embedded database and on a server: what holds of one must hold of the other. */
export function onBothStores(name: string, suite: Suite): void {
  onEmbedded(name, suite);
  onServer(name, suite);
}

export function onEmbedded(name: string, suite: Suite): void {
  describe(`${name}, embedded`, () => {
    const dataDir = testFolder();
    const options = () => ({ dataDir });
    suite({
      kind: 'embedded',
      dataDir,
      options,
      open: () => openStore(options()),
      async tamper(...statements) {
        const database = await PGlite.create(join(dataDir, 'pg'));
        try {
          return await tampering(database, statements);
        } finally {
          await database.close();
        }
      },
      restart: () => Promise.reject(new Error('The embedded database has no server')),
    });
  });
}

export function onServer(name: string, suite: Suite): void {
  const found = findPostgres();
  const missing = 'missing' in found ? found.missing : undefined;
  // Where a build must be sure, a server that is missing is an error, not a test left out.
  const skip = missing !== undefined && process.env.CI !== 'true' ? missing : false;
  describe(`${name}, on a server`, { skip }, () => {
    const dataDir = testFolder();
    let cluster: Cluster | undefined;
    let databaseUrl = '';
    before(async () => {
      if (!('bin' in found)) throw new Error(`No PostgreSQL server: ${found.missing}`);
      cluster = await startCluster(found.bin);
      databaseUrl = await cluster.newDatabase();
    });
    after(async () => await cluster?.stop());
    // A machine at its limits may keep a connection waiting for long.
    const options = () => ({ dataDir, databaseUrl, server: { patienceMs: 60_000 } });
    suite({
      kind: 'server',
      dataDir,
      options,
      open: () => openStore(options()),
      async tamper(...statements) {
        const client = new pg.Client(databaseUrl);
        await client.connect();
        try {
          return await tampering(client, statements);
        } finally {
          await client.end();
        }
      },
      restart: (mode, meanwhile) => cluster!.restart(mode, meanwhile),
    });
  });
}

/** A folder that is gone after the suite. */
function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'riegel-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function tampering(
  database: { query(sql: string): Promise<{ rows: unknown[] }> },
  statements: readonly string[],
): Promise<Tampering> {
  let rows: unknown[] = [];
  const refused: string[] = [];
  for (const statement of statements) {
    try {
      ({ rows } = await database.query(statement));
    } catch (error) {
      refused.push((error as { code: string }).code);
    }
  }
  return { rows, refused };
}
