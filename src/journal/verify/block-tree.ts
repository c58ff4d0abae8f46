import { GrowingTree, rootOfPeaks } from '../merkle/growing-tree.ts';
import { LEVEL_HEIGHT } from '../merkle/levels.ts';
import type { Faults } from './fault.ts';

const BLOCK = 2 ** LEVEL_HEIGHT;

/** The kept root of a subtree of 256^level records; undefined where there is none. */
export type KeptHash = (level: number, place: number) => Promise<Buffer | undefined>;

/**
 * The tree over records as they are verified, in blocks of 256. Where leaves of a block are in doubt, its kept root
 * stands in, so that one changed record does not hide whether the others are right.
 */
export class BlockTree {
  private readonly kept: KeptHash;
  private readonly faults: Faults;
  private readonly blocks = new GrowingTree();
  private block = new GrowingTree();
  private blockInDoubt = false;
  private inDoubt = false;

  constructor(kept: KeptHash, faults: Faults) {
    this.kept = kept;
    this.faults = faults;
  }

  get size(): number {
    return this.blocks.size * BLOCK + this.block.size;
  }

  /** Undefined where leaves are in doubt and nothing stands in. */
  root(): Buffer | undefined {
    if (this.inDoubt || this.blockInDoubt) return undefined;
    return rootOfPeaks(Buffer.concat([this.blocks.peaks(), this.block.peaks()]));
  }

  async add(leaf: Buffer, doubtful: boolean): Promise<void> {
    this.block.add(leaf);
    this.blockInDoubt ||= doubtful;
    if (this.block.size === BLOCK) await this.endBlock();
  }

  private async endBlock(): Promise<void> {
    const place = this.blocks.size;
    const kept = await this.kept(1, place);
    let root = this.block.root();
    if (this.blockInDoubt) {
      if (kept === undefined) this.inDoubt = true;
      else root = kept;
    } else this.compare(1, place, root, kept);
    const higher: { level: number; place: number; hash: Buffer }[] = [];
    this.blocks.add(root, ({ height, ...subtree }) => {
      if (height % LEVEL_HEIGHT === 0) higher.push({ level: 1 + height / LEVEL_HEIGHT, ...subtree });
    });
    for (const { level, place: at, hash } of higher) {
      if (!this.inDoubt) this.compare(level, at, hash, await this.kept(level, at));
    }
    this.block = new GrowingTree();
    this.blockInDoubt = false;
  }

  private compare(level: number, place: number, computed: Buffer, kept: Buffer | undefined): void {
    if (kept?.equals(computed)) return;
    const width = BLOCK ** level;
    const [from, to] = [place * width, (place + 1) * width - 1];
    const what = kept === undefined ? 'is missing' : 'is not that of these records';
    this.faults.add('tree', `The kept hash of records ${from} to ${to} ${what}`, from, to);
  }
}
