import { type Entity, RiegelError } from '../entity/index.ts';
import { allSources, type Source, sourceById } from '../lists/index.ts';
import { buildLookup, Lookup, type LookupData } from '../lookup/index.ts';
import {
  entriesOf,
  finderInThread,
  finderOf,
  findSource,
  type LinkFinder,
  type LoadedIndex,
  loadIndex,
  loadStarterIndex,
  proposeLinks,
} from '../screening/index.ts';
import { keepLookup, keptLookup } from './lookup-cache.ts';
import type { Loaded } from './service.ts';
import { type CatalogueOptions, catalogueOf, type KnownList } from './yente/catalogue.ts';

type Contents = Pick<LoadedIndex, 'index' | 'notices' | 'entities'>;

/**
 * Loads the lists in force of a data directory for a service. What can be looked up is kept in `<data-dir>/lookup` as
 * the index is; it can be deleted at any time. Throws what `loadIndex` throws, `server/manifest`.
 */
export async function loadLists(dataDir: string, options: CatalogueOptions = {}): Promise<Loaded> {
  const loaded = await loadIndex(dataDir);
  const { id } = loaded.index.info;
  const notices = [...loaded.notices];
  let data: LookupData | undefined;
  try {
    data = await keptLookup(dataDir, id);
  } catch (error) {
    if (!(error instanceof RiegelError)) throw error;
    notices.push(`What can be looked up is read anew: ${error.message}`);
  }
  if (data === undefined) {
    data = await lookupOf(loaded);
    await keepLookup(dataDir, id, data);
  }
  const sources = await Promise.all(
    Object.keys(loaded.index.info.lists).map((list) => findSource(dataDir, list).catch(() => undefined)),
  );
  const known = sources.filter((source) => source !== undefined);
  const contents = { ...loaded, notices };
  return put(contents, data, [...known, ...allSources()], options, () => finderInThread(dataDir));
}

/** Loads the embedded starter list alone: for trying the service out. */
export async function loadStarter(): Promise<Loaded> {
  return await loadedOf(await loadStarterIndex(), allSources());
}

/** Puts together what a service answers from: the index and the entities of the same list versions. */
export async function loadedOf(
  contents: Contents,
  sources: readonly Source[],
  options: CatalogueOptions = {},
): Promise<Loaded> {
  return put(contents, await lookupOf(contents), sources, options, () => finderHere(contents));
}

function put(
  { index, notices }: Contents,
  data: LookupData,
  sources: readonly Source[],
  options: CatalogueOptions,
  links: () => LinkFinder,
): Loaded {
  const lookup = new Lookup(data);
  const known = Object.keys(index.info.lists).map((id): KnownList => {
    const source = sources.find((each) => each.id === id);
    return {
      id,
      title: source?.title ?? id,
      ...(source === undefined ? {} : { summary: `${source.authority}. ${source.licence}` }),
      sanctions: designatesForSanctions(id) ?? holdsSanctioned(lookup, id),
    };
  });
  return { index, lookup, catalogue: catalogueOf(index.info.lists, known, options), notices, links };
}

function finderHere({ index, entities }: Contents): LinkFinder {
  return finderOf(async () => {
    const all = await entities();
    const proposals = proposeLinks(all, index);
    return { proposals, entries: entriesOf(all), listVersions: index.info.lists };
  });
}

async function lookupOf({ entities }: Contents): Promise<LookupData> {
  return buildLookup((await entities()).map(withSanctionTopic));
}

/** Whether an official list designates for sanctions: it does unless it is about exports alone. */
function designatesForSanctions(list: string): boolean | undefined {
  return sourceById(list)?.regimes.some((regime) => regime !== 'export-control');
}

/** Of a list that is none of the official ones its entities say so. */
function holdsSanctioned({ book }: Lookup, list: string): boolean {
  const lists = book.keywords.datasets.codesFor([list]);
  const topics = book.keywords.topics.codesFor(['sanction']);
  for (let number = 0; number < book.count; number++) {
    if (book.keywords.datasets.hasAny(number, lists) && book.keywords.topics.hasAny(number, topics))
      return true;
  }
  return false;
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
