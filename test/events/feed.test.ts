import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EVENT_KINDS, EventFeed, type EventKind } from '../../src/events/index.ts';
import { type Journal, type JournalEvent, openJournal, openKeys } from '../../src/journal/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';

const SCREENING: JournalEvent = { kind: 'screening', actor: 'a', result: { outcome: 'clear' } };
const alert = (name: string): JournalEvent => ({
  kind: 'alert.opened',
  actor: 'a',
  references: { case: 'c', alert: name, screening: 1 },
  result: { entity: 'NK-1' },
  personal: { text: 'Somebody Personal' },
});

onBothStores('The feed of events', (database) => {
  let store: Store;
  let journal: Journal;
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys({ dataDir: database.dataDir }));
  });
  after(async () => {
    await journal.close();
    await store.close();
  });

  const all = async (feed: EventFeed, from: number, kinds?: ReadonlySet<EventKind>) => {
    const found = [];
    for (let beyond = from; ; ) {
      const { events, upTo, more } = await feed.read({ beyond, kinds });
      found.push(...events);
      assert.ok(upTo >= beyond);
      beyond = upTo;
      if (!more && events.length === 0) return { found, beyond };
    }
  };

  test('an empty journal has none', async () => {
    const feed = new EventFeed(store);
    assert.equal(await feed.newest(), -1);
    assert.deepEqual((await all(feed, -1)).found, []);
  });

  test('what is told of a record is its ids and versions, and of some records nothing', async () => {
    const events: JournalEvent[] = [
      alert('one'),
      SCREENING,
      {
        kind: 'policy.changed',
        actor: 'a',
        references: { policy: 'STANDARD@2' },
        result: { step: 'proposed', reason: 'r', document: {} },
      },
      {
        kind: 'policy.changed',
        actor: 'a',
        references: { policy: 'STANDARD@2' },
        result: { step: 'in-force', reason: 'r', document: {} },
      },
      { kind: 'exemption.added', actor: 'a', references: { exemption: 'e1' }, result: { state: 'pending' } },
      { kind: 'exemption.added', actor: 'a', references: { exemption: 'e2' }, result: { state: 'active' } },
      { kind: 'exemption.approved', actor: 'a', references: { exemption: 'e1' }, result: {} },
      { kind: 'access.signed-in', actor: 'a', references: { person: 'p' }, result: {} },
    ];
    const receipts = await journal.append(events);
    const { found } = await all(new EventFeed(store), -1);
    const told = found.map(({ kind, references }) => ({ kind, references }));
    assert.deepEqual(told, [
      { kind: 'alert.opened', references: { case: 'c', alert: 'one', screening: 1 } },
      { kind: 'policy.in-force', references: { policy: 'STANDARD@2' } },
      { kind: 'exemption.granted', references: { exemption: 'e2' } },
      { kind: 'exemption.granted', references: { exemption: 'e1' } },
    ]);
    assert.deepEqual(
      found.map(({ record, id, at }) => ({ seq: record, id, at })),
      [0, 3, 5, 6].map((i) => receipts[i]),
    );
    const policies = (await all(new EventFeed(store), -1, new Set(['policy.in-force'] as const))).found;
    assert.deepEqual(
      policies.map(({ kind }) => kind),
      ['policy.in-force'],
    );
    assert.deepEqual((await all(new EventFeed(store), -1, new Set())).found, [], 'of no kind nothing');
    assert.deepEqual((await all(new EventFeed(store), -1, new Set(EVENT_KINDS))).found, found);
  });

  test('many who write at once, and none is missed or doubled by who reads along', async () => {
    const feed = new EventFeed(store);
    const from = await feed.newest();
    await feed.look();
    const writers = [journal, await openJournal(store, openKeys({ dataDir: database.dataDir }))];
    let written = 0;
    const writing = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let i = 0; i < 40; i++) {
          await writers[writer % 2]!.append([SCREENING, alert(`w${writer}-${i}`), SCREENING]);
          written++;
        }
      }),
    );
    const read: number[] = [];
    const names = new Set<unknown>();
    for (let beyond = from; names.size < 320; ) {
      await feed.wait(beyond, 1_000, new AbortController().signal);
      const { events, upTo } = await feed.read({ beyond });
      for (const { record, references } of events) {
        read.push(record);
        names.add(references.alert);
      }
      beyond = upTo;
      if (written === 320 && beyond >= (await feed.newest()) && names.size < 320)
        assert.fail('some were missed');
    }
    await writing;
    assert.equal(read.length, 320);
    assert.deepEqual(
      read,
      [...read].sort((a, b) => a - b),
    );
    assert.deepEqual(
      (await all(feed, from)).found.map(({ record }) => record),
      read,
      'from memory as from the table',
    );
    assert.deepEqual(
      (await all(new EventFeed(store), from)).found.map(({ record }) => record),
      read,
    );
    await writers[1]!.close();
  });

  test('more than is kept in memory is read from the table', async () => {
    const feed = new EventFeed(store);
    await feed.look();
    const from = await feed.newest();
    const receipts = await journal.append(Array.from({ length: 2_500 }, (_, i) => alert(`many-${i}`)));
    await new Promise((resolve) => setTimeout(resolve, 600));
    await feed.look();
    const { found, beyond } = await all(feed, from);
    assert.deepEqual(
      found.map(({ record }) => record),
      receipts.map(({ seq }) => seq),
    );
    assert.equal(beyond, receipts.at(-1)!.seq);
  });

  test('a place that the journal has not come to is refused', async () => {
    const feed = new EventFeed(store);
    await feed.checkReached(await feed.newest());
    await assert.rejects(feed.checkReached((await feed.newest()) + 1), { code: 'events/ahead' });
  });

  test('the index without the screenings serves the question', async () => {
    if (database.kind !== 'server') return;
    const { rows } = await database.tamper(
      'set enable_seqscan = off',
      `explain select seq from journal_record where kind <> 'screening' and kind in ('alert.opened', 'case.decided')
        and seq > 5 order by seq limit 200`,
    );
    assert.match(JSON.stringify(rows), /journal_record_(told|kind)/);
  });
});
