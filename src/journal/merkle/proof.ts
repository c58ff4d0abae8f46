import { EMPTY_ROOT, nodeHash } from './hash.ts';

/** Gives the root of a complete subtree: of the leaves `place * 2^height` up to `(place + 1) * 2^height`. */
export type SubtreeReader = (height: number, place: number) => Promise<Buffer>;

/** Leaves `from` up to `to`, without `to`. */
type Range = readonly [from: number, to: number];

/**
 * RFC 9162, 2.1.3.1: the hashes that, with the leaf, make up the root of the tree of `size` leaves; the lowest
 * first. Throws a RangeError where there is no such leaf.
 */
export async function inclusionProof(read: SubtreeReader, leaf: number, size: number): Promise<Buffer[]> {
  if (!isCount(size) || !isCount(leaf) || leaf >= size) throw new RangeError(`No leaf ${leaf} of ${size}`);
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    if (leaf < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return await hashesOf(read, ranges.reverse());
}

/**
 * RFC 9162, 2.1.4.1: the hashes that show that the tree of `size` leaves began with that of `earlier` leaves.
 * Throws a RangeError unless 0 < earlier <= size.
 */
export async function consistencyProof(
  read: SubtreeReader,
  earlier: number,
  size: number,
): Promise<Buffer[]> {
  if (!isCount(earlier) || !isCount(size) || earlier < 1 || earlier > size) {
    throw new RangeError(`No tree of ${earlier} leaves before that of ${size}`);
  }
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  // Whether the subtree looked at is the whole earlier tree, which the one who asks knows already.
  let whole = true;
  while (to !== earlier) {
    const middle = from + largestPowerBelow(to - from);
    if (earlier <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
      whole = false;
    }
  }
  if (!whole) ranges.push([from, to]);
  return await hashesOf(read, ranges.reverse());
}

/** The root of the first `size` leaves. */
export async function rootOf(read: SubtreeReader, size: number): Promise<Buffer> {
  return size === 0 ? EMPTY_ROOT : (await hashesOf(read, [[0, size]]))[0]!;
}

/** RFC 9162, 2.1.3.2. Never throws: what cannot be a proof does not prove. */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let [place, last] = [index, size - 1];
  let hash: Uint8Array = leaf;
  for (const other of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(other, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else hash = nodeHash(hash, other);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && Buffer.compare(hash, root) === 0;
}

/** RFC 9162, 2.1.4.2. Never throws: what cannot be a proof does not prove. */
export function verifyConsistency(
  earlier: number,
  size: number,
  earlierRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isCount(earlier) || !isCount(size) || earlier > size) return false;
  if (earlier === size) return proof.length === 0 && Buffer.compare(earlierRoot, root) === 0;
  // Every tree begins with the empty one.
  if (earlier === 0) return proof.length === 0 && Buffer.compare(earlierRoot, EMPTY_ROOT) === 0;
  const path = isPowerOfTwo(earlier) ? [earlierRoot, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  let [place, last] = [earlier - 1, size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [before, after] = [first, first];
  for (const other of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      before = nodeHash(other, before);
      after = nodeHash(other, after);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else after = nodeHash(after, other);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && Buffer.compare(before, earlierRoot) === 0 && Buffer.compare(after, root) === 0;
}

/** The hash of each range, from the complete subtrees it consists of. A range begins where its subtree would. */
async function hashesOf(read: SubtreeReader, ranges: readonly Range[]): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (const [from, to] of ranges) {
    const parts: Buffer[] = [];
    for (let at = from; at < to; ) {
      const width = largestPowerUpTo(to - at);
      parts.push(await read(Math.log2(width), at / width));
      at += width;
    }
    hashes.push(parts.reduceRight((right, left) => nodeHash(left, right)));
  }
  return hashes;
}

/** The largest power of two that is less than `count`, which is 2 or more. */
function largestPowerBelow(count: number): number {
  return largestPowerUpTo(count - 1);
}

function largestPowerUpTo(count: number): number {
  let power = 1;
  while (power * 2 <= count) power *= 2;
  return power;
}

function isPowerOfTwo(count: number): boolean {
  return largestPowerUpTo(count) === count;
}

function half(number: number): number {
  return Math.floor(number / 2);
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}
