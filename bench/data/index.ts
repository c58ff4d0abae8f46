import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entity } from '../../src/entity/index.ts';
import { buildIndex, type MatchIndex, openIndex } from '../../src/match/index.ts';
import { digestOfRooms, keep } from './cache.ts';
import { OUT } from './corpus.ts';
import type { Lists } from './lists.ts';

/**
 * The index of these entities, from `out/cache` where the same entities were indexed by the same code before.
 * @param content digest of the entities.
 */
export function indexOf(
  purpose: string,
  content: string,
  entities: () => Iterable<Entity>,
  versions: Lists['versions'],
): MatchIndex {
  const digest = createHash('sha256')
    .update(content)
    .update(digestOfRooms(['entity', 'names', 'match']));
  const path = join(OUT, 'cache', `${purpose}-${digest.digest('hex').slice(0, 16)}.rgx`);
  if (existsSync(path)) return openIndex(readFileSync(path), { file: path });
  const { buffer } = buildIndex(entities(), { lists: versions });
  keep(path, new Uint8Array(buffer));
  return openIndex(buffer);
}
