import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { RiegelError } from '../entity/index.ts';
import type { Session, SessionSource } from './connection.ts';
import { isBroken, storeError } from './store-error.ts';

/**
 * Kysely over sessions, the same for PGlite and a server: a transaction owns its session until it ends, and every
 * error comes out as a `store/…` one. (Kysely's own PGlite driver lets a query that runs beside a transaction slip
 * into it.)
 */
export function dialectOver(source: SessionSource): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SessionDriver(source),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class SessionConnection implements DatabaseConnection {
  readonly session: Session;
  broken = false;

  constructor(session: Session) {
    this.session = session;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { rows, affected } = await this.session.query(sql, parameters);
      return {
        rows: rows as R[],
        ...(affected === undefined ? {} : { numAffectedRows: BigInt(affected) }),
      };
    } catch (cause) {
      const error = storeError(cause);
      if (isBroken(error)) this.broken = true;
      throw error;
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface asks for a generator, and this one refuses.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new RiegelError('store/unsupported', 'Rows are read in pages, not streamed');
  }
}

class SessionDriver implements Driver {
  private readonly source: SessionSource;

  constructor(source: SessionSource) {
    this.source = source;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SessionConnection> {
    return new SessionConnection(await this.source.acquire());
  }

  async beginTransaction(connection: SessionConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: SessionConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: SessionConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    } catch (error) {
      // The transaction's own error is what the caller must hear of; a session that cannot roll back is thrown away.
      connection.broken = true;
      if (!isBroken(error)) throw error;
    }
  }

  async releaseConnection(connection: SessionConnection): Promise<void> {
    connection.session.release(connection.broken);
  }

  async destroy(): Promise<void> {
    await this.source.close();
  }
}
