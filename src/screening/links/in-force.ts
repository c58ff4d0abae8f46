import { type Entity, RiegelError } from '../../entity/index.ts';
import { loadIndex } from '../index-cache.ts';
import { indexInputs } from '../list-index.ts';
import { entriesOf } from './candidates.ts';
import type { LinkProposal } from './link.ts';
import { proposeLinks } from './propose.ts';

/** What the lists in force say of which of their entries are one. */
export interface LinksInForce {
  readonly proposals: readonly LinkProposal[];
  /** The entries, by id. */
  readonly entries: ReadonlyMap<string, Entity>;
  readonly listVersions: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
}

/**
 * Proposes links for the lists in force in a data directory. Holds all entities in memory meanwhile and takes a
 * minute or two for 50,000 entries.
 * Throws `screening/lists-changed` where a list came into force meanwhile, and what `loadIndex` throws.
 */
export async function linksInForce(
  dataDir: string,
  onProgress?: (done: number, of: number) => void,
): Promise<LinksInForce> {
  const { index, notices } = await loadIndex(dataDir);
  const inputs = await indexInputs(dataDir);
  const { lists } = index.info;
  const ids = new Set([...Object.keys(lists), ...Object.keys(inputs.lists)]);
  if ([...ids].some((id) => lists[id] !== inputs.lists[id]))
    throw new RiegelError('screening/lists-changed', 'A list came into force while the others were read', {
      expected: 'another try',
    });
  const entities = await inputs.entities();
  const proposals = proposeLinks(entities, index, onProgress === undefined ? {} : { onProgress });
  return { proposals, entries: entriesOf(entities), listVersions: lists, notices };
}
