import type { HeadRow, Store } from '../../store/index.ts';
import { openCheckpoint } from '../checkpoint.ts';
import type { VerifierKey } from '../keys/signing-key.ts';
import { rootOfPeaks } from '../merkle/growing-tree.ts';
import type { Faults } from './fault.ts';

const PAGE = 1_000;

interface Signed {
  readonly size: number;
  readonly root: Buffer;
  readonly whose: 'checkpoint' | 'head';
}

/** Every signed checkpoint, in the order in which the growing tree meets them. */
export class CheckpointTrail {
  private readonly verifier: VerifierKey;
  private readonly faults: Faults;
  private signed: Signed[] = [];
  private next = 0;
  private agreed = 0;
  private unchecked = 0;
  /** The largest size at which the records were those that were signed. */
  private lastAgreed = 0;
  private broken = false;

  constructor(verifier: VerifierKey, faults: Faults) {
    this.verifier = verifier;
    this.faults = faults;
  }

  /** The checkpoints of the database, of its head, and those from outside. */
  async collect(store: Store, head: HeadRow, outside: readonly string[]): Promise<void> {
    for (const note of outside) {
      const opened = openCheckpoint(note, this.verifier);
      if (opened === undefined) this.faults.add('checkpoint', 'A checkpoint from outside is not signed');
      else this.signed.push({ ...opened, whose: 'checkpoint' });
    }
    for (let beyond = -1; ; ) {
      const rows = await store.tables.journal.readCheckpoints(beyond, PAGE);
      for (const { size, note } of rows) {
        const opened = openCheckpoint(note, this.verifier);
        if (opened?.size === size) this.signed.push({ ...opened, whose: 'checkpoint' });
        else this.faults.add('checkpoint', `The checkpoint of ${size} records is not signed`, size);
      }
      if (rows.length < PAGE) break;
      beyond = rows.at(-1)!.size;
    }
    if (head.size > 0) this.addHead(head);
    this.signed.sort((a, b) => a.size - b.size);
    const longest = this.signed.at(-1)?.size ?? 0;
    if (longest > head.size) {
      this.faults.add(
        'removed',
        `${longest} records were signed, and the journal ends after ${head.size}`,
        head.size,
        longest - 1,
      );
    }
  }

  /** Compares with what was signed of this size; `root` gives undefined where records are in doubt. */
  meet(size: number, root: () => Buffer | undefined): void {
    for (let signed = this.signed[this.next]; signed?.size === size; signed = this.signed[++this.next]) {
      const computed = root();
      if (computed === undefined || this.broken) this.unchecked++;
      else if (computed.equals(signed.root)) {
        this.agreed++;
        this.lastAgreed = size;
      } else {
        this.broken = true;
        this.faults.add(
          signed.whose,
          `Of records ${this.lastAgreed} to ${size - 1}, some are not those that were signed`,
          this.lastAgreed,
          size - 1,
        );
      }
    }
  }

  end(): { readonly agreed: number; readonly unchecked: number } {
    return { agreed: this.agreed, unchecked: this.unchecked + this.signed.length - this.next };
  }

  private addHead({ size, peaks, note }: HeadRow): void {
    const opened = openCheckpoint(note, this.verifier);
    if (opened?.size !== size) {
      this.faults.add('head', 'The head is not signed, or signed for another number of records');
    } else {
      this.signed.push({ ...opened, whose: 'head' });
      if (!rootOfPeaks(peaks).equals(opened.root)) {
        this.faults.add('head', 'The peaks of the head are not those that were signed');
      }
    }
  }
}
