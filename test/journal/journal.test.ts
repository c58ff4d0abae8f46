import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Journal, type JournalEvent, openJournal, openKeys } from '../../src/journal/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { onBothStores, onEmbedded, onServer } from '../store/both-stores.ts';

const code = (expected: string) => ({ name: 'RiegelError', code: expected });

function screening(name: string, more: Partial<JournalEvent> = {}): JournalEvent {
  return {
    kind: 'screening',
    actor: 'api-key:test',
    references: { index: 'abc', lists: { un_sc_sanctions: 'v1' }, policy: 'standard@1' },
    result: { outcome: 'clear', matches: [] },
    personal: { schema: 'Person', properties: { name: [name] } },
    ...more,
  };
}

onBothStores('a journal', (database) => {
  let store: Store;
  let journal: Journal;
  let clock = Date.parse('2026-11-24T10:00:00.000Z');
  const open = async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys(database), { now: () => clock });
  };
  before(open);
  after(async () => {
    await journal.close();
    await store.close();
  });

  test('is sound while it is empty', async () => {
    assert.deepEqual((await journal.read()).records, []);
    const { ok, size, faults } = await journal.verify();
    assert.deepEqual({ ok, size, faults }, { ok: true, size: 0, faults: [] });
    await assert.rejects(journal.checkpoint(), code('journal/empty'));
    await assert.rejects(journal.prove(0), code('journal/no-record'));
    assert.deepEqual(await journal.append([]), []);
  });

  test('gives receipts in the order of the events, and reads them back', async () => {
    const receipts = await journal.append([
      screening('Amina Odhiambo'),
      screening('محمد علي', { actor: 'user:é “x”\\' }),
      { kind: 'decision', actor: 'user:7', result: { decision: 'not the same person' } },
    ]);
    assert.deepEqual(
      receipts.map(({ seq }) => seq),
      [0, 1, 2],
    );
    assert.equal(receipts[0]!.at, '2026-11-24T10:00:00.000Z');
    const { records } = await journal.read({ open: true });
    assert.deepEqual(records[1]!.personal, { schema: 'Person', properties: { name: ['محمد علي'] } });
    assert.equal(records[1]!.actor, 'user:é “x”\\');
    assert.equal(records[1]!.id, receipts[1]!.id);
    assert.deepEqual(records[2]!.result, { decision: 'not the same person' });
    assert.equal(records[2]!.personal, undefined);
    assert.ok(!JSON.stringify((await journal.read()).records).includes('Amina'), 'sealed unless opened');
  });

  test('gathers what comes at once, each call together', async () => {
    const calls = await Promise.all(
      Array.from({ length: 40 }, (_, call) =>
        journal.append(Array.from({ length: 1 + (call % 30) }, (_, i) => screening(`Person ${call}.${i}`))),
      ),
    );
    const numbers = calls.flatMap((receipts) => receipts.map(({ seq }) => seq));
    assert.deepEqual(
      numbers,
      Array.from({ length: numbers.length }, (_, i) => 3 + i),
    );
    assert.ok((await journal.verify()).ok);
  });

  test('never steps back in time, and notes what the clock said', async () => {
    clock -= 3_600_000;
    const [back] = await journal.append([screening('Early')]);
    assert.equal(back!.at, '2026-11-24T10:00:00.000Z');
    const { records } = await journal.read({ cursor: back!.seq - 1 });
    assert.equal(records[0]!.clock, '2026-11-24T09:00:00.000Z');
    clock += 7_200_000;
    const [forward] = await journal.append([screening('Late')]);
    assert.equal(forward!.at, '2026-11-24T11:00:00.000Z');
  });

  test('is read page by page, forward and back, by kind, actor, time and subject', async () => {
    const all = [];
    for (let cursor: number | undefined; ; ) {
      const page = await journal.read({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.records.map(({ seq }) => seq));
      if (page.cursor === undefined) break;
      cursor = page.cursor;
    }
    assert.deepEqual(
      all,
      Array.from({ length: all.length }, (_, i) => i),
    );
    const newest = await journal.read({ newestFirst: true, limit: 2 });
    assert.deepEqual(
      newest.records.map(({ seq }) => seq),
      [all.length - 1, all.length - 2],
    );
    const next = await journal.read({ newestFirst: true, limit: 1, cursor: newest.cursor! });
    assert.equal(next.records[0]!.seq, all.length - 3);
    assert.equal((await journal.read({ kinds: ['decision'] })).records[0]!.seq, 2);
    assert.equal((await journal.read({ actor: 'user:7' })).records.length, 1);
    assert.equal((await journal.read({ from: Date.parse('2026-11-24T10:30:00Z') })).records.length, 1);
    await journal.append([
      screening('A', { subject: 'customer:1' }),
      screening('B', { subject: 'customer:2' }),
      screening('A again', { subject: 'customer:1' }),
    ]);
    await journal.append([screening('A once more', { subject: 'customer:1' })]);
    const { records } = await journal.read({ subject: 'customer:1', open: true });
    assert.deepEqual(
      records.map(({ personal }) => (personal as { properties: { name: string[] } }).properties.name[0]),
      ['A', 'A again', 'A once more'],
    );
    assert.deepEqual((await journal.read({ subject: 'customer:3' })).records, []);
  });

  test('erases a subject for ever, and stays sound', async () => {
    const done = await journal.eraseSubject({ subject: 'customer:1', actor: 'user:9', reason: 'Art. 17' });
    assert.equal(done.keys, 1);
    const { records } = await journal.read({ subject: 'customer:1', open: true });
    assert.equal(records.length, 3);
    for (const record of records) {
      assert.equal(record.personal, undefined);
      assert.ok(record.erasedAt);
    }
    assert.equal((await journal.read({ subject: 'customer:2', open: true })).records[0]!.erasedAt, undefined);
    assert.deepEqual(
      await journal.eraseSubject({ subject: 'customer:1', actor: 'user:9', reason: 'again' }),
      {
        keys: 0,
      },
    );
    // Who comes back gets a new key.
    await journal.append([screening('A is back', { subject: 'customer:1' })]);
    const back = await journal.read({ subject: 'customer:1', open: true });
    assert.ok(back.records[3]!.personal !== undefined && back.records[2]!.personal === undefined);
    const one = await journal.eraseSubject({ seq: 0, actor: 'user:9', reason: 'Art. 17' });
    assert.equal(one.keys, 1);
    await assert.rejects(
      journal.eraseSubject({ seq: 2, actor: 'user:9', reason: 'x' }),
      code('journal/nothing-sealed'),
    );
    const { ok, faults } = await journal.verify();
    assert.deepEqual({ ok, faults }, { ok: true, faults: [] });
  });

  test('refuses a bad event, and records nothing of its call', async () => {
    const { size } = await journal.verify();
    for (const [event, expected] of [
      [{ ...screening('x'), kind: 'Screening' }, 'journal/bad-event'],
      [{ ...screening('x'), actor: 'two\nlines' }, 'journal/bad-event'],
      [{ ...screening('x'), actor: '' }, 'journal/bad-event'],
      [{ kind: 'x', actor: 'a', result: null, subject: 'customer:1' }, 'journal/bad-event'],
      [{ ...screening('x'), result: Number.NaN }, 'journal/not-json'],
      [{ ...screening('x'), personal: 'x'.repeat(5_000_000) }, 'journal/event-too-large'],
    ] as [JournalEvent, string][]) {
      await assert.rejects(journal.append([screening('good'), event]), code(expected));
    }
    assert.equal((await journal.verify()).size, size);
  });

  test('lets only so many wait', async () => {
    const narrow = await openJournal(store, openKeys(database), { maxWaiting: 10 });
    const many = Array.from({ length: 8 }, (_, i) => screening(`N ${i}`));
    const first = narrow.append(many);
    await assert.rejects(narrow.append(many), code('journal/overloaded'));
    assert.equal((await first).length, 8);
    assert.equal((await narrow.append([...many, ...many])).length, 16, 'one call is never too many');
    await narrow.close();
    await assert.rejects(narrow.append(many), code('journal/closed'));
  });

  test('keeps two journals on one store from forking', async () => {
    const other = await openJournal(store, openKeys(database));
    const appends = Array.from({ length: 30 }, (_, i) =>
      (i % 2 === 0 ? journal : other).append([screening(`both ${i}`), screening(`both ${i}b`)]),
    );
    const numbers = (await Promise.all(appends)).flatMap((receipts) => receipts.map(({ seq }) => seq));
    assert.equal(new Set(numbers).size, 60);
    assert.ok((await journal.verify()).ok);
    await other.close();
  });

  test('is opened with the keys of its beginning only', async () => {
    const others = openKeys({ dataDir: `${database.dataDir}/others` });
    await assert.rejects(openJournal(store, others), code('journal/wrong-key'));
    const own = openKeys(database);
    await assert.rejects(openJournal(store, { ...own, master: others.master }), code('journal/wrong-key'));
  });

  test('reads the same after it was opened again', async () => {
    const before = await journal.verify();
    await journal.close();
    await store.close();
    await open();
    assert.deepEqual(await journal.verify(), before);
    const [next] = await journal.append([screening('next')]);
    assert.equal(next!.seq, before.size);
  });
});

