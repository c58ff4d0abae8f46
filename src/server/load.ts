import type { Entity } from '../entity/index.ts';
import { allSources, type Source, sourceById } from '../lists/index.ts';
import { buildLookup, Lookup } from '../lookup/index.ts';
import { findSource, type LoadedIndex, loadIndex, loadStarterIndex } from '../screening/index.ts';
import type { Loaded } from './service.ts';
import { type CatalogueOptions, catalogueOf, type KnownList } from './yente/catalogue.ts';

/** Loads the lists in force of a data directory for a service. Throws what `loadIndex` throws, `server/manifest`. */
export async function loadLists(dataDir: string, options: CatalogueOptions = {}): Promise<Loaded> {
  const loaded = await loadIndex(dataDir);
  const sources = await Promise.all(
    Object.keys(loaded.index.info.lists).map((id) => findSource(dataDir, id).catch(() => undefined)),
  );
  return await loadedOf(
    loaded,
    [...sources.filter((source) => source !== undefined), ...allSources()],
    options,
  );
}

/** Loads the embedded starter list alone: for trying the service out. */
export async function loadStarter(): Promise<Loaded> {
  return await loadedOf(await loadStarterIndex(), allSources());
}

/** Puts together what a service answers from: the index and the entities of the same list versions. */
export async function loadedOf(
  { index, notices, entities }: Pick<LoadedIndex, 'index' | 'notices' | 'entities'>,
  sources: readonly Source[],
  options: CatalogueOptions = {},
): Promise<Loaded> {
  const every = await entities();
  const known = Object.keys(index.info.lists).map((id): KnownList => {
    const source = sources.find((each) => each.id === id);
    return {
      id,
      title: source?.title ?? id,
      ...(source === undefined ? {} : { summary: `${source.authority}. ${source.licence}` }),
      sanctions: designatesForSanctions(id, every),
    };
  });
  const sanctions = new Set(known.filter((list) => list.sanctions).map(({ id }) => id));
  const designated = every.map((entity) => withSanctionTopic(entity, sanctions));
  return {
    index,
    lookup: new Lookup(buildLookup(designated)),
    catalogue: catalogueOf(index.info.lists, known, options),
    notices,
  };
}

/** An official list does unless it is about exports alone; of another its entities say so. */
function designatesForSanctions(id: string, entities: readonly Entity[]): boolean {
  const official = sourceById(id);
  if (official !== undefined) return official.regimes.some((regime) => regime !== 'export-control');
  return entities.some(
    ({ datasets, properties }) => datasets.includes(id) && properties.topics?.includes('sanction') === true,
  );
}

/**
 * Whom a sanctions list designates has FtM's topic `sanction`, which authorities do not write down: a client that
 * asks for `topics=sanction`, as yente's clients do, would miss them.
 */
function withSanctionTopic(entity: Entity, sanctions: ReadonlySet<string>): Entity {
  if (entity.target !== true || !entity.datasets.some((list) => sanctions.has(list))) return entity;
  const topics = entity.properties.topics ?? [];
  if (topics.includes('sanction')) return entity;
  return { ...entity, properties: { ...entity.properties, topics: [...topics, 'sanction'] } };
}
