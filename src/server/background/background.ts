import { Worker } from 'node:worker_threads';
import type { Progress } from '../../lists/index.ts';
import { type FromWorker, uncarried, type WorkerStart } from './carried.ts';
import type { WORK, WorkName } from './work.ts';

/** Source in a checkout, compiled in the published package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

type OrderOf<N extends WorkName> = Parameters<(typeof WORK)[N]>[0];
type AnswerOf<N extends WorkName> = Awaited<ReturnType<(typeof WORK)[N]>>;

/**
 * Does a piece of work in a thread of its own, so that the thread that serves goes on answering; the thread's memory
 * is free again when it ends. Throws what the work throws. When `signal` is aborted the work is asked to end, and
 * still ends in its own way: locks are given back.
 */
export function inBackground<N extends WorkName>(
  name: N,
  order: OrderOf<N>,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (p: Progress) => void } = {},
): Promise<AnswerOf<N>> {
  return new Promise((resolve, reject) => {
    const workerData: WorkerStart = { name, order };
    const worker = new Worker(WORKER, { workerData });
    const end = () => worker.postMessage('end');
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    worker.on('message', (message: FromWorker) => {
      if ('progress' in message) onProgress?.(message.progress);
      else if ('answer' in message) resolve(message.answer as AnswerOf<N>);
      else reject(uncarried(message.error));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', end);
      // After an answer this changes nothing.
      reject(new Error(`The thread that was to ${name} ended with code ${code}`));
    });
  });
}
