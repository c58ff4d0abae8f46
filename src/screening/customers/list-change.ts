import { type Entity, RiegelError } from '../../entity/index.ts';
import { diffEntities, entitiesOf, openVersion } from '../../lists/index.ts';
import { named } from '../list-index.ts';

/** What changed in the lists between two indexes, as far as it bears on who matches. */
export interface ListChange {
  /** Added and changed entities as they are now, as they stand in the index. */
  readonly now: readonly Entity[];
  /** Changed and removed ones as they were: whom they matched is to be looked at again. */
  readonly before: readonly Entity[];
  /** Ids that are on no list any more. */
  readonly removed: readonly string[];
}

/** Fields whose change may alter an answer though they identify nobody: which list names the entity. */
const ALSO_MATTERS = new Set(['datasets']);

/** What changed between two sets of entities, each as it stands in an index. Pure. */
export function changeBetween(before: readonly Entity[], now: readonly Entity[]): ListChange {
  const diff = diffEntities(before, now);
  const changed = diff.changed.filter(
    ({ matters, previousId, fields }) =>
      matters || previousId !== undefined || fields.some(({ field }) => ALSO_MATTERS.has(field)),
  );
  const removed = new Set(diff.removed.map(({ id }) => id));
  const was = new Set([...removed, ...changed.map(({ id, previousId }) => previousId ?? id)]);
  const is = new Set([...diff.added, ...changed].map(({ id }) => id));
  return {
    now: now.filter(({ id }) => is.has(id)),
    before: before.filter(({ id }) => was.has(id)),
    removed: [...removed],
  };
}

/** Errors of a version that is not kept, or not as it was. */
const UNKNOWN = new Set(['lists/no-version', 'lists/damaged']);

/**
 * What changed in a data directory's lists from one set of versions to another, list id → version. Undefined where a
 * version is not kept any more: then nobody can say, and all customers have to be screened.
 */
export async function listChange(
  dataDir: string,
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): Promise<ListChange | undefined> {
  const change = { now: [] as Entity[], before: [] as Entity[], removed: [] as string[] };
  try {
    for (const list of new Set([...Object.keys(from), ...Object.keys(to)])) {
      if (from[list] === to[list]) continue;
      const part = changeBetween(
        await entitiesIn(dataDir, list, from[list]),
        await entitiesIn(dataDir, list, to[list]),
      );
      change.now.push(...part.now);
      change.before.push(...part.before);
      change.removed.push(...part.removed);
    }
  } catch (error) {
    if (error instanceof RiegelError && UNKNOWN.has(error.code)) return undefined;
    throw error;
  }
  return change;
}

async function entitiesIn(dataDir: string, list: string, version: string | undefined): Promise<Entity[]> {
  const entities: Entity[] = [];
  if (version === undefined) return entities;
  for await (const entity of entitiesOf(await openVersion(dataDir, list, version))) {
    entities.push(named(entity, list));
  }
  return entities;
}
