import { type Entity, RiegelError } from '../entity/index.ts';
import { allSources, type Source, sourceById } from '../lists/index.ts';
import { buildLookup, type LookupData } from '../lookup/index.ts';
import { findSource, type LoadedIndex, loadIndex } from '../screening/index.ts';
import { keepLookup, keptLookup } from './lookup-cache.ts';

/** What the catalogue tells of a source. */
export type ToldSource = Pick<Source, 'id' | 'title' | 'authority' | 'licence'>;

/** The lists in force, compiled: plain data and shared memory, to be carried to the thread that serves. */
export interface PreparedLists {
  readonly index: SharedArrayBuffer;
  readonly lookup: LookupData;
  readonly notices: readonly string[];
  readonly sources: readonly ToldSource[];
}

/**
 * Compiles the lists in force of a data directory, or reads what is kept of an earlier time: the index, and in
 * `<data-dir>/lookup` what can be looked up; both can be deleted at any time. Throws what `loadIndex` throws.
 */
export async function prepareLists(dataDir: string): Promise<PreparedLists> {
  const loaded = await loadIndex(dataDir);
  const { id, lists } = loaded.index.info;
  const notices = [...loaded.notices];
  let lookup: LookupData | undefined;
  try {
    lookup = await keptLookup(dataDir, id);
  } catch (error) {
    if (!(error instanceof RiegelError)) throw error;
    notices.push(`What can be looked up is read anew: ${error.message}`);
  }
  if (lookup === undefined) {
    lookup = await lookupOf(loaded);
    await keepLookup(dataDir, id, lookup);
  }
  const own = await Promise.all(Object.keys(lists).map((list) => findSource(dataDir, list).catch(() => {})));
  const sources = [...own.filter((source) => source !== undefined), ...allSources()];
  return {
    index: loaded.index.buffer,
    lookup,
    notices,
    sources: sources.map(({ id, title, authority, licence }) => ({ id, title, authority, licence })),
  };
}

export async function lookupOf({ entities }: Pick<LoadedIndex, 'entities'>): Promise<LookupData> {
  return buildLookup((await entities()).map(withSanctionTopic));
}

/** Whether an official list designates for sanctions: it does unless it is about exports alone. */
export function designatesForSanctions(list: string): boolean | undefined {
  return sourceById(list)?.regimes.some((regime) => regime !== 'export-control');
}

/**
 * Whom an official sanctions list designates has FtM's topic `sanction`, which authorities do not write down: a client
 * that asks for `topics=sanction`, as yente's clients do, would miss them.
 */
function withSanctionTopic(entity: Entity): Entity {
  if (entity.target !== true || !entity.datasets.some((list) => designatesForSanctions(list) === true))
    return entity;
  const topics = entity.properties.topics ?? [];
  if (topics.includes('sanction')) return entity;
  return { ...entity, properties: { ...entity.properties, topics: [...topics, 'sanction'] } };
}
