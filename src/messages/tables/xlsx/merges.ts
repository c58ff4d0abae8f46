/** A block of merged cells; rows from 1, columns from 0. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** More merged blocks than this are a layout, not a table; the rest is left as it stands. */
const MAX_MERGES = 20_000;
const MARK = Buffer.from('mergeCell ref="');
/** Longest reference: `XFD1048576:XFD1048576`. */
const REFERENCE_LENGTH = 24;

/**
 * Finds the merged cells of a sheet. They stand behind its rows, so the sheet is unpacked once for them, without being
 * parsed. In order of their first row.
 */
export async function findMerges(pieces: AsyncIterable<Uint8Array>): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    let from = 0;
    for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, from)) {
      if (at + MARK.length + REFERENCE_LENGTH > bytes.length) break;
      const reference = bytes.toString('latin1', at + MARK.length, at + MARK.length + REFERENCE_LENGTH);
      const merge = mergeOf(reference);
      if (merge && merges.length < MAX_MERGES) merges.push(merge);
      from = at + MARK.length;
    }
    rest = bytes.subarray(Math.max(from, bytes.length - MARK.length - REFERENCE_LENGTH));
  }
  return merges.sort((a, b) => a.top - b.top);
}

function mergeOf(reference: string): Merge | undefined {
  const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/.exec(reference);
  if (!found) return undefined;
  return {
    left: columnOf(found[1]!),
    top: Number(found[2]),
    right: columnOf(found[3]!),
    bottom: Number(found[4]),
  };
}

/** Index of a column, from 0, by its letters; letters after digits are not read. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
