import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { RiegelError } from '../entity/index.ts';
import type { SessionSource } from './connection.ts';
import { dialectOver } from './dialect.ts';
import { takeLock } from './embedded/lock.ts';
import { embeddedSource } from './embedded/source.ts';
import { tidyTables } from './embedded/tidy.ts';
import { migrate } from './migrate.ts';
import { DEFAULT_SERVER_BOUNDS, type ServerBounds, serverSource } from './server/source.ts';
import type { Database } from './tables/database.ts';
import { type Tables, tablesOn } from './tables/index.ts';

export interface StoreOptions {
  /** The folder of the installation; the embedded database lies in its `pg`. */
  readonly dataDir: string;
  /** `postgres://…`: a server instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Bounds of the work with a server; what is left out is as `DEFAULT_SERVER_BOUNDS` says. */
  readonly server?: Partial<ServerBounds>;
  /** Bytes of the disk that the embedded database leaves free: with less, writes get `store/full`. */
  readonly reservedBytes?: number;
}

export interface StoreHealth {
  /** How long the database took to answer, milliseconds. */
  readonly answeredInMs: number;
}

/** The database, whichever it is. */
export interface Store {
  readonly kind: 'embedded' | 'server';
  /** The folder, or the server's address without user and password. */
  readonly place: string;
  /** Queries that each stand alone. */
  readonly tables: Tables;
  /**
   * Runs `work` in one transaction: all of it is durable when this returns, or nothing happened when it throws.
   * The one doubt is a server that goes away during the commit: `store/unreachable`, and it may have happened.
   */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Asks the database for an answer. Throws `store/unreachable`, `store/timeout` … where none comes. */
  health(): Promise<StoreHealth>;
  /** Does for the embedded database what a server does by itself, and gives the tables that were due; see `tidy.ts`. */
  tidy(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const HEALTH_MS = 5_000;

/**
 * Opens the database, brought to the shape this version needs. Throws `store/in-use` (naming the process that has
 * the embedded database), `store/unreachable`, `store/denied`, `store/bad-address`, `store/newer-database`,
 * `store/migration-changed`, `store/damaged`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl === undefined
    ? await openEmbedded(resolve(options.dataDir, 'pg'), options.reservedBytes)
    : await openServer(options.databaseUrl, { ...DEFAULT_SERVER_BOUNDS, ...options.server });
}

async function openEmbedded(folder: string, reservedBytes?: number): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = await takeLock(join(folder, '..', 'pg.lock'));
  try {
    return await opened('embedded', folder, await embeddedSource(folder, reservedBytes), release);
  } catch (error) {
    release();
    throw error;
  }
}

async function openServer(databaseUrl: string, bounds: ServerBounds): Promise<Store> {
  const place = addressOf(databaseUrl);
  return await opened('server', place, serverSource(databaseUrl, bounds), () => {});
}

async function opened(
  kind: Store['kind'],
  place: string,
  source: SessionSource,
  release: () => void,
): Promise<Store> {
  const db = new Kysely<Database>({ dialect: dialectOver(source) });
  try {
    await migrate(db);
  } catch (error) {
    await source.close();
    throw error;
  }
  return {
    kind,
    place,
    tables: tablesOn(db),
    transaction: (work) => db.transaction().execute((transaction) => work(tablesOn(transaction))),
    async health() {
      const asked = performance.now();
      await within(HEALTH_MS, sql`select 1`.execute(db));
      return { answeredInMs: performance.now() - asked };
    },
    tidy: async () => (kind === 'embedded' ? await tidyTables(db) : []),
    async close() {
      await source.close();
      release();
    },
  };
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new RiegelError('store/timeout', `The database did not answer within ${ms} ms`)),
    ms,
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws `store/bad-address`. */
function addressOf(databaseUrl: string): string {
  let url: URL;
  try {
    url = new URL(databaseUrl);
  } catch {
    throw new RiegelError('store/bad-address', 'The address of the database server cannot be read', {
      expected: 'postgres://user:password@host:5432/database',
    });
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new RiegelError('store/bad-address', `The store is PostgreSQL, not ${url.protocol}`, {
      expected: 'postgres://user:password@host:5432/database',
    });
  }
  return `${url.protocol}//${url.host}${url.pathname}`;
}
