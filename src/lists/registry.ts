import type { Source } from './source.ts';
import { caSema } from './sources/ca-sema.ts';
import { chSeco } from './sources/ch-seco.ts';
import { euFsf } from './sources/eu-fsf.ts';
import { gbOfsi } from './sources/gb-ofsi.ts';
import { gbUkSanctions } from './sources/gb-uk-sanctions.ts';
import { tableSources } from './sources/national.ts';
import { unSecurityCouncil } from './sources/un-sc.ts';
import { usOfacConsolidated, usOfacSdn } from './sources/us-ofac.ts';

/**
 * Every official source known, by id. One more list is one more file in `sources/` and one more line here, or in
 * `sources/national.ts` where a mapping of columns is all it takes.
 */
const SOURCES: readonly Source[] = Object.freeze(
  [
    unSecurityCouncil,
    usOfacSdn,
    usOfacConsolidated,
    euFsf,
    gbUkSanctions,
    gbOfsi,
    chSeco,
    caSema,
    ...tableSources,
  ].sort((a, b) => (a.id < b.id ? -1 : 1)),
);

const BY_ID: ReadonlyMap<string, Source> = new Map(SOURCES.map((source) => [source.id, source]));

export function allSources(): readonly Source[] {
  return SOURCES;
}

/** The source with this id, or undefined. */
export function sourceById(id: string): Source | undefined {
  return BY_ID.get(id);
}
