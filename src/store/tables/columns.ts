import { type RawBuilder, sql } from 'kysely';

/** A value for a `jsonb` column: the drivers would take a list for an SQL array. */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}

/** What a `bytea` column gives, as a `Buffer` with either driver. */
export function bytes(column: Uint8Array): Buffer {
  return Buffer.isBuffer(column) ? column : Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}
