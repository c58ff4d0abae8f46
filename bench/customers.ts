/**
 * Customers: how long the first full screening, a sweep and the search after a change of the lists take, and how much
 * memory. `npm run bench:customers`; `--customers N` (100,000), `--entities N` that change (100), `--steps
 * import,change,sweep`. DATABASE_URL takes a server instead of the embedded database. Prints figures and asserts
 * nothing, since they depend on the machine. Screenings go into the journal; there is no casework behind it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Entity } from '../src/entity/index.ts';
import { openJournal, openKeys } from '../src/journal/index.ts';
import {
  type CustomerInput,
  changeBetween,
  DEFAULT_POLICY,
  type InForce,
  journalTakeIn,
  openCustomers,
} from '../src/screening/index.ts';
import { openStore } from '../src/store/index.ts';
import { indexOf } from './data/index.ts';
import { people } from './data/labelled.ts';
import { type Lists, loadLists } from './data/lists.ts';
import { drawn, randomOf } from './seed.ts';

/** Of ten thousand customers, how many bear a listed name; half of them that of an entity that changes. */
const LISTED = 5;

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    entities: { type: 'string', default: '100' },
    steps: { type: 'string', default: 'import,change,sweep' },
  },
});
const count = Number(values.customers);
const steps = new Set(values.steps.split(','));
const told = (what: string, figure: unknown) => console.log(what.padEnd(26), JSON.stringify(figure));
const seconds = (since: number) => Math.round(performance.now() - since) / 1000;
/** Of all threads together: what a busy machine does not change much. */
const cpuSeconds = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 1000) / 1000;
};

const lists = await loadLists((text) => process.stderr.write(`${text}\n`));
for (const remark of lists.remarks) console.log(`!! ${remark}`);
const changing = new Set(
  drawn(
    lists.entities.filter(({ schema }) => schema === 'Person'),
    Number(values.entities),
    'change',
    ({ id }) => id,
  ).map(({ id }) => id),
);
const earlier = lists.entities.filter(({ id }) => !changing.has(id));
const before = inForce('customers-before', earlier, `${lists.digest} without ${[...changing].join()}`);
const after = inForce('customers-after', lists.entities, lists.digest);

const dataDir = mkdtempSync(join(tmpdir(), 'riegel-bench-'));
const store = await openStore({ dataDir, databaseUrl: process.env.DATABASE_URL });
const journal = await openJournal(store, openKeys({ dataDir }));
const customers = await openCustomers({ store, journal, takeIn: journalTakeIn(journal), inForce: before });
try {
  told('store', store.kind);
  told('load of the machine', loadavg()[0]);
  told('customers', count);
  if (steps.has('import')) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    let alerts = 0;
    let rejects = 0;
    for await (const answer of customers.upsertAll(madeCustomers(lists, count), 'bench')) {
      if ('reject' in answer) rejects++;
      else if (answer.outcome === 'alert') alerts++;
    }
    const took = seconds(began);
    told('first full screening', {
      seconds: took,
      cpuSeconds: cpuSeconds(cpu),
      perSecond: Math.round(count / took),
      alerts,
      rejects,
      millionInSeconds: Math.round((took * 1_000_000) / count),
    });
    told('memory, most so far', megabytes());
  }
  if (steps.has('change')) {
    const warmed = performance.now();
    await customers.warm();
    told('customers into memory', { seconds: seconds(warmed), ...(await customers.status()).mirror });
    const compared = performance.now();
    const change = changeBetween(earlier, lists.entities);
    told('difference of all lists', { seconds: seconds(compared) });
    const began = performance.now();
    const cpu = process.cpuUsage();
    await customers.putInForce(after);
    const answered = await customers.answerChange(change, { actor: 'bench' });
    told('change to alerts', { seconds: seconds(began), cpuSeconds: cpuSeconds(cpu), ...answered });
    told('memory, most so far', megabytes());
  }
  if (steps.has('sweep')) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    const { statement } = await customers.sweep({ actor: 'bench' });
    const took = seconds(began);
    told('sweep', {
      seconds: took,
      cpuSeconds: cpuSeconds(cpu),
      perSecond: Math.round(count / took),
      ...statement.counts,
    });
    told('memory, most so far', megabytes());
  }
} finally {
  await customers.close();
  await journal.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
}

function inForce(purpose: string, entities: readonly Entity[], content: string): InForce {
  const index = indexOf(purpose, content, () => entities, lists.versions);
  return { index, policy: DEFAULT_POLICY, policyName: 'STANDARD@1' };
}

/** First name of one person and the rest of another; a few are listed persons. */
function* madeCustomers({ entities }: Lists, most: number): Generator<CustomerInput> {
  const pool = [
    ...(people('people-unlisted-global.csv') ?? []),
    ...(people('people-unlisted-us.csv') ?? []),
  ].map(({ name }) => name.split(' '));
  const persons = entities.filter(({ schema }) => schema === 'Person');
  const ofChange = persons.filter(({ id }) => changing.has(id));
  const words = (pool.length > 0 ? pool : persons.map(({ caption }) => caption.split(' '))).filter(
    ({ length }) => length > 1,
  );
  const random = randomOf('customers');
  for (let i = 0; i < most; i++) {
    const name =
      random.below(10_000) < LISTED
        ? random.pick(random.chance(0.5) ? ofChange : persons).caption
        : [random.pick(words)[0], ...random.pick(words).slice(1)].join(' ');
    const birthDate = `${1940 + random.below(65)}-${String(1 + random.below(12)).padStart(2, '0')}-${10 + random.below(18)}`;
    yield {
      reference: `customer-${i}`,
      subject: { schema: 'Person', properties: { name: [name], birthDate: [birthDate] } },
    };
  }
}

function megabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
