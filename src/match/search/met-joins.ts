import { doubled } from '../index/growing.ts';
import { JOIN_SEEDS, joinBits } from '../index/name-records.ts';

const NONE = -1;

/**
 * The joined words of listed names that a subject's name met: some tens, asked for at every posting. Each stands in
 * the list of its lowest bit, so that a posting asks only the lists of the bits it has.
 */
export class MetJoins {
  count = 0;
  terms = new Uint32Array(1 << 7);
  private bits = new Int32Array(1 << 7);
  private others = new Int32Array(1 << 7);
  private next = new Int32Array(1 << 7);
  private readonly first = new Int32Array(32).fill(NONE);
  /** Bits whose list is not empty. */
  private lowest = 0;

  clear(): void {
    if (this.count > 0) this.first.fill(NONE);
    this.count = 0;
    this.lowest = 0;
  }

  /** `term`: a joined word, each only once. */
  add(term: number): void {
    if (this.count === this.bits.length) {
      this.terms = doubled(this.terms);
      this.bits = doubled(this.bits);
      this.others = doubled(this.others);
      this.next = doubled(this.next);
    }
    const bits = joinBits(term, JOIN_SEEDS[0]);
    const list = 31 - Math.clz32(bits & -bits);
    this.terms[this.count] = term;
    this.bits[this.count] = bits;
    this.others[this.count] = joinBits(term, JOIN_SEEDS[1]);
    this.next[this.count] = this.first[list]!;
    this.first[list] = this.count++;
    this.lowest |= bits & -bits;
  }

  /** False where none of the joined words of a name, told by its two sets of `joinBits`, was met. */
  mayHold(bits: number, others: number): boolean {
    for (let rest = bits & this.lowest; rest !== 0; rest &= rest - 1) {
      for (let j = this.first[31 - Math.clz32(rest & -rest)]!; j !== NONE; j = this.next[j]!) {
        const wanted = this.bits[j]!;
        if ((bits & wanted) !== wanted) continue;
        const other = this.others[j]!;
        if ((others & other) === other) return true;
      }
    }
    return false;
  }
}