onServer('a journal', (database) => {
  test('never forks, though several processes append at once', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => database.open()));
    const keys = openKeys(database);
    const journals = await Promise.all(stores.map((store) => openJournal(store, keys)));
    const receipts = await Promise.all(
      journals.flatMap((journal, j) =>
        Array.from({ length: 20 }, (_, i) =>
          journal.append(
            Array.from({ length: 10 }, () => screening(`${j}.${i}`, { subject: `customer:${i}` })),
          ),
        ),
      ),
    );
    const numbers = receipts.flat().map(({ seq }) => seq);
    assert.equal(new Set(numbers).size, 600);
    assert.equal(Math.max(...numbers), 599);
    const { ok, size, faults } = await journals[0]!.verify();
    assert.deepEqual({ ok, size, faults }, { ok: true, size: 600, faults: [] });
    const { records } = await journals[0]!.read({ subject: 'customer:3', limit: 100 });
    assert.equal(new Set(records.map(({ sealed }) => sealed!.key)).size, 1, 'one key for one subject');
    for (const store of stores) await store.close();
  });

  test('goes on under load when the server is restarted', async () => {
    const store = await database.open();
    const journal = await openJournal(store, openKeys(database));
    const acknowledged: string[] = [];
    const failed: string[] = [];
    let stop = false;
    const writers = Array.from({ length: 4 }, async () => {
      while (!stop) {
        try {
          for (const { id } of await journal.append([screening('x'), screening('y')])) acknowledged.push(id);
        } catch (error) {
          failed.push((error as { code: string }).code);
        }
      }
    });
    for (const mode of ['fast', 'immediate', 'immediate'] as const) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await database.restart(mode);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    stop = true;
    await Promise.all(writers);
    assert.ok(acknowledged.length > 20);
    const ids = new Map<string, number>();
    for (let cursor: number | undefined; ; ) {
      const page = await journal.read({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id } of page.records) ids.set(id, (ids.get(id) ?? 0) + 1);
      if (page.cursor === undefined) break;
      cursor = page.cursor;
    }
    assert.deepEqual(
      acknowledged.filter((id) => ids.get(id) !== 1),
      [],
      'every acknowledged record is there once',
    );
    assert.deepEqual(
      [...new Set(failed)].filter((it) => !/^(store\/unreachable|journal\/unknown-outcome)$/.test(it)),
      [],
    );
    assert.ok((await journal.verify()).ok);
    await store.close();
  });
});

