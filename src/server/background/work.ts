import {
  diffVersions,
  importFiles,
  openVersion,
  type Progress,
  type UpdateResult,
  updateList,
  type VersionDiff,
} from '../../lists/index.ts';
import { findSource, type ListChange, listChange } from '../../screening/index.ts';
import { type PreparedLists, prepareLists } from '../prepare-lists.ts';

interface UpdateOrder {
  readonly dataDir: string;
  readonly list: string;
  /** Mail address or page told to the authority. */
  readonly contact?: string;
}

interface ImportOrder {
  readonly dataDir: string;
  readonly list: string;
  readonly files: readonly string[];
  readonly format?: string;
  /** ISO 8601: when the files left the source. */
  readonly obtainedAt?: string;
}

/** What came of an update, and how a refused version differs from the one that stayed. */
export interface ListOutcome extends UpdateResult {
  readonly changes?: ChangeCounts;
}

interface ChangeCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly unchanged: number;
}

interface DiffOrder {
  readonly dataDir: string;
  readonly list: string;
  readonly from: string;
  /** Default: the version in force. */
  readonly to?: string;
  /** Of each sort so many are given. */
  readonly limit: number;
}

interface BoundedDiff extends Omit<VersionDiff, 'unchanged'> {
  readonly counts: ChangeCounts;
}

export interface ChangeOrder {
  readonly dataDir: string;
  readonly from: Readonly<Record<string, string>>;
  readonly to: Readonly<Record<string, string>>;
}

/** What takes seconds of a processor, by name: takes and gives plain data, so that another thread can do it. */
export const WORK = {
  load: ({ dataDir }: { readonly dataDir: string }): Promise<PreparedLists> => prepareLists(dataDir),
  update,
  import: importList,
  diff,
  change: ({ dataDir, from, to }: ChangeOrder): Promise<ListChange | undefined> =>
    listChange(dataDir, from, to),
} as const;

export type WorkName = keyof typeof WORK;

/** What a thread that works may be told and tells meanwhile. */
export interface WorkAround {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

async function update({ dataDir, list, contact }: UpdateOrder, around: WorkAround): Promise<ListOutcome> {
  const source = await findSource(dataDir, list);
  const network = contact === undefined ? {} : { network: { contact } };
  return await withChanges(dataDir, await updateList(dataDir, source, { ...around, ...network }));
}

async function importList(order: ImportOrder, around: WorkAround): Promise<ListOutcome> {
  const { dataDir, list, files, format, obtainedAt } = order;
  const result = await importFiles(dataDir, await findSource(dataDir, list), files, {
    ...around,
    ...(format === undefined ? {} : { format }),
    ...(obtainedAt === undefined ? {} : { obtainedAt: new Date(obtainedAt) }),
  });
  return await withChanges(dataDir, result);
}

/** How a refused version that can be read differs from the one that stayed in force. */
async function withChanges(dataDir: string, result: UpdateResult): Promise<ListOutcome> {
  const { sourceId: list, outcome, version, inForce, counts } = result;
  if (outcome !== 'refused' || version === undefined || inForce === undefined || counts === undefined)
    return result;
  const found = await diff({ dataDir, list, from: inForce, to: version, limit: 0 });
  return { ...result, changes: found.counts };
}

async function diff({ dataDir, list, from, to, limit }: DiffOrder): Promise<BoundedDiff> {
  const earlier = await openVersion(dataDir, list, from);
  const later = await openVersion(dataDir, list, to);
  const { added, removed, changed, unchanged, ...ends } = await diffVersions(earlier, later);
  return {
    ...ends,
    counts: { added: added.length, removed: removed.length, changed: changed.length, unchanged },
    added: added.slice(0, limit),
    removed: removed.slice(0, limit),
    changed: changed.slice(0, limit),
  };
}
