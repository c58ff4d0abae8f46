/**
 * Speed of the service: `npm run bench:server`. Starts it over the lists of the corpus in a thread of its own, asks
 * `POST /match` for one person at a time over real connections, and prints requests a second and latencies.
 * `--seconds N`, `--connections N`, `--queries N`. Asserts nothing: figures depend on the machine.
 */
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import autocannon from 'autocannon';
import { loadLists } from './data/lists.ts';
import { queryNames } from './speed/queries.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '16' },
    queries: { type: 'string', default: '5000' },
  },
});
const lists = await loadLists((text) => process.stderr.write(`${text}\n`));
for (const remark of lists.remarks) console.log(`!! ${remark}`);
const bodies = queryNames(lists, Number(values.queries)).map((name) =>
  JSON.stringify({ queries: { q: { schema: 'Person', properties: { name: [name] } } } }),
);
const serving = new Worker(new URL('./speed/serving.ts', import.meta.url), { workerData: lists });
const [ready] = (await once(serving, 'message')) as [
  { address: string; loadSeconds: number; residentMB: number },
];
console.log('machine', JSON.stringify({ cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0] }));
console.log('service', JSON.stringify({ entities: lists.entities.length, ...ready }));

/** Processor time of the serving thread in microseconds: other work on the machine does not change it much. */
async function serverTime(): Promise<number> {
  serving.postMessage('time');
  const [{ user, system }] = (await once(serving, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

async function measure(what: string, seconds: number): Promise<void> {
  const before = await serverTime();
  const result = await autocannon({
    url: `${ready.address}/match/default`,
    connections: Number(values.connections),
    duration: seconds,
    requests: bodies.map((body) => ({
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })),
  });
  const { requests, latency, errors, non2xx } = result;
  const { p50, p97_5, p99, max } = latency;
  const microseconds = Math.round(((await serverTime()) - before) / requests.total);
  console.log(
    what,
    JSON.stringify({
      perSecond: requests.average,
      serverMicroseconds: microseconds,
      p50,
      p97_5,
      p99,
      max,
      errors,
      non2xx,
    }),
  );
}

await measure('warming', 3);
await measure('measured', Number(values.seconds));
await serving.terminate();
