import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ChangeRow, SweepRow } from './customer-rows.ts';
import type { Database } from './database.ts';

/**
 * What screenings rest on, the index in force, and the work that goes through all customers. Those that write are
 * meant for one transaction that holds the journal's head.
 */
export interface CustomerWorkQueries {
  /** The number of a basis, given where it has none. `digest` tells equal ones. */
  basisNumber(digest: string, basis: unknown): Promise<number>;
  readBasis(id: number): Promise<unknown>;
  /** Number of the basis in force. */
  inForce(): Promise<number | undefined>;
  setInForce(basis: number): Promise<void>;
  addSweep(actor: string, startedAt: number, progress: unknown): Promise<SweepRow>;
  /** The one that is not finished. */
  openSweep(): Promise<SweepRow | undefined>;
  /** False where the sweep had not come to `from`: somebody else drives it. */
  advanceSweep(id: number, from: number, to: number, progress: unknown): Promise<boolean>;
  finishSweep(id: number, finishedAt: number, progress: unknown, statement: number): Promise<void>;
  /** Newest first. */
  readSweeps(limit: number): Promise<SweepRow[]>;
  addChange(fromBasis: number, toBasis: number, startedAt: number): Promise<void>;
  /** Those that are not finished, oldest first. */
  openChanges(): Promise<ChangeRow[]>;
  advanceChange(id: number, from: number, to: number): Promise<boolean>;
  finishChanges(ids: readonly number[], finishedAt: number): Promise<void>;
}

export function customerWorkQueries(db: Kysely<Database>): CustomerWorkQueries {
  return { ...basisQueries(db), ...sweepQueries(db), ...changeQueries(db) };
}

function basisQueries(
  db: Kysely<Database>,
): Pick<CustomerWorkQueries, 'basisNumber' | 'readBasis' | 'inForce' | 'setInForce'> {
  return {
    async basisNumber(digest, basis) {
      await sql`insert into screening_basis (digest, basis) values (${digest}, ${JSON.stringify(basis)}::jsonb)
        on conflict (digest) do nothing`.execute(db);
      const { rows } = await sql<{
        id: number;
      }>`select id from screening_basis where digest = ${digest}`.execute(db);
      return rows[0]!.id;
    },
    async readBasis(id) {
      const { rows } = await sql<{
        basis: unknown;
      }>`select basis from screening_basis where id = ${id}`.execute(db);
      return rows[0]?.basis;
    },
    async inForce() {
      const { rows } = await sql<{ basis_id: number }>`select basis_id from customer_index`.execute(db);
      return rows[0]?.basis_id;
    },
    async setInForce(basis) {
      await sql`insert into customer_index (basis_id) values (${basis})
        on conflict (single) do update set basis_id = excluded.basis_id`.execute(db);
    },
  };
}

type SweepQuery = 'addSweep' | 'openSweep' | 'advanceSweep' | 'finishSweep' | 'readSweeps';

function sweepQueries(db: Kysely<Database>): Pick<CustomerWorkQueries, SweepQuery> {
  const rowsOf = async (query: RawBuilder<SweepColumns>) => (await query.execute(db)).rows.map(sweepOf);
  return {
    async addSweep(actor, startedAt, progress) {
      const [row] =
        await rowsOf(sql`insert into customer_sweep (actor, started_ms, last_customer, cursor, progress)
        values (${actor}, ${startedAt}, coalesce((select max(id) from customer), 0), 0,
          ${JSON.stringify(progress)}::jsonb) returning *`);
      return row!;
    },
    openSweep: async () => (await rowsOf(sql`select * from customer_sweep where finished_ms is null`))[0],
    async advanceSweep(id, from, to, progress) {
      const { rows } =
        await sql`update customer_sweep set cursor = ${to}, progress = ${JSON.stringify(progress)}::jsonb
        where id = ${id} and cursor = ${from} and finished_ms is null returning id`.execute(db);
      return rows.length === 1;
    },
    async finishSweep(id, finishedAt, progress, statement) {
      await sql`update customer_sweep set finished_ms = ${finishedAt}, statement_seq = ${statement},
        progress = ${JSON.stringify(progress)}::jsonb where id = ${id}`.execute(db);
    },
    readSweeps: (limit) => rowsOf(sql`select * from customer_sweep order by id desc limit ${limit}`),
  };
}

type ChangeQuery = 'addChange' | 'openChanges' | 'advanceChange' | 'finishChanges';

function changeQueries(db: Kysely<Database>): Pick<CustomerWorkQueries, ChangeQuery> {
  return {
    async addChange(fromBasis, toBasis, startedAt) {
      await sql`insert into customer_change (from_basis, to_basis, started_ms)
        values (${fromBasis}, ${toBasis}, ${startedAt})`.execute(db);
    },
    async openChanges() {
      const { rows } = await sql<ChangeColumns>`select * from customer_change where finished_ms is null
        order by id`.execute(db);
      return rows.map(({ from_basis, to_basis, started_ms, finished_ms, ...row }) => ({
        ...row,
        fromBasis: from_basis,
        toBasis: to_basis,
        startedAt: started_ms,
        finishedAt: finished_ms ?? undefined,
      }));
    },
    async advanceChange(id, from, to) {
      const { rows } = await sql`update customer_change set cursor = ${to}
        where id = ${id} and cursor = ${from} and finished_ms is null returning id`.execute(db);
      return rows.length === 1;
    },
    async finishChanges(ids, finishedAt) {
      for (const id of ids) {
        await sql`update customer_change set finished_ms = ${finishedAt} where id = ${id}`.execute(db);
      }
    },
  };
}

interface SweepColumns {
  readonly id: number;
  readonly actor: string;
  readonly started_ms: number;
  readonly finished_ms: number | null;
  readonly last_customer: number;
  readonly cursor: number;
  readonly progress: unknown;
  readonly statement_seq: number | null;
}

function sweepOf({ started_ms, finished_ms, last_customer, statement_seq, ...row }: SweepColumns): SweepRow {
  return {
    ...row,
    startedAt: started_ms,
    finishedAt: finished_ms ?? undefined,
    lastCustomer: last_customer,
    statement: statement_seq ?? undefined,
  };
}

interface ChangeColumns {
  readonly id: number;
  readonly from_basis: number;
  readonly to_basis: number;
  readonly cursor: number;
  readonly started_ms: number;
  readonly finished_ms: number | null;
}
