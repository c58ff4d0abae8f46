import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Entity } from '../../src/entity/index.ts';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import {
  type CustomerAnswer,
  type Customers,
  changeBetween,
  DEFAULT_POLICY,
  type InForce,
  journalTakeIn,
  openCustomers,
} from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import { madeCustomers, madeEntities } from './made-customers.ts';

const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

function inForceWith(entities: readonly Entity[], version = '1'): InForce {
  const { buffer } = buildIndex(entities, { lists: { test: version } });
  return { index: openIndex(buffer), policy: DEFAULT_POLICY, policyName: 'STANDARD@1' };
}

function person(id: string, name: string, more: Entity['properties'] = {}): Entity {
  return {
    id,
    schema: 'Person',
    caption: name,
    properties: { name: [name], ...more },
    datasets: ['test'],
    target: true,
  };
}

const named = (reference: string, name: string) => ({
  reference,
  subject: { schema: 'Person', properties: { name: [name] } },
});

function told(answer: CustomerAnswer): string {
  if ('reject' in answer) return `${answer.reject.reference ?? '-'} ${answer.reject.code}`;
  return `${answer.reference} ${answer.status} ${answer.outcome}`;
}

async function screeningsOf(journal: Journal, actor?: string) {
  const all: { subject: string; outcome: string; ids: string[]; index: string; seq: number }[] = [];
  for (let cursor: number | undefined; ; ) {
    const page = await journal.read({
      kinds: ['screening'],
      limit: 1000,
      open: true,
      ...(actor === undefined ? {} : { actor }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { result, personal, references, seq } of page.records) {
      const { outcome, matches } = result as { outcome: string; matches: { entity: string }[] };
      const opened = personal as { subject: { properties: { name?: string[] } } } | undefined;
      all.push({
        subject: opened?.subject.properties.name?.[0] ?? '',
        outcome,
        ids: matches.map(({ entity }) => entity).sort(),
        index: references.index as string,
        seq,
      });
    }
    if (page.cursor === undefined) return all;
    cursor = page.cursor;
  }
}

onBothStores('customers', (database) => {
  let store: Store;
  let journal: Journal;
  let customers: Customers;
  const zoltan = person('t-1', 'Zoltan Quimbrell');
  const inForce = inForceWith([zoltan]);

  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys(database));
    customers = await openCustomers({ store, journal, takeIn: journalTakeIn(journal), inForce, workers: 0 });
  });
  after(async () => {
    await customers.close();
    await store.close();
  });

  test('are screened when they are added or changed, and not when they are as they were', async () => {
    const first = await customers.upsert(
      [named('1', 'Zoltan Quimbrell'), named('2', 'Martha Oberholt'), named('3', '—!'), named(' ', 'A B')],
      'test',
    );
    assert.deepEqual(first.map(told), [
      '1 screened alert',
      '2 screened clear',
      '3 screening/unreadable-name',
      '  screening/bad-customer',
    ]);
    const again = await customers.upsert(
      [named('2', 'Martha Oberholt'), named('1', 'Martha Oberholt'), named('1', 'Zoltan Quimbrell')],
      'test',
    );
    assert.deepEqual(again.map(told), ['2 unchanged clear', '1 screened clear', '1 screened alert']);
    assert.deepEqual(
      (await screeningsOf(journal)).map(({ subject, outcome }) => `${subject} ${outcome}`),
      ['Zoltan Quimbrell alert', 'Martha Oberholt clear', 'Martha Oberholt clear', 'Zoltan Quimbrell alert'],
    );
    const { customers: count, outcomes } = await customers.status();
    assert.deepEqual([count, outcomes], [2, { alert: 1, clear: 1 }]);
  });

  test('the order of properties is no change; a fact is one', async () => {
    const subject = { schema: 'Person', properties: { name: ['Ada Vestergaard'], nationality: ['dk'] } };
    const turned = { schema: 'Person', properties: { nationality: ['dk'], name: ['Ada Vestergaard'] } };
    const dated = { schema: 'Person', properties: { ...turned.properties, birthDate: ['1970'] } };
    const answers = [];
    for (const each of [subject, turned, dated])
      answers.push(...(await customers.upsert([{ reference: 'ada', subject: each }], 'test')));
    assert.deepEqual(answers.map(told), ['ada screened clear', 'ada unchanged clear', 'ada screened clear']);
    assert.equal(await customers.delete('ada', 'test'), true);
    assert.equal(await customers.delete('ada', 'test'), false);
  });

  test('lie sealed, and go with their key', async () => {
    await customers.upsert([named('gone', 'Wilhelmina Farnsbeck')], 'test');
    const [row] = (await store.tables.customer.readChanged(-1, 1000)).filter(
      ({ reference }) => reference === 'gone',
    );
    assert.ok(!row!.sealed.toString('latin1').includes('Wilhelmina'));
    assert.equal(await customers.erase('gone', { actor: 'test', reason: 'asked for' }), true);
    assert.equal(await customers.erase('gone', { actor: 'test', reason: 'asked for' }), false);
    const { records } = await journal.read({ subject: 'customer:gone', open: true });
    assert.equal(records.length, 2);
    assert.ok(records.every(({ personal, erasedAt }) => personal === undefined && erasedAt !== undefined));
    const [back] = await customers.upsert([named('gone', 'Wilhelmina Farnsbeck')], 'test');
    assert.equal(told(back!), 'gone screened clear');
    await journal.eraseSubject({ subject: 'customer:gone', actor: 'test', reason: 'past the customers' });
    const { statement } = await customers.sweep({ actor: 'test' });
    assert.deepEqual(statement.counts, { clear: 1, alert: 1, unscreened: 0, erased: 1 });
    assert.equal((await customers.status()).customers, 2);
  });

  test('once deleted, are forgotten when their time has come, unless they came back', async () => {
    await customers.upsert([named('left', 'Ottilie Brandvold'), named('back', 'Ottilie Brandvold')], 'test');
    for (const reference of ['left', 'back']) await customers.delete(reference, 'test');
    await customers.upsert([named('back', 'Ottilie Brandvold')], 'test');
    const order = { actor: 'test', reason: 'retention ended' };
    const personal = async (reference: string) => {
      const { records } = await journal.read({ subject: `customer:${reference}`, open: true });
      return records.filter((record) => record.personal !== undefined).length;
    };
    assert.equal(await customers.forgetDeleted({ ...order, before: Date.now() - 3_600_000 }), 0);
    assert.ok((await personal('left')) > 0);
    assert.ok((await customers.forgetDeleted({ ...order, before: Date.now() + 1_000 })) >= 1);
    assert.equal(await personal('left'), 0);
    assert.ok((await personal('back')) > 0);
    assert.equal(await customers.forgetDeleted({ ...order, before: Date.now() + 1_000 }), 0);
    await customers.delete('back', 'test');
  });

  test('nothing of a slice is recorded when what belongs to it fails', async () => {
    const deaf = await openCustomers({
      store,
      journal,
      // A door that leaves out what belongs to the screenings.
      takeIn: (screenings, actor) => journalTakeIn(journal)(screenings, actor),
      inForce,
      workers: 0,
    });
    await assert.rejects(
      deaf.upsert([named('deaf', 'Ottokar Brennsiedl')], 'test'),
      code('screening/not-alongside'),
    );
    const broken = await openCustomers({
      store,
      journal,
      takeIn: (screenings, actor, alongside) =>
        journalTakeIn(journal)(screenings, actor, async (tables, recorded) => {
          await alongside?.(tables, recorded);
          throw new Error('disk');
        }),
      inForce,
      workers: 0,
    });
    const before = (await screeningsOf(journal)).length;
    await assert.rejects(broken.upsert([named('broken', 'Ottokar Brennsiedl')], 'test'), /disk/);
    assert.equal((await screeningsOf(journal)).length, before);
    assert.deepEqual(await store.tables.customer.readMarks(['broken', 'deaf']), []);
    await Promise.all([deaf.close(), broken.close()]);
  });

  test('what another index has replaced is not recorded, and screened again where it is known', async () => {
    const other = await openCustomers({
      store,
      journal,
      takeIn: journalTakeIn(journal),
      inForce,
      workers: 0,
    });
    const next = inForceWith([zoltan, person('t-2', 'Ottokar Brennsiedl')], '2');
    const pending = await other.putInForce(next);
    assert.deepEqual([pending?.from.lists, pending?.to.lists], [{ test: '1' }, { test: '2' }]);
    const ottokar = [named('otto', 'Ottokar Brennsiedl')];
    await assert.rejects(customers.upsert(ottokar, 'test'), code('screening/index-outdated'));
    await customers.putInForce(next);
    assert.deepEqual((await customers.upsert(ottokar, 'test')).map(told), ['otto screened alert']);
    assert.deepEqual(
      (await customers.upsert([named('2', 'Martha Oberholt')], 'test')).map(told),
      ['2 screened clear'],
      'unchanged, but the index is another',
    );
    const delisted: string[] = [];
    await other.answerChange(
      { now: [person('t-2', 'Ottokar Brennsiedl')], before: [], removed: ['t-9'] },
      { actor: 'test', delisted: async (ids) => void delisted.push(...ids) },
    );
    assert.deepEqual(delisted, ['t-9']);
    assert.equal(await customers.pendingChange(), undefined);
    await other.close();
  });
});

