import type { Store } from '../../store/index.ts';
import type { KeptHash } from './block-tree.ts';

const AT_ONCE = 64;

/** Reads kept hashes of the tree, some at a time: they are asked for in their order. */
export function keptHashes({ tables }: Pick<Store, 'tables'>): KeptHash {
  const shelves = new Map<number, { readonly from: number; readonly hashes: ReadonlyMap<number, Buffer> }>();
  return async (level, place) => {
    let shelf = shelves.get(level);
    if (shelf === undefined || place < shelf.from || place >= shelf.from + AT_ONCE) {
      const rows = await tables.journal.readSubtrees(level, place, place + AT_ONCE);
      shelf = { from: place, hashes: new Map(rows.map((row) => [row.place, row.hash])) };
      shelves.set(level, shelf);
    }
    return shelf.hashes.get(place);
  };
}
