import { type Kysely, type RawBuilder, sql } from 'kysely';
import type {
  CustomerCounts,
  CustomerMark,
  CustomerOutcome,
  CustomerRow,
  CustomerState,
  NewCustomer,
} from './customer-rows.ts';
import type { Database } from './database.ts';
import { base64, lines, list } from './lines.ts';

/**
 * The customers' queries. Those that write are meant for one transaction that holds the journal's head: changes of
 * customers then come one after the other, and `changedSeq` ascends in the order in which they are seen.
 */
export interface CustomerQueries {
  /** What is known of the customers with these references; those that do not exist are left out. */
  readMarks(references: readonly string[]): Promise<CustomerMark[]>;
  /** Customers after one, up to another, in the order of their ids. */
  readAfter(id: number, last: number, limit: number): Promise<CustomerRow[]>;
  /** Customers by their ids, ascending. */
  readThese(ids: readonly number[]): Promise<CustomerRow[]>;
  /** Versions that came after a journal record, in their order. */
  readChanged(seq: number, limit: number): Promise<CustomerRow[]>;
  /** Id → version of those that are still there; they stay as they are until the transaction ends. */
  holdVersions(ids: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** Adds customers or gives them a new version. */
  put(customers: readonly NewCustomer[]): Promise<void>;
  setStates(basis: number, states: readonly CustomerState[]): Promise<void>;
  /** True where there was one. */
  remove(reference: string): Promise<boolean>;
  removeThese(ids: readonly number[]): Promise<void>;
  /** Frees the space in which removed customers still lie. Not within a transaction. */
  scrub(): Promise<void>;
  count(): Promise<CustomerCounts>;
}

/** Base64 is what both drivers carry many small byte strings in fastest. */
const OPENED = sql<OpenedColumns>`c.id, c.reference, c.version, c.changed_seq, encode(c.sealed, 'base64') as sealed,
  encode(k.wrapped, 'base64') as wrapped from customer c join journal_key k on k.id = c.key_id`;

export function customerQueries(db: Kysely<Database>): CustomerQueries {
  const opened = async (query: RawBuilder<OpenedColumns>) => (await query.execute(db)).rows.map(rowOf);
  return {
    ...writing(db),
    async readMarks(references) {
      const { rows } =
        await sql<MarkColumns>`select c.id, c.reference, c.version, encode(c.digest, 'base64') as digest,
          s.basis_id, s.outcome
        from customer c join customer_state s on s.customer_id = c.id
        where c.reference in (select ${lines(references)})`.execute(db);
      return rows.map(({ basis_id, digest, ...row }) => ({
        ...row,
        digest: Buffer.from(digest, 'base64'),
        basis: basis_id,
      }));
    },
    readAfter: (id, last, limit) =>
      opened(sql`select ${OPENED} where c.id > ${id} and c.id <= ${last} order by c.id limit ${limit}`),
    readThese: (ids) =>
      opened(sql`select ${OPENED} where c.id in (select ${lines(ids)}::bigint) order by c.id`),
    readChanged: (seq, limit) =>
      opened(sql`select ${OPENED} where c.changed_seq > ${seq} order by c.changed_seq limit ${limit}`),
    async scrub() {
      await sql`vacuum customer`.execute(db);
    },
    async count() {
      const { rows } = await sql<{
        outcome: CustomerOutcome;
        count: number;
      }>`select outcome, count(*)::integer
        as count from customer_state group by outcome order by outcome`.execute(db);
      return {
        customers: rows.reduce((sum, { count }) => sum + count, 0),
        outcomes: Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])),
      };
    },
  };
}

type Writing = 'holdVersions' | 'put' | 'setStates' | 'remove' | 'removeThese';

function writing(db: Kysely<Database>): Pick<CustomerQueries, Writing> {
  return {
    async holdVersions(ids) {
      const { rows } = await sql<{ id: number; version: number }>`select id, version from customer
        where id in (select ${lines(ids)}::bigint) order by id for update`.execute(db);
      return new Map(rows.map(({ id, version }) => [id, version]));
    },
    async put(customers) {
      if (customers.length === 0) return;
      await sql`with fresh as (
          select reference, key_id::bigint, decode(sealed, 'base64') as sealed, decode(digest, 'base64') as digest,
            changed_seq::bigint, basis_id::integer, outcome
          from unnest(${list(customers.map(({ reference }) => reference))},
            ${list(customers.map(({ key }) => key))}, ${list(customers.map(({ sealed }) => base64(sealed)))},
            ${list(customers.map(({ digest }) => base64(digest)))},
            ${list(customers.map(({ changedSeq }) => changedSeq))}, ${list(customers.map(({ basis }) => basis))},
            ${list(customers.map(({ outcome }) => outcome))})
          as fresh (reference, key_id, sealed, digest, changed_seq, basis_id, outcome)
        ), stored as (
          insert into customer (reference, key_id, sealed, digest, version, changed_seq)
          select reference, key_id, sealed, digest, 1, changed_seq from fresh order by changed_seq
          on conflict (reference) do update set key_id = excluded.key_id, sealed = excluded.sealed,
            digest = excluded.digest, version = customer.version + 1, changed_seq = excluded.changed_seq
          returning id, reference
        )
        insert into customer_state (customer_id, basis_id, outcome, record_seq)
        select stored.id, fresh.basis_id, fresh.outcome, fresh.changed_seq from stored join fresh using (reference)
        on conflict (customer_id) do update set basis_id = excluded.basis_id, outcome = excluded.outcome,
          record_seq = excluded.record_seq`.execute(db);
    },
    async setStates(basis, states) {
      if (states.length === 0) return;
      await sql`update customer_state set basis_id = ${basis}, outcome = fresh.outcome,
          record_seq = fresh.record_seq::bigint
        from unnest(${list(states.map(({ id }) => id))}, ${list(states.map(({ outcome }) => outcome))},
          ${list(states.map(({ record }) => record))}) as fresh (id, outcome, record_seq)
        where customer_id = fresh.id::bigint`.execute(db);
    },
    async remove(reference) {
      const gone = await sql`with gone as (delete from customer where reference = ${reference} returning id)
        delete from customer_state using gone where customer_id = gone.id returning customer_id`.execute(db);
      return gone.rows.length > 0;
    },
    async removeThese(ids) {
      await sql`with gone as (
          delete from customer where id in (select ${lines(ids)}::bigint) returning id
        ) delete from customer_state using gone where customer_id = gone.id`.execute(db);
    },
  };
}

interface OpenedColumns {
  readonly id: number;
  readonly reference: string;
  readonly version: number;
  readonly changed_seq: number;
  readonly sealed: string;
  readonly wrapped: string | null;
}

function rowOf({ changed_seq, sealed, wrapped, ...row }: OpenedColumns): CustomerRow {
  return {
    ...row,
    changedSeq: changed_seq,
    sealed: Buffer.from(sealed, 'base64'),
    wrapped: wrapped === null ? undefined : Buffer.from(wrapped, 'base64'),
  };
}

interface MarkColumns extends Omit<CustomerMark, 'digest' | 'basis'> {
  readonly digest: string;
  readonly basis_id: number;
}
