import type { Subject } from '../entity/index.ts';
import { type MatchIndex, openIndex } from '../match/index.ts';
import type { BatchAnswer } from './answer.ts';
import { answersOf, CHUNK, screenHere } from './batch.ts';
import { checkPolicy, type Policy } from './policy.ts';
import { WorkerPool } from './worker-pool.ts';

/** Subjects that are screened in the calling thread before another would have been told of them. */
const FEW = 16;

/** Threads that stay: for work that comes slice by slice, as `screenBatch` is for one document. */
export class StandingPool {
  readonly index: MatchIndex;
  readonly policy: Policy;
  private readonly workers: number;
  private pool: WorkerPool | undefined;
  private under = 0;
  private retired = false;

  /** `workers` 0 screens in the calling thread. Throws what `checkPolicy` throws. */
  constructor(index: MatchIndex, policy: Policy, workers: number) {
    checkPolicy(policy, index.info);
    this.index = openIndex(index.buffer, { verify: false });
    this.policy = policy;
    this.workers = workers;
  }

  /** One answer for each subject, in their order. Throws `screening/worker-failed`; the next call starts new threads. */
  async screen(subjects: readonly Subject[]): Promise<readonly BatchAnswer[]> {
    const items = subjects.map((subject) => ({ subject }));
    if (this.workers < 1 || subjects.length <= FEW)
      return [...answersOf(items, screenHere(this.index, subjects, this.policy))];
    this.pool ??= new WorkerPool(this.index.buffer, this.policy, this.workers);
    const { pool } = this;
    this.under++;
    try {
      const chunks = [];
      for (let from = 0; from < subjects.length; from += CHUNK)
        chunks.push(pool.screen(subjects.slice(from, from + CHUNK)));
      return [...answersOf(items, (await Promise.all(chunks)).flat())];
    } catch (error) {
      if (this.pool === pool) this.pool = undefined;
      await pool.close();
      throw error;
    } finally {
      this.under--;
      if (this.retired) await this.closeIdle();
    }
  }

  /** Ends the threads once what is under way is done. */
  async retire(): Promise<void> {
    this.retired = true;
    await this.closeIdle();
  }

  private async closeIdle(): Promise<void> {
    if (this.under > 0) return;
    const { pool } = this;
    this.pool = undefined;
    await pool?.close();
  }
}
