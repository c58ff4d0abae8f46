import type { Source } from './source.ts';

/** Every official source known. One more list is one more file in `sources/` and one more line here. */
const SOURCES: readonly Source[] = Object.freeze([]);

const BY_ID: ReadonlyMap<string, Source> = new Map(SOURCES.map((source) => [source.id, source]));

export function allSources(): readonly Source[] {
  return SOURCES;
}

/** The source with this id, or undefined. */
export function sourceById(id: string): Source | undefined {
  return BY_ID.get(id);
}
