import { Worker } from 'node:worker_threads';
import { RiegelError, type Subject } from '../entity/index.ts';
import { type CarriedAnswer, type CarriedSubject, CLEAR } from './answer.ts';
import type { Policy } from './policy.ts';

/** What a worker is started with. */
export interface WorkerStart {
  readonly index: SharedArrayBuffer;
  readonly policy: Policy;
}

/** Source in a checkout, compiled in the published package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

interface Waiting {
  readonly resolve: (answers: readonly CarriedAnswer[]) => void;
  readonly reject: (error: unknown) => void;
  readonly count: number;
}

interface Hand {
  readonly worker: Worker;
  /** Chunks sent and not yet answered; a worker answers in order. */
  readonly waiting: Waiting[];
}

/** Threads over one shared index. Once one has failed, the pool gives nothing but that failure. */
export class WorkerPool {
  private readonly hands: readonly Hand[];
  private failure: RiegelError | undefined;

  constructor(index: SharedArrayBuffer, policy: Policy, count: number) {
    const workerData: WorkerStart = { index, policy };
    this.hands = Array.from({ length: count }, () => {
      const hand: Hand = { worker: new Worker(WORKER, { workerData }), waiting: [] };
      hand.worker.on('message', (message: readonly (CarriedAnswer | null)[]) => {
        const answers = message.map((answer) => answer ?? CLEAR);
        const waiting = hand.waiting.shift();
        if (waiting === undefined || waiting.count !== answers.length) {
          this.fail('answered another number of subjects than it was given');
        } else waiting.resolve(answers);
      });
      hand.worker.on('error', (error) => this.fail(error instanceof Error ? error.message : String(error)));
      hand.worker.on('exit', (code) => this.fail(`ended with code ${code}`));
      return hand;
    });
  }

  /** Screens in whichever thread has least to do. Throws `screening/worker-failed`. */
  screen(subjects: readonly Subject[]): Promise<readonly CarriedAnswer[]> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) {
        reject(this.failure);
        return;
      }
      const hand = this.hands.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a));
      hand.waiting.push({ resolve, reject, count: subjects.length });
      // One string is carried several times faster than as many small objects.
      const carried = subjects.map(
        ({ id, schema, properties, carried }): CarriedSubject => ({
          ...(id === undefined ? {} : { id }),
          schema,
          properties,
          ...(carried && { carried }),
        }),
      );
      hand.worker.postMessage(JSON.stringify(carried));
    });
  }

  async close(): Promise<void> {
    this.failure ??= new RiegelError('screening/worker-failed', 'The threads have been stopped');
    await Promise.all(this.hands.map(({ worker }) => worker.terminate()));
  }

  private fail(reason: string): void {
    this.failure ??= new RiegelError('screening/worker-failed', `A screening thread ${reason}`, {
      expected: 'to be run again; what has no answer was not screened',
    });
    for (const { waiting } of this.hands) {
      for (const { reject } of waiting.splice(0)) reject(this.failure);
    }
  }
}
