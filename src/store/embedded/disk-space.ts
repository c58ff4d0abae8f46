import { statfsSync } from 'node:fs';
import { RiegelError } from '../../entity/index.ts';

/** Free space that writes leave alone: PostgreSQL takes its log in pieces of 16 MB. */
export const RESERVED_BYTES = 64 * 1024 * 1024;
/** What a row takes in the log, the table and its indexes, per byte of its parameters. */
const GROWTH = 4;

const WRITES = /^\s*(insert|update|delete|create|alter|drop|vacuum)\b/i;

/**
 * Refuses a statement that writes while the disk is nearly full: PGlite does not survive a disk that is full, it
 * hangs. Reading goes on. Throws `store/full`.
 */
export function checkDiskSpace(
  folder: string,
  sql: string,
  parameters: readonly unknown[],
  reserved: number,
): void {
  if (!WRITES.test(sql)) return;
  const { bavail, bsize } = statfsSync(folder);
  const needed = reserved + GROWTH * parameters.reduce<number>((sum, one) => sum + sizeOf(one), 0);
  if (bavail * bsize >= needed) return;
  throw new RiegelError('store/full', 'The disk of the database is full', {
    place: { file: folder },
    expected: `${Math.ceil(needed / 1e6).toLocaleString('en')} MB free`,
  });
}

function sizeOf(parameter: unknown): number {
  if (typeof parameter === 'string') return parameter.length;
  return parameter instanceof Uint8Array ? parameter.length : 8;
}
