import { createHash } from 'node:crypto';
import { RiegelError } from '../../entity/index.ts';
import type { Journal } from '../../journal/index.ts';
import type { OwnershipVersionRow, Store, Tables } from '../../store/index.ts';
import type { Holding } from './holding.ts';
import { type OwnershipReject, readOwnershipRows } from './rows.ts';

/** What a source says, as it is handed in. */
interface OwnershipUpload {
  /** Who says it: letters, digits, `.`, `_`, `-`. */
  readonly source: string;
  /** ISO day of which the source speaks, for rows that name none. */
  readonly asOf?: string;
  readonly rows: readonly unknown[];
  readonly by: string;
}

interface StoredUpload {
  readonly source: string;
  readonly version: number;
  /** `unchanged`: the source said the very same before, and nothing was written. */
  readonly status: 'stored' | 'unchanged';
  readonly holdings: number;
  readonly rejects: readonly OwnershipReject[];
}

/** Which version of each source is in force. */
export type OwnershipVersions = Readonly<Record<string, number>>;

/** Who owns what, as it was uploaded: what a source says replaces what it said before, and every version is kept. */
export interface OwnershipRegister {
  /** Throws `screening/bad-ownership-source`, `screening/no-holding`, `screening/too-many-holdings`. */
  put(upload: OwnershipUpload): Promise<StoredUpload>;
  /** Takes a source out of force; its versions stay. False where it was not in force. */
  remove(source: string, by: string): Promise<boolean>;
  /** The newest version of each source that is in force. */
  list(): Promise<readonly OwnershipVersionRow[]>;
  /** All versions of a source, the newest first. Throws `screening/no-ownership-source`. */
  versions(source: string): Promise<readonly OwnershipVersionRow[]>;
  /** Throws `screening/no-ownership-source`. */
  holdings(source: string, version?: number): Promise<readonly Holding[]>;
  inForce(): Promise<OwnershipVersions>;
}

const SOURCE = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,98}[\p{L}\p{N}])?$/u;
const MOST = 1_000_000;
const MOST_VERSIONS = 100;

export function openOwnership(store: Store, journal: Journal): OwnershipRegister {
  const newest = async (tables: Tables, source: string) => (await tables.ownership.newest(source))[0];

  return {
    async put({ source, asOf, rows, by }) {
      checkSource(source);
      if (rows.length > MOST) {
        throw new RiegelError('screening/too-many-holdings', `${rows.length} rows of one source`, {
          expected: `${MOST} at most`,
        });
      }
      const { holdings, rejects } = readOwnershipRows(rows.map((row) => withDefaults(row, source, asOf)));
      if (holdings.length === 0) {
        throw new RiegelError('screening/no-holding', 'No row can be read, and nothing was changed', {
          ...(rejects[0] === undefined ? {} : { place: rejects[0].error.place }),
          expected: rejects[0]?.error.expected ?? 'rows, or a DELETE to take the source out',
        });
      }
      const text = holdings.map((holding) => JSON.stringify(holding)).join('\n');
      const digest = createHash('sha256').update(text).digest('hex');
      const known = await newest(store.tables, source);
      const counts = { source, holdings: holdings.length, rejects };
      if (known?.digest === digest) return { ...counts, version: known.version, status: 'unchanged' };
      let version = 0;
      await journal.appendWith(
        async (tables) => {
          version = ((await newest(tables, source))?.version ?? 0) + 1;
          const result = { source, digest, holdings: holdings.length, rejected: rejects.length };
          return [{ kind: 'ownership.stored', actor: by, references: { source, version }, result }];
        },
        async ({ ownership }, [receipt]) => {
          const { seq, at } = receipt!;
          const row = { source, version, digest, count: holdings.length, actor: by, seq, at: new Date(at) };
          await ownership.add(row, text);
        },
      );
      return { ...counts, version, status: 'stored' };
    },
    async remove(source, by) {
      let row: Omit<OwnershipVersionRow, 'seq' | 'at'> | undefined;
      const known = await newest(store.tables, source);
      if (known?.digest === undefined) return false;
      return await journal.appendWith(
        async (tables) => {
          const before = await newest(tables, source);
          row = undefined;
          if (before?.digest === undefined) return [];
          row = { source, version: before.version + 1, digest: undefined, count: 0, actor: by };
          const references = { source, version: row.version };
          return [{ kind: 'ownership.removed', actor: by, references, result: { source } }];
        },
        async ({ ownership }, [receipt]) => {
          if (row === undefined) return false;
          await ownership.add({ ...row, seq: receipt!.seq, at: new Date(receipt!.at) }, undefined);
          return true;
        },
      );
    },
    list: () => inForceRows(store.tables),
    async versions(source) {
      const rows = await store.tables.ownership.versionsOf(source, MOST_VERSIONS);
      if (rows.length === 0) throw noSource(source);
      return rows;
    },
    async holdings(source, version) {
      const wanted = version ?? (await newest(store.tables, source))?.version;
      const text = wanted === undefined ? undefined : await store.tables.ownership.holdings(source, wanted);
      if (text === undefined) throw noSource(source);
      return text.split('\n').map((line) => JSON.parse(line) as Holding);
    },
    async inForce() {
      return Object.fromEntries(
        (await inForceRows(store.tables)).map(({ source, version }) => [source, version]),
      );
    },
  };
}

async function inForceRows({ ownership }: Tables): Promise<readonly OwnershipVersionRow[]> {
  return (await ownership.newest()).filter(({ digest }) => digest !== undefined);
}

function withDefaults(row: unknown, source: string, asOf: string | undefined): unknown {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row;
  const isEmpty = (value: unknown) => value === undefined || value === null || value === '';
  const given = row as { readonly source?: unknown; readonly asOf?: unknown };
  return {
    ...row,
    ...(isEmpty(given.source) ? { source } : {}),
    ...(isEmpty(given.asOf) && asOf !== undefined ? { asOf } : {}),
  };
}

function checkSource(source: string): void {
  if (SOURCE.test(source)) return;
  throw new RiegelError('screening/bad-ownership-source', 'The source cannot be called so', {
    expected: '1 to 100 letters, digits, dots, hyphens and underscores',
  });
}

function noSource(source: string): RiegelError {
  return new RiegelError('screening/no-ownership-source', `Nothing is kept of ${JSON.stringify(source)}`);
}
