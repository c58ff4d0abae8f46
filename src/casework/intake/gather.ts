import { RiegelError } from '../../entity/index.ts';

/** Most items in one transaction, unless one call brings more. */
const GATHERED = 1_000;

interface Waiting<I, O> {
  readonly items: readonly I[];
  resolve(answers: readonly O[]): void;
  reject(error: unknown): void;
}

/**
 * While one transaction is under way, the calls that come gather for the next. Each gets the answers to its own
 * items; where one call's items are refused, the others are tried without it.
 */
export class Gather<I, O> {
  private readonly waiting: Waiting<I, O>[] = [];
  private readonly work: (items: readonly I[]) => Promise<readonly O[]>;
  private readonly most: number;
  private pending = 0;
  private isRunning = false;

  /** `work` gives one answer for each item; `most` is how many may wait, those under way counted in. */
  constructor(work: (items: readonly I[]) => Promise<readonly O[]>, most: number) {
    this.work = work;
    this.most = most;
  }

  /** Throws `casework/overloaded` where too many wait. A single call is never too many by itself. */
  async run(items: readonly I[]): Promise<readonly O[]> {
    if (this.pending > 0 && this.pending + items.length > this.most) {
      throw new RiegelError('casework/overloaded', `${this.pending} screenings wait to be taken in`, {
        expected: `at most ${this.most}: wait for the answers`,
      });
    }
    this.pending += items.length;
    return await new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      if (!this.isRunning) void this.workOff();
    });
  }

  private async workOff(): Promise<void> {
    this.isRunning = true;
    // A turn's wait: calls made in one go are worked off in one go.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.together(this.gather());
    this.isRunning = false;
  }

  private gather(): Waiting<I, O>[] {
    let count = 0;
    let calls = 0;
    for (const { items } of this.waiting) {
      if (calls > 0 && count + items.length > GATHERED) break;
      count += items.length;
      calls++;
    }
    return this.waiting.splice(0, calls);
  }

  private async together(calls: readonly Waiting<I, O>[]): Promise<void> {
    const items = calls.flatMap((call) => call.items);
    try {
      const answers = await this.work(items);
      let from = 0;
      for (const { items: own, resolve } of calls) {
        resolve(answers.slice(from, from + own.length));
        from += own.length;
      }
    } catch (error) {
      if (calls.length > 1 && isOnesFault(error)) {
        for (const call of calls) await this.together([call]);
        return;
      }
      for (const { reject } of calls) reject(error);
    }
    this.pending -= items.length;
  }
}

/** Errors of the database or the journal itself, which another try with fewer items does not mend. */
const EVERYBODYS = /^(store\/(?!failed$|constraint$)|journal\/(closed|unknown-outcome|overloaded)$)/;

/** Whether an error may lie in the items of one call. */
function isOnesFault(error: unknown): boolean {
  return !(error instanceof RiegelError && EVERYBODYS.test(error.code));
}
