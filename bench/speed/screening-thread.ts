import { parentPort, workerData } from 'node:worker_threads';
import { openIndex } from '../../src/match/index.ts';
import { clearWordCache } from '../../src/names/index.ts';
import { subjectOf } from './queries.ts';

/** One thread of the benchmark: opens the shared index, warms its code up, then screens its names on demand. */
const WARM_UP = 300;
const { buffer, names } = workerData as { buffer: SharedArrayBuffer; names: string[] };
const index = openIndex(buffer, { verify: false });
for (const name of names.slice(0, WARM_UP)) index.screen(subjectOf(name));
clearWordCache();
index.forgetWords();
parentPort!.once('message', () => {
  for (const name of names) index.screen(subjectOf(name));
  parentPort!.postMessage('done');
});
parentPort!.postMessage('ready');
