import { RiegelError } from '../entity/index.ts';
import type { RecordRow, Store } from '../store/index.ts';
import type { Json } from './canonical-json.ts';
import type { JournalKeys } from './keys/keys.ts';
import { isoTime, type JournalRecord, readBody } from './record.ts';
import { unseal } from './seal.ts';

/** Which records to read; everything left out holds for all. */
export interface JournalQuery {
  readonly kinds?: readonly string[];
  readonly actor?: string;
  /** Milliseconds since 1970, both included. */
  readonly from?: number;
  readonly to?: number;
  /** The lasting reference of the events' subject. */
  readonly subject?: string;
  /** As the page before gave it. */
  readonly cursor?: number;
  readonly newestFirst?: boolean;
  /** Whether to open the sealed parts. */
  readonly open?: boolean;
  /** Records of one page, 1 to 1,000. */
  readonly limit?: number;
}

export interface JournalPage {
  readonly records: readonly JournalRecord[];
  /** Where the next page begins; none where this was the last. */
  readonly cursor?: number;
}

const MAX_PAGE = 1_000;
const PAGE = 100;

export async function readPage(store: Store, keys: JournalKeys, query: JournalQuery): Promise<JournalPage> {
  const { kinds, actor, from, to, subject, cursor, newestFirst, open = false, limit = PAGE } = query;
  const most = Math.min(Math.max(1, limit), MAX_PAGE);
  const { journal } = store.tables;
  const keyIds = subject === undefined ? undefined : await journal.readKeyIds(keys.master.tagOf(subject));
  const filter = { kinds, actor, from, to, keys: keyIds, beyond: cursor, newestFirst };
  const rows = await journal.readRecords({ ...filter, limit: most + 1 });
  const page = rows.slice(0, most);
  const records = open ? await opened(store, keys, page) : page.map(recordOf);
  return rows.length > most ? { records, cursor: page.at(-1)!.seq } : { records };
}

/** Throws `journal/no-record`. */
export async function readOne(store: Store, seq: number): Promise<RecordRow> {
  const rows = Number.isSafeInteger(seq)
    ? await store.tables.journal.readRecords({ beyond: seq - 1, limit: 1 })
    : [];
  if (rows[0]?.seq === seq) return rows[0];
  throw new RiegelError('journal/no-record', `There is no record ${seq}`);
}

/** Throws `journal/damaged` where the stored body is none. */
export function recordOf({ seq, body }: Pick<RecordRow, 'seq' | 'body'>): JournalRecord {
  const read = readBody(body);
  if (read === undefined) {
    throw new RiegelError('journal/damaged', `Record ${seq} was changed by hand`, {
      expected: '`riegel journal verify` tells more',
    });
  }
  const { v, ...record } = read;
  return record;
}

async function opened(store: Store, keys: JournalKeys, rows: readonly RecordRow[]): Promise<JournalRecord[]> {
  const parts = await openSealed(store, keys, rows);
  return rows.map((row, i) => {
    const part = parts[i];
    const record = recordOf(row);
    if (part === undefined) return record;
    if ('erasedAt' in part) return { ...record, erasedAt: part.erasedAt };
    return { ...record, personal: JSON.parse(part.text) as Json };
  });
}

/** The personal part of a record: its canonical JSON and salt, or since when it is gone. */
export type OpenedPart = { readonly text: string; readonly salt: Buffer } | { readonly erasedAt: string };

/** The sealed parts of records; undefined for those that have none. Throws `journal/damaged-seal`, `journal/damaged-key`. */
export async function openSealed(
  store: Store,
  { master }: JournalKeys,
  rows: readonly RecordRow[],
): Promise<(OpenedPart | undefined)[]> {
  const ids = new Set(rows.map(({ key }) => key).filter((key) => key !== undefined));
  const found = new Map((await store.tables.journal.readKeys([...ids])).map((row) => [row.id, row]));
  return rows.map((row) => {
    if (row.key === undefined || row.sealed === undefined) return undefined;
    const stored = found.get(row.key);
    if (stored === undefined) {
      throw new RiegelError(
        'journal/damaged-key',
        `The key of record ${row.seq} is gone, and was not erased`,
      );
    }
    if (stored.wrapped === undefined) return { erasedAt: isoTime(stored.erasedAt!.getTime()) };
    const { content, salt } = unseal(row.sealed, master.unwrap(stored.wrapped), recordOf(row).id);
    return { text: content.toString(), salt };
  });
}