onBothStores('a change of the lists', (database) => {
  test('concerns the customers that a full screening finds, no more and no fewer', async (t) => {
    const store = await database.open();
    const journal = await openJournal(store, openKeys(database));
    const old = madeEntities(400, 1);
    const changed = old.slice(0, 40).map((entity, i) => ({
      ...entity,
      properties: {
        ...entity.properties,
        name: [`${entity.properties.name![0]} ${'Bakr'.repeat(i % 2)}`.trim()],
      },
    }));
    const fresh = [...changed, ...old.slice(80), ...madeEntities(60, 2)];
    const from = inForceWith(old, '1');
    const to = inForceWith(fresh, '2');
    const customers = await openCustomers({ store, journal, takeIn: journalTakeIn(journal), inForce: from });
    const count = database.kind === 'embedded' ? 2_000 : 20_000;
    let alerts = 0;
    for await (const answer of customers.upsertAll(madeCustomers(count, 7, [...old, ...fresh]), 'import'))
      if ('outcome' in answer && answer.outcome === 'alert') alerts++;
    await customers.putInForce(to);
    const change = changeBetween(old, fresh);
    assert.deepEqual(
      [change.now.length, change.before.length, change.removed.length],
      [60 + 20, 20 + 40, 40],
    );
    const delisted: string[] = [];
    const answered = await customers.answerChange(change, {
      actor: 'change',
      delisted: async (ids) => void delisted.push(...ids),
    });
    assert.ok(answered !== undefined && 'customers' in answered);
    assert.equal(delisted.length, 40);
    const found = await screeningsOf(journal, 'change');
    await customers.sweep({ actor: 'sweep' });
    const swept = await screeningsOf(journal, 'sweep');
    assert.equal(swept.length, count);
    const concerned = new Set(change.now.map(({ id }) => id));
    const pairs = (screenings: typeof swept) =>
      screenings
        .flatMap(({ subject, ids }) => ids.filter((id) => concerned.has(id)).map((id) => `${subject} ${id}`))
        .sort();
    t.diagnostic(`${alerts} alerts, ${answered.customers} concerned, ${pairs(swept).length} pairs`);
    assert.ok(pairs(swept).length > 20);
    assert.deepEqual(pairs(found), pairs(swept));
    // Whoever is not concerned keeps the answer that the sweep gives.
    const { outcomes } = await customers.status();
    assert.equal(outcomes.alert, swept.filter(({ outcome }) => outcome === 'alert').length);
    await customers.close();
    await store.close();
  });
});
