import { allSources, type Source, versionsInForce } from '../../lists/index.ts';
import { findSource } from '../../screening/index.ts';

/** The official lists and those of the operator's own that are in force, by id. */
export async function knownSources(dataDir: string): Promise<readonly Source[]> {
  const sources = new Map(allSources().map((source) => [source.id, source]));
  for (const { sourceId } of await versionsInForce(dataDir)) {
    if (!sources.has(sourceId)) sources.set(sourceId, await findSource(dataDir, sourceId));
  }
  return [...sources.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
