/** A thread that serves given lists, tells its address, and when asked the processor time it has taken. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import { createServer, loadedOf, Service } from '../../src/server/index.ts';
import type { Lists } from '../data/lists.ts';

const { entities, versions } = workerData as Lists;
const { buffer } = buildIndex(entities, { lists: versions });
const started = performance.now();
const service = new Service(() =>
  loadedOf(
    { index: openIndex(buffer, { verify: false }), notices: [], entities: async () => [...entities] },
    [],
  ),
);
await service.reload();
const loadSeconds = Math.round(performance.now() - started) / 1000;
const app = await createServer({ service, logTo: { write: () => {} } });
const address = await app.listen({ host: '127.0.0.1', port: 0 });
const residentMB = Math.round(process.memoryUsage.rss() / 1_000_000);
parentPort?.postMessage({ address, loadSeconds, residentMB });
parentPort?.on('message', () => parentPort?.postMessage(process.threadCpuUsage()));
