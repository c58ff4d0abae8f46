import { RiegelError } from '../entity/index.ts';
import type { Store } from '../store/index.ts';
import { nodeHash } from './merkle/hash.ts';
import { LEVEL_HEIGHT } from './merkle/levels.ts';
import type { SubtreeReader } from './merkle/proof.ts';

const WIDTH = 2 ** LEVEL_HEIGHT;

/** Reads roots of complete subtrees of the first `size` records; what it has read once it keeps. */
export function storedSubtrees({ tables }: Pick<Store, 'tables'>, size: number): SubtreeReader {
  const shelves = new Map<string, Promise<Buffer[]>>();

  /** The kept roots of one level that lie under the same root of the next. */
  const shelf = (level: number, index: number): Promise<Buffer[]> => {
    const name = `${level}/${index}`;
    const found = shelves.get(name);
    if (found !== undefined) return found;
    const end = Math.min((index + 1) * WIDTH, Math.floor(size / WIDTH ** level));
    const read =
      level === 0
        ? tables.journal.readLeaves(index * WIDTH, end)
        : tables.journal.readSubtrees(level, index * WIDTH, end).then((rows) => rows.map(({ hash }) => hash));
    const checked = read.then((hashes) => {
      if (hashes.length === end - index * WIDTH) return hashes;
      throw new RiegelError('journal/damaged', 'Records or hashes of the journal are missing', {
        expected: '`riegel journal verify` tells which',
      });
    });
    shelves.set(name, checked);
    return checked;
  };

  return async (height, place) => {
    const level = Math.floor(height / LEVEL_HEIGHT);
    const count = 2 ** (height % LEVEL_HEIGHT);
    const first = place * count;
    const hashes = await shelf(level, Math.floor(first / WIDTH));
    return combined(hashes.slice(first % WIDTH, (first % WIDTH) + count));
  };
}

/** The root over hashes whose number is a power of two. */
function combined(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i]!, row[2 * i + 1]!));
  }
  return row[0]!;
}