onEmbedded('a journal on a disk that is full', (database) => {
  test('takes no more, and is read and verified all the same', async () => {
    const keys = openKeys(database);
    let store = await database.open();
    await (await openJournal(store, keys)).append([screening('before')]);
    await store.close();
    store = await openStore({ ...database.options(), reservedBytes: Number.MAX_SAFE_INTEGER });
    const journal = await openJournal(store, keys);
    await assert.rejects(journal.append([screening('full')]), code('store/full'));
    assert.equal((await journal.read()).records.length, 1);
    assert.ok((await journal.verify()).ok);
    await store.close();
    store = await database.open();
    assert.equal((await (await openJournal(store, keys)).append([screening('after')]))[0]!.seq, 1);
    await store.close();
  });
});

describe('keys', () => {
  test('may not lie open', { skip: process.platform === 'win32' }, async () => {
    const { chmodSync, mkdtempSync, rmSync, statSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    const dataDir = mkdtempSync(`${tmpdir()}/riegel-test-`);
    const keys = openKeys({ dataDir });
    assert.equal(statSync(`${dataDir}/keys/master.key`).mode & 0o777, 0o600);
    assert.equal(statSync(`${dataDir}/keys`).mode & 0o777, 0o700);
    assert.equal(openKeys({ dataDir }).signing.verifier.text, keys.signing.verifier.text);
    assert.throws(() => openKeys({ dataDir, masterKey: 'short' }), code('journal/bad-key'));
    assert.throws(
      () => openKeys({ dataDir, signingKey: 'PRIVATE+KEY+x+00000000+AAAA' }),
      code('journal/bad-key'),
    );
    chmodSync(`${dataDir}/keys/master.key`, 0o644);
    assert.throws(() => openKeys({ dataDir }), code('journal/open-key-file'));
    rmSync(dataDir, { recursive: true });
  });
});
