import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface ThreadRate {
  readonly threads: number;
  readonly perSecond: number;
  readonly n: number;
}

/** All cores over one shared index: every thread opens it, warms up, and is given its share when all are ready. */
export async function rateOfThreads(
  buffer: SharedArrayBuffer,
  names: readonly string[],
): Promise<ThreadRate> {
  const threads = availableParallelism();
  const workers = Array.from({ length: threads }, (_, at) => {
    const own = names.filter((_name, i) => i % threads === at);
    return new Worker(new URL('./screening-thread.ts', import.meta.url), {
      workerData: { buffer, names: own },
    });
  });
  await Promise.all(workers.map((worker) => answerOf(worker)));
  const start = performance.now();
  await Promise.all(
    workers.map((worker) => {
      const done = answerOf(worker);
      worker.postMessage('go');
      return done;
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { threads, perSecond: Math.round(names.length / seconds), n: names.length };
}

function answerOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
