import { RiegelError } from '../../entity/index.ts';
import type { Manifest } from './manifest.ts';

/** A list, or a collection of lists, as `/catalog` tells of it. */
export interface Dataset {
  readonly name: string;
  readonly title: string;
  readonly summary?: string;
  /** Of a collection: the datasets it is made of, by name. */
  readonly children: readonly string[];
  /** The lists in it that the index holds, through all collections; of `default` and `all` every list. */
  readonly lists: readonly string[];
  /** Whether it holds every list of the index, so that nothing has to be left out. */
  readonly whole: boolean;
  /** A list that is indexed, or a collection. */
  readonly load: boolean;
  /** Version in the index; absent where it is not there. */
  readonly version?: string;
}

/** A list as the catalogue needs to know it. */
export interface KnownList {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  /** Whether it designates for sanctions, so that `sanctions` holds it. */
  readonly sanctions: boolean;
}

/** The datasets that can be asked for. */
export class Catalogue {
  readonly datasets: readonly Dataset[];
  private readonly byName: ReadonlyMap<string, Dataset>;

  constructor(datasets: readonly Dataset[]) {
    this.datasets = datasets;
    this.byName = new Map(datasets.map((dataset) => [dataset.name, dataset]));
  }

  get(name: string): Dataset | undefined {
    return this.byName.get(name);
  }

  /** The lists that names of datasets stand for; a name that is none stands for itself. */
  listsIn(names: readonly string[]): ReadonlySet<string> {
    return new Set(names.flatMap((name) => [name, ...(this.byName.get(name)?.lists ?? [])]));
  }
}

export interface CatalogueOptions {
  readonly manifest?: Manifest;
  /** Lists that `default` and `all` hold; absent for every list. */
  readonly standard?: readonly string[];
}

/** Names that collections of ours have. */
const EVERYTHING = ['default', 'all'] as const;
const SANCTIONS = 'sanctions';

/**
 * The catalogue of an index: each list a dataset; `default` and `all` everything; `sanctions` the lists that
 * designate for sanctions; and what a manifest declares besides. A collection of a manifest may have one of our
 * collections' names and then stands in its place. Throws `server/manifest` for a collection with a member that is
 * no dataset, or that holds itself.
 *
 * @param versions list id → version, of the index
 */
export function catalogueOf(
  versions: Readonly<Record<string, string>>,
  known: readonly KnownList[],
  { manifest, standard }: CatalogueOptions = {},
): Catalogue {
  const every = Object.keys(versions).sort();
  const declared = new Map(manifest?.datasets.map((dataset) => [dataset.name, dataset]));
  const leaves = new Map<string, Dataset>();
  for (const id of every) {
    const list = known.find((each) => each.id === id);
    const own = declared.get(id);
    leaves.set(id, {
      name: id,
      title: own?.title ?? list?.title ?? id,
      ...summaryOf(own?.summary ?? list?.summary),
      children: [],
      lists: [id],
      whole: every.length === 1,
      load: true,
      version: versions[id]!,
    });
  }
  for (const { name, title, summary, children } of declared.values()) {
    if (children.length > 0 || leaves.has(name)) continue;
    leaves.set(name, {
      name,
      title,
      ...summaryOf(summary),
      children: [],
      lists: [],
      whole: false,
      load: false,
    });
  }
  const collections = new Map<string, { title: string; summary?: string; children: readonly string[] }>();
  for (const name of EVERYTHING)
    collections.set(name, {
      title: standard === undefined ? 'All lists in force' : 'The chosen lists',
      children: standard ?? every,
    });
  collections.set(SANCTIONS, {
    title: 'Sanctions lists in force',
    children: every.filter((id) => known.find((list) => list.id === id)?.sanctions === true),
  });
  for (const { name, title, summary, children } of declared.values()) {
    if (children.length > 0) collections.set(name, { title, ...summaryOf(summary), children });
  }
  const datasets = [...leaves.values()];
  for (const [name, { title, summary, children }] of collections) {
    if (leaves.has(name)) continue;
    const lists = [...listsOf(name, collections, leaves, [])].sort();
    const version = latestOf(lists.map((id) => versions[id]!));
    datasets.push({
      name,
      title,
      ...summaryOf(summary),
      children,
      lists,
      whole: lists.length === every.length,
      load: false,
      ...(version === undefined ? {} : { version }),
    });
  }
  return new Catalogue(datasets);
}

function summaryOf(summary: string | undefined): { summary?: string } {
  return summary === undefined ? {} : { summary };
}

function listsOf(
  name: string,
  collections: ReadonlyMap<string, { readonly children: readonly string[] }>,
  leaves: ReadonlyMap<string, Dataset>,
  above: readonly string[],
): Set<string> {
  const leaf = leaves.get(name);
  if (leaf !== undefined) return new Set(leaf.lists);
  if (above.includes(name)) {
    throw new RiegelError('server/manifest', `The collection ${name} holds itself`, {
      place: { path: name },
    });
  }
  const collection = collections.get(name);
  if (collection === undefined) {
    throw new RiegelError(
      'server/manifest',
      `The collection ${above.at(-1)} names ${name}, which is no dataset`,
      {
        expected: 'a list in force, a collection, or a dataset that the manifest declares',
      },
    );
  }
  return new Set(
    collection.children.flatMap((child) => [...listsOf(child, collections, leaves, [...above, name])]),
  );
}

/** The latest of versions, which begin with their time. */
function latestOf(versions: readonly string[]): string | undefined {
  return [...versions].sort().at(-1);
}
