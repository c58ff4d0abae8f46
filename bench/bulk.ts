/**
 * Customers in bulk over HTTP: `npm run bench:bulk`. A whole installation with casework over the lists of the corpus
 * takes a stream of customers with an API key, `--customers N` (50,000), and answers each once its screening is
 * durable. Prints customers a second and the processor time of one, server and client together: what a busy machine
 * changes least. The first `--warm N` (20,000) are in no figure. DATABASE_URL takes a server instead of the embedded
 * database. Asserts nothing: figures depend on the machine.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createServer, loadedOf, openInstallation, Service } from '../src/server/index.ts';
import { firstAdministrator, ORIGIN } from '../test/access/service.ts';
import { indexOf } from './data/index.ts';
import { loadLists } from './data/lists.ts';
import { queryNames } from './speed/queries.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '50000' },
    warm: { type: 'string', default: '20000' },
  },
});
const lists = await loadLists((text) => process.stderr.write(`${text}\n`));
for (const remark of lists.remarks) console.log(`!! ${remark}`);
const words = queryNames(lists, 20_000).map((name) => name.split(' '));
const dataDir = mkdtempSync(join(tmpdir(), 'riegel-bench-'));
const service = new Service(() => {
  const index = indexOf('customers-after', lists.digest, () => lists.entities, lists.versions);
  return loadedOf({ index, notices: [], entities: async () => [...lists.entities] }, []);
});
const installation = await openInstallation({
  ...{ dataDir, databaseUrl: process.env.DATABASE_URL, origin: ORIGIN, service },
});
const app = await createServer({ service, installation, logTo: { write: () => {} } });
try {
  await service.reload();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const { store, journal, keys, access } = installation;
  const clock = { now: Date.now() };
  const administrator = await firstAdministrator({
    ...{ store, journal, keys, access, app, clock, close: () => app.close() },
  });
  const made = await administrator.browser.send('POST', '/v1/keys', {
    ...{ name: 'bench', scopes: ['customers.write'], days: 1 },
  });
  const { secret } = made.json<{ secret: string }>();
  const warm = Number(values.warm);
  await taken(address, secret, 0, warm);
  const began = performance.now();
  const cpu = process.cpuUsage();
  const count = Number(values.customers);
  const { alerts, answers } = await taken(address, secret, warm, count);
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  const figures = {
    store: store.kind,
    load: loadavg()[0],
    answers,
    alerts,
    seconds: Math.round(seconds),
    perSecond: Math.round(answers / seconds),
    microsecondsEach: Math.round((user + system) / answers),
    residentMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log('bulk over HTTP', JSON.stringify(figures));
} finally {
  await app.close();
  await installation.close();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Sends customers and reads the answers as they come. */
async function taken(address: string, secret: string, from: number, count: number) {
  const sent = request(`${address}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' },
  });
  Readable.from(customers(from, count)).pipe(sent);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let answers = 0;
  let alerts = 0;
  let rest = '';
  for await (const piece of response.setEncoding('utf8')) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.includes('"outcome"')) answers++;
      if (line.includes('"outcome":"alert"')) alerts++;
    }
  }
  if (answers !== count) throw new Error(`${answers} of ${count} customers answered: ${rest}`);
  return { answers, alerts };
}

/** First name of one person and the rest of another, a hundred to a piece. */
function* customers(from: number, count: number): Generator<string> {
  let lines: string[] = [];
  for (let i = from; i < from + count; i++) {
    const [first] = words[i % words.length]!;
    const rest = words[(i * 7919 + Math.floor(i / words.length)) % words.length]!.slice(1);
    const properties = {
      name: [[first, ...rest].join(' ')],
      birthDate: [`${1940 + (i % 65)}-0${1 + (i % 9)}-11`],
    };
    lines.push(`${JSON.stringify({ reference: `customer-${i}`, schema: 'Person', properties })}\n`);
    if (lines.length < 100 && i < from + count - 1) continue;
    yield lines.join('');
    lines = [];
  }
}
