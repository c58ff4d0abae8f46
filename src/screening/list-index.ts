import { type Entity, RiegelError } from '../entity/index.ts';
import {
  entitiesOf,
  type ListVersion,
  loadStarter,
  openVersion,
  statusOf,
  versionsInForce,
} from '../lists/index.ts';
import { type BuiltIndex, buildIndex } from '../match/index.ts';
import { findSource } from './own-sources.ts';

/** What an index is to be made of: list id → version. */
export interface IndexInputs {
  readonly lists: Readonly<Record<string, string>>;
  /** `starter` where no list is in force and the embedded one stands in. */
  readonly origin: 'lists' | 'starter';
  /** What whoever relies on the answers must know: the starter's date, lists that are too old. */
  readonly notices: readonly string[];
  readonly entities: () => Promise<Entity[]>;
}

/** The lists in force in the data directory, or the embedded starter where there are none. */
export async function indexInputs(dataDir: string, now: Date = new Date()): Promise<IndexInputs> {
  const versions = await versionsInForce(dataDir);
  if (versions.length === 0) return await starterInputs(dataDir);
  return {
    lists: Object.fromEntries(versions.map(({ sourceId, id }) => [sourceId, id])),
    origin: 'lists',
    notices: (await Promise.all(versions.map((version) => ageNotice(dataDir, version, now)))).flat(),
    entities: () => entitiesOfAll(versions),
  };
}

/**
 * The inputs of an earlier index: the kept versions of its lists. Throws `lists/no-version` or `lists/damaged` with
 * everything that is not kept any more.
 * @param lists list id → version
 */
export async function keptInputs(
  dataDir: string,
  lists: Readonly<Record<string, string>>,
): Promise<IndexInputs> {
  const starter = await starterInputs();
  if (sameLists(starter.lists, lists)) return starter;
  const versions: ListVersion[] = [];
  const gone: RiegelError[] = [];
  // In the order of `versionsInForce`: an index knows its entities by their place.
  for (const id of Object.keys(lists).sort()) {
    try {
      versions.push(await openVersion(dataDir, id, lists[id]!));
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      gone.push(error);
    }
  }
  const [first] = gone;
  if (first !== undefined) {
    throw new RiegelError(first.code, gone.map(({ message }) => message).join('; '), { place: first.place });
  }
  return {
    lists: Object.fromEntries(versions.map(({ sourceId, id }) => [sourceId, id])),
    origin: 'lists',
    notices: [],
    entities: () => entitiesOfAll(versions),
  };
}

export function sameLists(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id]);
}

async function entitiesOfAll(versions: readonly ListVersion[]): Promise<Entity[]> {
  const entities: Entity[] = [];
  for (const version of versions) {
    for await (const entity of entitiesOf(version)) entities.push(named(entity, version.sourceId));
  }
  return entities;
}

/** The embedded starter alone, whatever lists there are: for trying Riegel out. */
export async function starterInputs(dataDir?: string): Promise<IndexInputs> {
  const { about, entities } = await loadStarter();
  const version = `starter-${about.publishedAt.slice(0, 10)}-${about.sha256.slice(0, 16)}`;
  const where = dataDir === undefined ? '' : `No list is in force in ${dataDir}. `;
  return {
    lists: { [about.sourceId]: version },
    origin: 'starter',
    notices: [where + about.notice],
    entities: async () => [...entities],
  };
}

/** Compiles the inputs. Takes seconds and holds all entities in memory meanwhile. */
export async function compile(
  inputs: IndexInputs,
  onProgress?: (entities: number) => void,
): Promise<BuiltIndex> {
  return buildIndex(await inputs.entities(), {
    lists: inputs.lists,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

/** A list of a collection names other data sets; a policy that asks for the collection has to find them. */
export function named(entity: Entity, sourceId: string): Entity {
  return entity.datasets.includes(sourceId)
    ? entity
    : { ...entity, datasets: [sourceId, ...entity.datasets] };
}

async function ageNotice(dataDir: string, version: ListVersion, now: Date): Promise<string[]> {
  const { state, confirmedAt } = await statusOf(dataDir, await findSource(dataDir, version.sourceId), {
    now,
  });
  if (state !== 'stale' && state !== 'expired') return [];
  return [
    `${version.sourceId} is ${state}: last confirmed ${confirmedAt?.slice(0, 10) ?? 'never'}. Update it before relying on "clear".`,
  ];
}
