import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EventFeed, openWebhooks } from '../../src/events/index.ts';
import { openJournal, openKeys } from '../../src/journal/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import { KILLED_POLICY, startReceiver, until } from './receiver.ts';

const PROGRAM = fileURLToPath(new URL('delivering.ts', import.meta.url));
const KILLS = 3;
const EVENTS = 200;

onBothStores('webhooks whose process is killed', (database) => {
  test('get every event, in their order, three times in a row', { timeout: 180_000 }, async (t) => {
    const open = async () => {
      const store = await database.open();
      const keys = openKeys(database);
      const journal = await openJournal(store, keys);
      const feed = new EventFeed(store);
      const webhooks = openWebhooks({ store, journal, keys, feed, policy: KILLED_POLICY });
      const close = async () => {
        await webhooks.close();
        await journal.close();
        await store.close();
      };
      return { journal, webhooks, close };
    };
    await using receiver = await startReceiver((response) => {
      setTimeout(() => response.writeHead(200).end(), 4);
    });
    const first = await open();
    await first.webhooks.add({ url: receiver.url, kinds: [], description: '' }, 'test');
    const receipts = await first.journal.append(
      Array.from({ length: EVENTS }, (_, i) => ({
        ...{ kind: 'alert.opened', actor: 'test', result: {} },
        references: { case: 'c', alert: `a-${i}` },
      })),
    );
    await first.close();
    for (let kill = 0; kill < KILLS; kill++) {
      const { dataDir, databaseUrl } = database.options();
      const words = databaseUrl === undefined ? [dataDir] : [dataDir, databaseUrl];
      const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
      const gone = once(child, 'close');
      const had = receiver.received.length;
      await until('it delivers', () => receiver.received.length > had, 60_000);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
      child.kill('SIGKILL');
      await gone;
    }
    const died = receiver.received.length;
    assert.ok(died < EVENTS + KILLS, 'the last process had something left to do');
    const last = await open();
    const errors: unknown[] = [];
    const stop = last.webhooks.keepDelivering((error) => errors.push(error));
    const seqs = receipts.map(({ seq }) => seq);
    await until('all are delivered', () => receiver.received.at(-1)?.record === seqs.at(-1), 60_000);
    const records = receiver.received.map(({ record }) => record);
    assert.deepEqual(
      records.filter((record, i) => records.indexOf(record) === i),
      seqs,
    );
    const twice = records.length - EVENTS;
    t.diagnostic(`${died} delivered before the last kill, ${twice} of all twice`);
    assert.ok(twice <= KILLS, 'no more than the one under way is sent again');
    await stop();
    await last.close();
    assert.deepEqual(errors, []);
  });
});
