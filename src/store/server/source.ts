import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { RiegelError } from '../../entity/index.ts';
import type { Session, SessionSource } from '../connection.ts';
import { storeError } from '../store-error.ts';

/** Bounds of the work with a server. Times in milliseconds. */
export interface ServerBounds {
  /** Most connections this process holds. */
  readonly connections: number;
  /** Longest one statement may run. */
  readonly statementMs: number;
  /** How long a server that is away (restarting) is waited for before a caller hears of it. */
  readonly patienceMs: number;
}

export const DEFAULT_SERVER_BOUNDS: ServerBounds = Object.freeze({
  connections: 10,
  statementMs: 30_000,
  patienceMs: 10_000,
});

const CONNECT_MS = 10_000;
const RETRY_MS = 100;

const BIGINT = 20;

/** Whole numbers of 64 bits come as numbers: counts and sequence numbers stay far below 2^53. */
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === BIGINT && format !== 'binary' ? safeInteger : pg.types.getTypeParser(type, format as 'text'),
};

function safeInteger(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RiegelError('store/number-too-large', 'A whole number of the database is beyond 2^53');
}

/** A pool of connections to a PostgreSQL server. Connections that a restart broke are replaced. */
export function serverSource(databaseUrl: string, bounds: ServerBounds): SessionSource {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: bounds.connections,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: bounds.statementMs,
    idle_in_transaction_session_timeout: bounds.statementMs,
    application_name: 'riegel',
    types,
  });
  // An idle connection that the server closes is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    async acquire() {
      const client = await connect(pool, bounds.patienceMs);
      return sessionOf(client);
    },
    async close() {
      if (!pool.ending) await pool.end();
    },
  };
}

async function connect(pool: pg.Pool, patienceMs: number): Promise<pg.PoolClient> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await pool.connect();
    } catch (cause) {
      if (pool.ending) throw new RiegelError('store/closed', 'The store is closed', { cause });
      const error = storeError(cause);
      if (error.code !== 'store/unreachable' || performance.now() > deadline) throw error;
      await sleep(RETRY_MS);
    }
  }
}

function sessionOf(client: pg.PoolClient): Session {
  // A connection can end between two queries of a transaction; the next query tells.
  const ignore = () => {};
  client.on('error', ignore);
  return {
    async query(sql, parameters) {
      const { rows, rowCount, command } = await client.query(sql, parameters as unknown[]);
      const wrote = command !== 'SELECT' && rowCount !== null;
      return { rows, affected: wrote ? rowCount : undefined };
    },
    release(broken) {
      client.off('error', ignore);
      client.release(broken);
    },
  };
}
