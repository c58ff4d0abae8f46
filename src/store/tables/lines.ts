import { type RawBuilder, sql } from 'kysely';

/**
 * Many values as one text parameter, a line each: an array that needs no quoting, several times as fast as the
 * drivers' own. No value may hold a line feed; an empty line is `null`.
 */
export function list(values: readonly (string | number | undefined)[]): RawBuilder<unknown> {
  return sql`string_to_array(${values.map((value) => value ?? '').join('\n')}::text, E'\n', '')`;
}

export function lines(values: readonly (string | number)[]): RawBuilder<unknown> {
  return sql`unnest(${list(values)})`;
}

export function base64(bytes: Buffer | undefined): string | undefined {
  return bytes?.toString('base64');
}

export function buffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
