/** A thread that does one piece of work, tells how it goes, gives the answer and ends. */
import module from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { carried, type FromWorker, type WorkerStart } from './carried.ts';
import type { WorkAround } from './work.ts';

const port = parentPort!;
const { name, order } = workerData as WorkerStart;
const ending = new AbortController();
const tell = (message: FromWorker) => port.postMessage(message);

// Reading the code is most of a short piece of work; each thread has to ask for the cache itself.
module.enableCompileCache?.();
const { WORK } = await import('./work.ts');

port.on('message', () => ending.abort(new Error('The process is ending')));
try {
  const work = WORK[name] as (order: unknown, around: WorkAround) => Promise<unknown>;
  const answer = await work(order, {
    signal: ending.signal,
    onProgress: (progress) => tell({ progress }),
  });
  tell({ answer });
} catch (error) {
  tell({ error: carried(error) });
}
port.close();
