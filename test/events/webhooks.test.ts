import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { EventFeed, openWebhooks, type WebhookPolicy } from '../../src/events/index.ts';
import { type Journal, type JournalEvent, openJournal, openKeys } from '../../src/journal/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import { OK, type Receiver, startReceiver, until, verifies } from './receiver.ts';

const ATTEMPT_MS = 3_000;
const POLICY: Partial<WebhookPolicy> = {
  ...{ allowHttp: true, allowNetworks: ['127.0.0.0/8'], lookMs: 30 },
  ...{ connectMs: ATTEMPT_MS, attemptMs: ATTEMPT_MS, firstPauseMs: 50, mostPauseMs: 200, leaseMs: 6_000 },
};

const opened = (alert: string): JournalEvent => ({
  kind: 'alert.opened',
  actor: 'riegel:casework',
  references: { case: 'c-1', alert, screening: 0 },
  result: { entity: 'NK-1', score: 1 },
  personal: { name: 'Somebody Personal' },
});

onBothStores('Webhooks', (database) => {
  let store: Store;
  let journal: Journal;
  const keys = () => openKeys({ dataDir: database.dataDir });
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, keys());
  });
  after(async () => {
    await journal.close();
    await store.close();
  });

  const errors: unknown[] = [];
  const open = (policy: Partial<WebhookPolicy> = {}) => {
    const feed = new EventFeed(store);
    return openWebhooks({ store, journal, keys: keys(), feed, policy: { ...POLICY, ...policy } });
  };
  const records = async (count: number) => {
    const receipts = await journal.append(Array.from({ length: count }, (_, i) => opened(`a-${i}`)));
    return receipts.map(({ seq }) => seq);
  };
  const recordsOf = ({ received }: Receiver) => received.map(({ record }) => record);
  /** Removes all webhooks there are, so that tests do not deliver for one another. */
  const cleared = async () => {
    const webhooks = open();
    for (const { id } of await webhooks.list()) await webhooks.remove(id, 'test');
    await webhooks.close();
  };

  test('events come signed, in their order, with ids and nothing personal', async () => {
    await cleared();
    await using receiver = await startReceiver();
    const webhooks = open();
    const { secret, webhook } = await webhooks.add(
      { url: receiver.url, kinds: [], description: '' },
      'admin',
    );
    const stop = webhooks.keepDelivering((error) => errors.push(error));
    const seqs = await records(300);
    await until('all are delivered', () => receiver.received.length >= 300);
    assert.deepEqual(recordsOf(receiver), seqs);
    assert.ok(receiver.received.every((each) => verifies(each, secret)));
    assert.equal(verifies({ ...receiver.received[0]!, body: '{}' }, secret), false);
    assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 300);
    const { type, timestamp, data } = JSON.parse(receiver.received[0]!.body) as Record<string, unknown>;
    assert.equal(type, 'alert.opened');
    assert.ok(Math.abs(Date.parse(String(timestamp)) - Date.now()) < 60_000);
    assert.deepEqual(data, { record: seqs[0], case: 'c-1', alert: 'a-0', screening: 0 });
    await until('it is written down', async () => (await webhooks.list())[0]!.cursor >= seqs.at(-1)!);
    const deliveries = await webhooks.deliveries(webhook.id, { limit: 500 });
    assert.equal(deliveries.length, 300);
    assert.ok(
      deliveries.every(
        ({ state, attempts, status }) => state === 'delivered' && attempts === 1 && status === 204,
      ),
    );
    await stop();
    await webhooks.close();
  });

  test('only what happens after subscribing and of the kinds that were asked for is sent', async () => {
    await cleared();
    await using receiver = await startReceiver();
    const webhooks = open();
    await records(1);
    await webhooks.add({ url: receiver.url, kinds: ['sweep.finished'], description: '' }, 'admin');
    const stop = webhooks.keepDelivering((error) => errors.push(error));
    await records(2);
    const [sweep] = await journal.append([
      { kind: 'customer.sweep', actor: 'a', references: { sweep: 4 }, result: {} },
    ]);
    await until('the sweep is told', () => receiver.received.length > 0);
    assert.deepEqual(recordsOf(receiver), [sweep!.seq]);
    await stop();
    await webhooks.close();
  });

  test('receivers that hang, drip, fail, reset or redirect hold up nobody else, and get every event in the end', async () => {
    await cleared();
    const bad: Record<string, Receiver> = {
      hangs: await startReceiver(() => {}),
      'hangs in the body': await startReceiver((response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('x');
      }),
      drips: await startReceiver((response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 100);
        response.on('close', () => clearInterval(timer));
      }),
      fails: await startReceiver((response) => response.writeHead(500).end('no')),
      resets: await startReceiver((response) => response.destroy()),
      redirects: await startReceiver((response) => response.writeHead(307, { location: good.url }).end()),
    };
    const good = await startReceiver();
    // Takes connections and never speaks TLS.
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const muteUrl = `https://127.0.0.1:${(mute.address() as AddressInfo).port}/`;
    const webhooks = open();
    const of: Record<string, string> = {};
    for (const [name, { url }] of Object.entries(bad)) {
      of[name] = (await webhooks.add({ url, kinds: [], description: name }, 'admin')).webhook.id;
    }
    of.mute = (await webhooks.add({ url: muteUrl, kinds: [], description: 'mute' }, 'admin')).webhook.id;
    await webhooks.add({ url: good.url, kinds: [], description: 'good' }, 'admin');
    const stop = webhooks.keepDelivering((error) => errors.push(error));
    const seqs = await records(3);
    const began = performance.now();
    await until('the good one has all', () => good.received.length >= 3);
    const took = performance.now() - began;
    assert.ok(took < ATTEMPT_MS, `the good one waited ${took} ms, as long as an attempt at a bad one`);
    assert.deepEqual(recordsOf(good), seqs, 'and nothing was redirected to it');
    const failures: Record<string, string | undefined> = {};
    await until('each has failed', async () => {
      for (const [name, id] of Object.entries(of)) {
        failures[name] = (await webhooks.deliveries(id, { limit: 1 }))[0]?.failure;
      }
      return Object.values(failures).every((failure) => failure !== undefined);
    });
    assert.deepEqual(failures, {
      hangs: 'timeout',
      'hangs in the body': 'timeout',
      drips: 'timeout',
      fails: 'status',
      resets: 'connection-broken',
      redirects: 'redirect',
      mute: 'connect-timeout',
    });
    for (const receiver of Object.values(bad)) receiver.answer(OK);
    await until('each has all in the end', () =>
      Object.values(bad).every(({ received }) => received.some(({ record }) => record === seqs[2])),
    );
    for (const [name, { received }] of Object.entries(bad)) {
      const first = received
        .map(({ record }) => record)
        .filter((record, i, all) => all.indexOf(record) === i);
      assert.deepEqual(first, seqs, `${name}: in their order`);
      const ids = new Set(received.filter(({ record }) => record === seqs[0]).map(({ id }) => id));
      assert.equal(ids.size, 1, 'an event that is sent again has the same id');
    }
    await stop();
    await webhooks.close();
    for (const receiver of [good, ...Object.values(bad)]) await receiver[Symbol.asyncDispose]();
    mute.close();
  });

  test('an answer that never ends is read no further than its bound, and counts by its status', async () => {
    await cleared();
    await using receiver = await startReceiver((response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(32 * 1024)));
        response.once('drain', pour);
      };
      pour();
    });
    const webhooks = open();
    const { webhook } = await webhooks.add({ url: receiver.url, kinds: [], description: '' }, 'admin');
    const tested = await webhooks.test(webhook.id);
    assert.deepEqual([tested.delivered, tested.status], [true, 200]);
    assert.equal(receiver.received[0]!.type, 'webhook.test');
    await webhooks.close();
  });

  test('what fails for too long is given up, is told, and goes on where it stood once resumed', async () => {
    await cleared();
    await using receiver = await startReceiver((response) => response.writeHead(503).end());
    const webhooks = open({ giveUpMs: 300 });
    const { webhook } = await webhooks.add(
      { url: receiver.url, kinds: ['alert.opened'], description: '' },
      'admin',
    );
    const stop = webhooks.keepDelivering((error) => errors.push(error));
    const seqs = await records(2);
    await until('it is given up', async () => (await webhooks.list())[0]!.state === 'failing');
    const tries = receiver.received.length;
    assert.ok(tries >= 3, `${tries} attempts`);
    const { records: told } = await journal.read({ kinds: ['webhook.failing'], newestFirst: true, limit: 1 });
    assert.equal(told[0]!.references.webhook, webhook.id);
    const [delivery] = await webhooks.deliveries(webhook.id, { limit: 1 });
    assert.deepEqual([delivery!.state, delivery!.attempts, delivery!.status], ['given-up', tries, 503]);
    await records(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(receiver.received.length, tries, 'nothing more is sent');
    receiver.answer(OK);
    await webhooks.resume(webhook.id, 'where-it-stood', 'admin');
    await until('all are delivered', () => receiver.received.length >= tries + 3);
    assert.deepEqual(recordsOf(receiver).slice(tries, tries + 2), seqs);
    receiver.answer((response) => response.writeHead(410).end());
    await records(1);
    await until(
      'who is gone is given up at once',
      async () => (await webhooks.list())[0]!.state === 'failing',
    );
    receiver.answer(OK);
    await webhooks.resume(webhook.id, 'now', 'admin');
    const [last] = await records(1);
    await until('the next is delivered', () => recordsOf(receiver).at(-1) === last);
    assert.equal(receiver.received.length, tries + 5, 'and the one that was given up is left out');
    await stop();
    await webhooks.close();
  });

  test('several processes deliver each event once', async () => {
    await cleared();
    await using receiver = await startReceiver((response) =>
      setTimeout(() => OK(response, receiver.received[0]!, 0), 5),
    );
    const first = open();
    await first.add({ url: receiver.url, kinds: [], description: '' }, 'admin');
    // A process of its own has a feed, a lease and connections of its own.
    const processes = [first, open(), open()];
    const stops = processes.map((each) => each.keepDelivering((error) => errors.push(error)));
    const seqs: number[] = [];
    for (let round = 0; round < 10; round++) seqs.push(...(await records(5)));
    await until('all are delivered', () => receiver.received.length >= 50);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(recordsOf(receiver), seqs);
    for (const stop of stops) await stop();
    for (const each of processes) await each.close();
  });

  test('a process that dies in the middle loses nothing: another goes on when its lease ends', async () => {
    await cleared();
    await using receiver = await startReceiver(() => {});
    const dying = open({ leaseMs: 700, attemptMs: 20_000 });
    const { webhook } = await dying.add({ url: receiver.url, kinds: [], description: '' }, 'admin');
    const stopDying = dying.keepDelivering((error) => errors.push(error));
    const seqs = await records(2);
    await until('it is sent', () => receiver.received.length === 1);
    // It stays in the middle of its attempt; to the others it looks dead.
    const living = open();
    const stop = living.keepDelivering((error) => errors.push(error));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(receiver.received.length, 1, 'the lease holds');
    receiver.answer(OK);
    await until('all are delivered', () => receiver.received.length >= 3);
    assert.deepEqual(recordsOf(receiver), [seqs[0], seqs[0], seqs[1]]);
    await until('it is written down', async () => (await living.list())[0]!.cursor >= seqs[1]!);
    await stopDying();
    const [now] = await living.list();
    assert.ok(now!.cursor >= seqs[1]! && now!.attempts === 0, 'who comes back late changes nothing');
    assert.equal(now!.id, webhook.id);
    await stop();
    await living.close();
    await dying.close();
  });

  test('a database that goes away holds deliveries up, and loses none', async () => {
    if (database.kind !== 'server') return;
    await cleared();
    await using receiver = await startReceiver((response) =>
      setTimeout(() => response.writeHead(200).end(), 20),
    );
    const webhooks = open({ leaseMs: 1_500 });
    await webhooks.add({ url: receiver.url, kinds: [], description: '' }, 'admin');
    const unseen: unknown[] = [];
    const stop = webhooks.keepDelivering((error) => unseen.push(error));
    const seqs = await records(40);
    await until('it has begun', () => receiver.received.length > 5);
    await database.restart('immediate');
    await until('all are delivered', () => receiver.received.at(-1)?.record === seqs.at(-1), 60_000);
    const first = recordsOf(receiver).filter((record, i, all) => all.indexOf(record) === i);
    assert.deepEqual(first, seqs);
    assert.ok(
      unseen.every((error) => String((error as { code: string }).code).startsWith('store/')),
      String(unseen),
    );
    await stop();
    await webhooks.close();
  });

  test('a secret that was replaced signs along for a while', async () => {
    await cleared();
    await using receiver = await startReceiver();
    const webhooks = open({ overlapMs: 1_000 });
    const { secret, webhook } = await webhooks.add(
      { url: receiver.url, kinds: [], description: '' },
      'admin',
    );
    const { secret: next } = await webhooks.rotate(webhook.id, 'admin');
    assert.notEqual(next, secret);
    await webhooks.test(webhook.id);
    assert.deepEqual(
      [verifies(receiver.received[0]!, secret), verifies(receiver.received[0]!, next)],
      [true, true],
    );
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await webhooks.test(webhook.id);
    assert.deepEqual(
      [verifies(receiver.received[1]!, secret), verifies(receiver.received[1]!, next)],
      [false, true],
    );
    const [row] = await store.tables.webhooks.readAll();
    assert.ok(
      !row!.secret.includes(Buffer.from(next.slice('whsec_'.length), 'base64')),
      'it is stored wrapped',
    );
    // Also while there is much to deliver.
    const stop = webhooks.keepDelivering((error) => errors.push(error));
    await records(100);
    await until('it is at work', () => receiver.received.length > 10);
    const { secret: last } = await webhooks.rotate(webhook.id, 'admin');
    await until('all are delivered', () => receiver.received.length >= 102);
    assert.ok(verifies(receiver.received.at(-1)!, last));
    await stop();
    await webhooks.close();
  });

  test('a webhook that was removed gets nothing, and its id is none', async () => {
    await cleared();
    await using receiver = await startReceiver();
    const webhooks = open();
    const { webhook } = await webhooks.add({ url: receiver.url, kinds: [], description: '' }, 'admin');
    const stop = webhooks.keepDelivering((error) => errors.push(error));
    await webhooks.remove(webhook.id, 'admin');
    await records(1);
    await new Promise((resolve) => setTimeout(resolve, 800));
    assert.equal(receiver.received.length, 0);
    const code = { code: 'events/no-webhook' };
    await assert.rejects(webhooks.remove(webhook.id, 'admin'), code);
    await assert.rejects(webhooks.rotate(webhook.id, 'admin'), code);
    await assert.rejects(webhooks.resume(webhook.id, 'now', 'admin'), code);
    await assert.rejects(webhooks.test(webhook.id), code);
    await assert.rejects(webhooks.deliveries(webhook.id, { limit: 1 }), code);
    await stop();
    await webhooks.close();
  });

  test('the journal is whole after all of it, and nothing failed unseen', async () => {
    assert.deepEqual(errors, []);
    assert.equal((await journal.verify()).ok, true);
  });
});
