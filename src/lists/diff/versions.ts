import type { Entity } from '../../entity/index.ts';
import { entitiesOf, type ListVersion } from '../store/read.ts';
import { diffEntities, type ListDiff } from './diff.ts';

/** One end of a difference. */
interface DiffEnd {
  readonly version: string;
  readonly publishedAt?: string;
}

export interface VersionDiff extends ListDiff {
  readonly sourceId: string;
  readonly from: DiffEnd;
  readonly to: DiffEnd;
}

/** The difference between two stored versions of a list. Throws `lists/damaged`, naming the file. */
export async function diffVersions(from: ListVersion, to: ListVersion): Promise<VersionDiff> {
  const diff = diffEntities(await collect(from), await collect(to));
  return { sourceId: to.sourceId, from: endOf(from), to: endOf(to), ...diff };
}

async function collect(version: ListVersion): Promise<Entity[]> {
  const entities: Entity[] = [];
  for await (const entity of entitiesOf(version)) entities.push(entity);
  return entities;
}

function endOf({ id, publishedAt }: ListVersion): DiffEnd {
  return { version: id, ...(publishedAt === undefined ? {} : { publishedAt }) };
}
