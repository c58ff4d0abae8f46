import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import {
  type CustomerInput,
  type Customers,
  DEFAULT_POLICY,
  type InForce,
  journalTakeIn,
  openCustomers,
  type SweepStatement,
} from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores, type TestDatabase } from '../store/both-stores.ts';
import { madeCustomers, madeEntities } from './made-customers.ts';

const PROGRAM = fileURLToPath(new URL('sweeping.ts', import.meta.url));
const KILLS = 4;
const COUNT = 1_000;
/** Slices that a process comes to before it is killed, and milliseconds later. */
const SLICES = 5;
const LATER = 40;

const entities = madeEntities(200, 1);

function inForceOf(version: string): InForce {
  const { buffer } = buildIndex(entities, { lists: { test: version } });
  return { index: openIndex(buffer), policy: DEFAULT_POLICY, policyName: 'STANDARD@1' };
}

/** Customers that can be told from their journal records. */
function marked({ reference, subject }: CustomerInput, note = reference): CustomerInput {
  return { reference, subject: { ...subject, properties: { ...subject.properties, notes: [note] } } };
}

async function opened(
  database: TestDatabase,
  wrap: (takeIn: ReturnType<typeof journalTakeIn>) => ReturnType<typeof journalTakeIn> = (takeIn) => takeIn,
): Promise<{ store: Store; journal: Journal; customers: Customers }> {
  const store = await database.open();
  const journal = await openJournal(store, openKeys(database));
  const takeIn = wrap(journalTakeIn(journal));
  const customers = await openCustomers({ store, journal, takeIn, inForce: inForceOf('1'), workers: 0 });
  return { store, journal, customers };
}

async function importAll(customers: Customers, items: Iterable<CustomerInput>): Promise<void> {
  for await (const answer of customers.upsertAll(items, 'import')) assert.ok('status' in answer);
}

/** Notes of the customers that an actor screened, as often as it did. */
async function screenedBy(journal: Journal, actor: string): Promise<string[]> {
  const notes: string[] = [];
  for (let cursor: number | undefined; ; ) {
    const page = await journal.read({
      kinds: ['screening'],
      actor,
      open: true,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { personal } of page.records) {
      const { properties } = (personal as { subject: { properties: { notes: string[] } } }).subject;
      notes.push(properties.notes[0]!);
    }
    if (page.cursor === undefined) return notes.sort();
    cursor = page.cursor;
  }
}

/** Sweeps in a process of its own, and kills it in the middle if asked to. True where it had come to its end. */
async function sweepElsewhere(database: TestDatabase, kill: boolean): Promise<boolean> {
  const { dataDir, databaseUrl } = database.options();
  const words = databaseUrl === undefined ? [dataDir] : [dataDir, databaseUrl];
  const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  let finished = false;
  let slices = 0;
  let timer: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'slice' && ++slices === SLICES && kill)
      timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * LATER);
    if (line.startsWith('finished')) finished = true;
  }
  await gone;
  clearTimeout(timer);
  return finished;
}

onBothStores('a sweep that is killed', (database) => {
  test('screens every customer once, whatever else happens to them', async (t) => {
    const all = [...madeCustomers(COUNT, 3, entities)].map((one) => marked(one));
    let { store, journal, customers } = await opened(database);
    await importAll(customers, all);
    await store.close();
    let kills = 0;
    let broken = 0;
    while (kills < KILLS) {
      if (await sweepElsewhere(database, true)) break;
      kills++;
      ({ store, journal, customers } = await opened(database));
      const sweep = await store.tables.customerWork.openSweep();
      if (sweep !== undefined && sweep.cursor > 0) broken++;
      const last = COUNT - kills;
      // Nobody has come to the last ones yet: one is changed, one goes, one is new.
      await customers.upsert([marked(all[last]!, `changed-${kills}`)], 'edit');
      await customers.delete(all[last - 100]!.reference, 'edit');
      await customers.upsert([marked({ ...all[0]!, reference: `new-${kills}` })], 'edit');
      await store.close();
    }
    assert.ok(await sweepElsewhere(database, false));
    t.diagnostic(`${kills} kills, ${broken} of them in the middle`);
    assert.equal(broken, KILLS);
    ({ store, journal, customers } = await opened(database));
    const expected = all.map(({ reference }) => reference);
    for (let kill = kills; kill >= 1; kill--) {
      expected[COUNT - kill] = `changed-${kill}`;
      expected[COUNT - kill - 100] = '';
    }
    assert.deepEqual(await screenedBy(journal, 'sweep'), expected.filter((note) => note !== '').sort());
    const { sweeps, customers: count } = await customers.status();
    assert.equal(sweeps.length, 1);
    assert.equal(count, COUNT);
    const { records } = await journal.read({ kinds: ['customer.sweep'] });
    assert.equal(records.length, 1);
    assert.equal((records[0]!.result as unknown as SweepStatement).checked, COUNT - kills);
    const { ok } = await journal.verify();
    assert.ok(ok);
    await store.close();
  });
});

