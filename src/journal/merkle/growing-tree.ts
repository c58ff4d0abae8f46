import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hash.ts';

/** A complete subtree: its leaves are `place * 2^height` up to `(place + 1) * 2^height`. */
export interface Subtree {
  readonly height: number;
  readonly place: number;
  readonly hash: Buffer;
}

/**
 * A Merkle tree (RFC 9162, 2.1) that only grows, known by its peaks: the roots of the complete subtrees that its
 * leaves make up, as the ones of the binary number `size`.
 *
 *     size 6 = 110b      peaks:  [0..3]  [4..5]
 */
export class GrowingTree {
  private count: number;
  private readonly roots: Buffer[];

  /** `peaks` as `peaks()` gave them. Throws a RangeError when they do not belong to a tree of that size. */
  constructor(size = 0, peaks: Uint8Array = Buffer.alloc(0)) {
    if (peaks.length !== ones(size) * HASH_BYTES) throw new RangeError(`Peaks of another size than ${size}`);
    this.count = size;
    this.roots = [];
    for (let at = 0; at < peaks.length; at += HASH_BYTES) {
      this.roots.push(Buffer.from(peaks.subarray(at, at + HASH_BYTES)));
    }
  }

  get size(): number {
    return this.count;
  }

  /** Adds a leaf. `completed` hears of every subtree that it completes, from the lowest up. */
  add(leaf: Buffer, completed?: (subtree: Subtree) => void): void {
    let hash = leaf;
    let place = this.count;
    let height = 0;
    for (; place % 2 === 1; height++) {
      hash = nodeHash(this.roots.pop()!, hash);
      place = (place - 1) / 2;
      completed?.({ height: height + 1, place, hash });
    }
    this.roots.push(hash);
    this.count++;
  }

  peaks(): Buffer {
    return Buffer.concat(this.roots);
  }

  /** The Merkle tree hash of all leaves. */
  root(): Buffer {
    return rootOfPeaks(this.peaks());
  }
}

/** The root over peaks, the largest first: one after the other, 32 bytes each. */
export function rootOfPeaks(peaks: Buffer): Buffer {
  let root: Buffer | undefined;
  for (let end = peaks.length; end > 0; end -= HASH_BYTES) {
    const peak = peaks.subarray(end - HASH_BYTES, end);
    root = root === undefined ? peak : nodeHash(peak, root);
  }
  return root ?? EMPTY_ROOT;
}

function ones(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
