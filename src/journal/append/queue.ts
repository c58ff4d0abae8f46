import { RiegelError } from '../../entity/index.ts';
import type { ReadyEvent } from './write.ts';

/** Most records in one transaction, unless one call brings more. */
const GATHERED = 4_000;

interface Waiting<R> {
  readonly events: readonly ReadyEvent[];
  resolve(receipts: readonly R[]): void;
  reject(error: unknown): void;
}

/**
 * Group commit: while one transaction is under way, what is appended gathers for the next. Each call's events stay
 * together, in the order of the calls.
 */
export class AppendQueue<R> {
  private readonly waiting: Waiting<R>[] = [];
  private readonly write: (events: readonly ReadyEvent[]) => Promise<readonly R[]>;
  private readonly most: number;
  private pending = 0;
  private running: Promise<void> | undefined;

  /** `write` gives one receipt for each event; `most` is how many may wait, those under way counted in. */
  constructor(write: (events: readonly ReadyEvent[]) => Promise<readonly R[]>, most: number) {
    this.write = write;
    this.most = most;
  }

  /** Throws `journal/overloaded` where too many wait. A single call is never too many by itself. */
  checkRoom(count: number): void {
    if (this.pending > 0 && this.pending + count > this.most) {
      throw new RiegelError('journal/overloaded', `${this.pending} records wait for the journal`, {
        expected: `at most ${this.most}: wait for the receipts`,
      });
    }
  }

  append(events: readonly ReadyEvent[]): Promise<readonly R[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ events, resolve, reject });
      this.pending += events.length;
      this.running ??= this.run();
    });
  }

  /** Returns when nothing is under way any more. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // A turn's wait: calls made in one go are written in one go.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const calls = this.gather();
      const events = calls.flatMap((call) => call.events);
      try {
        const receipts = await this.write(events);
        let from = 0;
        for (const { events: own, resolve } of calls) {
          resolve(receipts.slice(from, from + own.length));
          from += own.length;
        }
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
      this.pending -= events.length;
    }
    this.running = undefined;
  }

  private gather(): Waiting<R>[] {
    let count = 0;
    let calls = 0;
    for (const { events } of this.waiting) {
      if (calls > 0 && count + events.length > GATHERED) break;
      count += events.length;
      calls++;
    }
    return this.waiting.splice(0, calls);
  }
}
