import { allSources } from '../lists/index.ts';
import { Lookup } from '../lookup/index.ts';
import { type MatchIndex, openIndex } from '../match/index.ts';
import {
  entriesOf,
  finderInThread,
  finderOf,
  type LinkFinder,
  type LoadedIndex,
  loadStarterIndex,
  proposeLinks,
} from '../screening/index.ts';
import { inBackground } from './background/background.ts';
import { designatesForSanctions, lookupOf, type ToldSource } from './prepare-lists.ts';
import type { Loaded } from './service.ts';
import { type CatalogueOptions, catalogueOf, type KnownList } from './yente/catalogue.ts';

/**
 * Loads the lists in force of a data directory for a service: in a thread of its own, so that requests go on being
 * answered from what is loaded. Throws what `loadIndex` throws, `server/manifest`.
 */
export async function loadLists(dataDir: string, options: CatalogueOptions = {}): Promise<Loaded> {
  const { index, lookup, notices, sources } = await inBackground('load', { dataDir });
  // The thread that loaded it has compared its checksums.
  const opened = openIndex(index, { verify: false });
  return put(opened, new Lookup(lookup), notices, sources, options, () => finderInThread(dataDir));
}

/** Fetches a list in a thread of its own and puts it in force where it passes the guards. Throws what `updateList` throws. */
export async function fetchList(dataDir: string, list: string, contact?: string): Promise<void> {
  await inBackground('update', { dataDir, list, ...(contact === undefined ? {} : { contact }) });
}

/** Loads the embedded starter list alone: for trying the service out. */
export async function loadStarter(): Promise<Loaded> {
  return await loadedOf(await loadStarterIndex(), allSources());
}

/** Puts together what a service answers from: the index and the entities of the same list versions. */
export async function loadedOf(
  contents: Pick<LoadedIndex, 'index' | 'notices' | 'entities'>,
  sources: readonly ToldSource[],
  options: CatalogueOptions = {},
): Promise<Loaded> {
  const lookup = new Lookup(await lookupOf(contents));
  const { index, notices } = contents;
  return put(index, lookup, notices, sources, options, () => finderHere(contents));
}

function put(
  index: MatchIndex,
  lookup: Lookup,
  notices: readonly string[],
  sources: readonly ToldSource[],
  options: CatalogueOptions,
  links: () => LinkFinder,
): Loaded {
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

function finderHere({ index, entities }: Pick<LoadedIndex, 'index' | 'entities'>): LinkFinder {
  return finderOf(async () => {
    const all = await entities();
    const proposals = proposeLinks(all, index);
    return { proposals, entries: entriesOf(all), listVersions: index.info.lists };
  });
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