onBothStores('a sweep', (database) => {
  test('records a customer that is changed meanwhile as it is, once', async () => {
    const all = [...madeCustomers(120, 5, entities)].map((one) => marked(one));
    let meanwhile: (() => Promise<void>) | undefined;
    const { store, journal, customers } = await opened(
      database,
      (takeIn) => async (screenings, actor, alongside) => {
        const doing = actor === 'sweep' ? meanwhile : undefined;
        if (doing !== undefined) meanwhile = undefined;
        await doing?.();
        return await takeIn(screenings, actor, alongside);
      },
    );
    await importAll(customers, all);
    meanwhile = async () => {
      await customers.upsert([marked(all[7]!, 'changed')], 'edit');
      await customers.delete('c8', 'edit');
    };
    const { statement, proof } = await customers.sweep({ actor: 'sweep', slice: 50 });
    const expected = all.map(({ reference }) => reference).filter((each) => each !== 'c7' && each !== 'c8');
    assert.deepEqual(await screenedBy(journal, 'sweep'), [...expected, 'changed'].sort());
    assert.deepEqual([statement.checked, statement.parts.length, statement.changed], [119, 1, false]);
    assert.equal((JSON.parse(proof.body) as { kind: string }).kind, 'customer.sweep');
    assert.ok(proof.checkpoint.includes(`— ${journal.verifier.name} `), 'signed');

    meanwhile = async () => void (await customers.putInForce(inForceOf('2')));
    const second = await customers.sweep({ actor: 'sweep', slice: 50 });
    assert.equal(second.statement.checked, 119);
    // The slice under way is screened again: what is recorded rests on what is in force.
    assert.deepEqual(
      second.statement.parts.map(({ basis, clear, alert }) => [basis.lists.test, clear + alert]),
      [['2', 119]],
    );
    meanwhile = undefined;
    let slices = 0;
    const third = await customers.sweep({
      actor: 'sweep',
      slice: 50,
      onProgress: () => {
        slices++;
        if (slices === 1) meanwhile = async () => void (await customers.putInForce(inForceOf('3')));
      },
    });
    assert.deepEqual(
      third.statement.parts.map(({ basis, clear, alert }) => [basis.lists.test, clear + alert]),
      [
        ['2', 50],
        ['3', 69],
      ],
    );
    assert.equal(third.statement.changed, true);

    const pending = await customers.pendingChange();
    assert.deepEqual([pending?.from.lists, pending?.to.lists], [{ test: '1' }, { test: '3' }]);
    const swept = await customers.answerChange(undefined, { actor: 'change' });
    assert.ok(swept !== undefined && 'statement' in swept && swept.statement.checked === 119);
    assert.equal(await customers.pendingChange(), undefined);

    const stop = new AbortController();
    await assert.rejects(
      customers.sweep({ actor: 'sweep', slice: 50, signal: stop.signal, onProgress: () => stop.abort() }),
    );
    const rest = await customers.sweep({ actor: 'rest', slice: 50 });
    assert.equal(rest.statement.checked, 119);
    assert.equal((await screenedBy(journal, 'rest')).length, 69);
    await customers.close();
    await store.close();
  });
});
