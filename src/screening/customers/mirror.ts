import { setImmediate as turn } from 'node:timers/promises';
import { type MatchIndex, SubjectIndex } from '../../match/index.ts';
import { LEAST_THRESHOLD } from '../policy.ts';
import { openedSubject } from './customer.ts';
import type { CustomerRoom } from './customer-room.ts';

/** Customers read at once, and added before other work has its turn. */
const READ = 2_000;
const ADDED = 200;
/** Versions that were replaced or deleted may make up this share before the mirror is made anew. */
const STALE_SHARE = 0.5;

/**
 * All customers in memory, laid out to be asked which of them match an entity. It follows the store by the order of
 * its changes: what was added or changed since is read and added, nothing is rebuilt. A customer that was changed or
 * deleted is still found by what it was; whoever asks reads the customer as it is.
 */
export class CustomerMirror {
  private readonly room: CustomerRoom;
  private subjects = new SubjectIndex();
  /** Journal record of the last change that is in. */
  private seen = -1;
  private following: Promise<unknown> = Promise.resolve();

  constructor(room: CustomerRoom) {
    this.room = room;
  }

  get counts(): SubjectIndex['counts'] {
    return this.subjects.counts;
  }

  /** Takes in what was changed since. `onProgress` is told how many customers it holds by now. */
  async follow(onProgress?: (subjects: number) => void): Promise<void> {
    const turn = this.following.then(() => this.followNow(onProgress));
    this.following = turn.catch(() => {});
    await turn;
  }

  private async followNow(onProgress?: (subjects: number) => void): Promise<void> {
    const { store, journal } = this.room;
    const { customers } = await store.tables.customer.count();
    if (this.subjects.counts.subjects * (1 - STALE_SHARE) > customers + READ) {
      this.subjects = new SubjectIndex();
      this.seen = -1;
    }
    for (;;) {
      const rows = await store.tables.customer.readChanged(this.seen, READ);
      for (const [i, row] of rows.entries()) {
        const subject = openedSubject(journal, row);
        if (subject !== undefined) this.subjects.add(row.id, subject);
        this.seen = row.changedSeq;
        if (i % ADDED === ADDED - 1) await turn();
      }
      onProgress?.(this.subjects.counts.subjects);
      if (rows.length < READ) return;
    }
  }

  /** Ids of all customers that may match an entity of the index under any policy, ascending. */
  async search(entities: MatchIndex): Promise<readonly number[]> {
    const found = new Set<number>();
    for (const batch of this.subjects.search(entities, LEAST_THRESHOLD)) {
      for (const id of batch) found.add(id);
      await turn();
    }
    return [...found].sort((a, b) => a - b);
  }
}
