import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openStore, type Store } from '../../src/store/index.ts';
import { onBothStores, onEmbedded, onServer } from './both-stores.ts';

const code = (expected: string) => ({ name: 'RiegelError', code: expected });

onBothStores('a store', (database) => {
  let store: Store;
  before(async () => {
    store = await database.open();
  });
  after(async () => await store.close());

  test('says what it is, and answers', async () => {
    assert.equal(store.kind, database.kind);
    assert.ok(!store.place.includes('@'), 'no user or password');
    assert.ok((await store.health()).answeredInMs < 5_000);
  });

  test('keeps what was set first, whoever comes at once', async () => {
    const { setting } = store.tables;
    assert.equal(await setting.read('colour'), undefined);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => setting.setOnce('colour', { n })));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.deepEqual(await setting.read('colour'), answers[0]);
  });

  test('undoes a transaction that throws', async () => {
    const stop = new Error('stop');
    await assert.rejects(
      store.transaction(async ({ setting }) => {
        await setting.setOnce('undone', 1);
        assert.equal(await setting.read('undone'), 1);
        throw stop;
      }),
      stop,
    );
    assert.equal(await store.tables.setting.read('undone'), undefined);
  });

  test('keeps what runs beside a transaction out of it', async () => {
    const inside = Promise.withResolvers<void>();
    const undone = store.transaction(async ({ setting }) => {
      await setting.setOnce('inside', 1);
      inside.resolve();
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('undone');
    });
    await inside.promise;
    const beside = Promise.all([
      store.tables.setting.setOnce('beside', 1),
      store.transaction(({ setting }) => setting.setOnce('beside too', 2)),
    ]);
    await assert.rejects(undone, /undone/);
    assert.deepEqual(await beside, [1, 2]);
    assert.equal(await store.tables.setting.read('inside'), undefined);
    assert.equal(await store.tables.setting.read('beside'), 1);
    assert.equal(await store.tables.setting.read('beside too'), 2);
  });

  test('names what the database refuses', async () => {
    const row = { size: 5, note: 'x' };
    await assert.rejects(
      store.transaction(({ journal }) =>
        journal.addSubtrees([{ level: 1, place: 0, hash: Buffer.from('short') }]),
      ),
      code('store/constraint'),
    );
    await store.tables.journal.addCheckpoint(row);
    await assert.rejects(
      store.transaction(async ({ journal, setting }) => {
        await journal.addRecords([]);
        await setting.setOnce('\0', 1);
      }),
      (error: { code: string; message: string }) =>
        error.code === 'store/failed' && !/\0/.test(error.message),
    );
    assert.equal((await store.tables.setting.read('colour')) === undefined, false, 'and goes on');
  });

  test('is tidied where no server does it', async () => {
    const keys = Array.from({ length: 5_000 }, (_, id) => ({
      id,
      tag: undefined,
      wrapped: Buffer.alloc(40),
    }));
    await store.tables.journal.addKeys(keys);
    const due = database.kind === 'embedded' ? ['journal_key'] : [];
    assert.deepEqual(await store.tidy(), due);
    assert.deepEqual(await store.tidy(), []);
    await store.tables.journal.eraseKeys(keys.map(({ id }) => id));
    assert.deepEqual(await store.tidy(), due);
  });

  test('reads what was written when it is opened again', async () => {
    await store.tables.setting.setOnce('kept', ['a', null, { ü: 1.5 }]);
    await store.close();
    await assert.rejects(store.tables.setting.read('kept'), code('store/closed'));
    store = await database.open();
    assert.deepEqual(await store.tables.setting.read('kept'), ['a', null, { ü: 1.5 }]);
  });

  test('lets nobody change the journal by hand', async () => {
    await store.transaction(async ({ journal }) => {
      await journal.setHead({ ...(await journal.holdHead()), size: 3 });
      await journal.addSubtrees([{ level: 1, place: 0, hash: Buffer.alloc(32) }]);
      await journal.addKeys([{ id: 1, tag: undefined, wrapped: Buffer.alloc(40) }]);
    });
    await assert.rejects(
      store.transaction(async ({ journal }) => journal.setHead({ ...(await journal.holdHead()), size: 2 })),
      code('store/append-only'),
    );
    await store.close();
    const changes = [
      'delete from journal_record',
      'truncate journal_record',
      "update journal_record set kind = 'x'",
      'update journal_checkpoint set size = 2',
      'delete from journal_checkpoint',
      'update journal_subtree set place = 2',
      'delete from journal_subtree',
      'delete from journal_head',
      'delete from journal_key',
      "update journal_key set wrapped = '\\x00'",
    ];
    const { refused } = await database.tamper(...changes);
    assert.deepEqual(
      refused,
      changes.map(() => 'RG001'),
    );
  });

  test('is not opened where migrations were run that are not those known', async () => {
    const { rows } = await database.tamper(
      "create table kept as select checksum from migration where id = '0001-journal'",
      "update migration set checksum = 'other' where id = '0001-journal'",
    );
    assert.deepEqual(rows, []);
    await assert.rejects(database.open(), code('store/migration-changed'));
    await database.tamper(
      "update migration set checksum = (select checksum from kept) where id = '0001-journal'",
      "insert into migration (id, checksum) values ('9999-later', 'x')",
    );
    await assert.rejects(database.open(), code('store/newer-database'));
    await database.tamper("delete from migration where id = '9999-later'");
    store = await database.open();
  });
});

onServer('a store', (database) => {
  test('is brought into shape once by processes that start at once', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => database.open()));
    assert.equal((await database.tamper("select 1 from migration where id = '0001-journal'")).rows.length, 1);
    for (const store of stores) await store.close();
  });

  test('goes on after the server was restarted', async () => {
    const store = await database.open();
    await store.tables.setting.setOnce('before', 1);
    for (const mode of ['fast', 'immediate'] as const) {
      await database.restart(mode);
      assert.equal(
        await store.tables.setting.read('before').catch(() => store.tables.setting.read('before')),
        1,
      );
    }
    // A session that was open is lost with its transaction, and the next one is a new one.
    await assert.rejects(
      store.transaction(async ({ setting }) => {
        await setting.setOnce('during', 1);
        await database.restart('fast');
        await setting.setOnce('during too', 1);
      }),
      code('store/unreachable'),
    );
    assert.equal(await store.tables.setting.read('during'), undefined);
    await store.close();
  });

  test('waits no longer than it may', async () => {
    const store = await openStore({ ...database.options(), server: { statementMs: 200 } });
    const other = await database.open();
    await other.transaction(async ({ journal }) => {
      await journal.holdHead();
      await assert.rejects(
        store.transaction((tables) => tables.journal.holdHead()),
        code('store/timeout'),
      );
    });
    await store.transaction((tables) => tables.journal.holdHead());
    await other.close();
    await store.close();
  });

  test('names a server that is not there, and an address that is none', async () => {
    const at = (databaseUrl: string) =>
      openStore({ dataDir: database.dataDir, databaseUrl, server: { patienceMs: 0 } });
    await assert.rejects(at('postgres://riegel@127.0.0.1:1/none'), code('store/unreachable'));
    await assert.rejects(at(database.options().databaseUrl!.replace(/test_1/, 'none')), code('store/denied'));
    await assert.rejects(at('mysql://localhost/x'), code('store/bad-address'));
    await assert.rejects(at('no address'), code('store/bad-address'));
  });
});

onEmbedded('a store', (database) => {
  const lock = join(database.dataDir, 'pg.lock');

  test('bears one process only, and names it', async () => {
    const store = await database.open();
    await assert.rejects(database.open(), (error: Error & { code: string }) => {
      assert.equal(error.code, 'store/in-use');
      assert.match(error.message, new RegExp(`process ${process.pid} on `));
      return true;
    });
    const other = await inAnotherProcess(database.dataDir);
    assert.match(other.output, new RegExp(`store/in-use.*process ${process.pid} on `));
    await store.close();
    assert.equal((await inAnotherProcess(database.dataDir)).output, 'opened');
  });

  test('is taken over from a process that has died', async () => {
    const killed = await inAnotherProcess(database.dataDir, 'process.kill(process.pid, "SIGKILL")');
    assert.equal(killed.signal, 'SIGKILL');
    assert.ok(readFileSync(lock, 'utf8').includes('pid'), 'the lock is still there');
    await (await database.open()).close();
    // The number of a dead process may be that of another by now.
    const stale = {
      token: 'x',
      pid: process.ppid,
      host: (await import('node:os')).hostname(),
      began: '1',
      since: '',
    };
    writeFileSync(lock, JSON.stringify(stale));
    await (await database.open()).close();
    // Another machine's is believed while it is touched.
    writeFileSync(lock, JSON.stringify({ ...stale, host: 'elsewhere' }));
    await assert.rejects(database.open(), code('store/in-use'));
  });

  async function inAnotherProcess(dataDir: string, then = 'await store.close()') {
    const script = `import { openStore } from ${JSON.stringify(new URL('../../src/store/index.ts', import.meta.url).href)};
      try { const store = await openStore({ dataDir: ${JSON.stringify(dataDir)} }); process.stdout.write('opened'); ${then} }
      catch (error) { process.stdout.write(error.code + ' ' + error.message) }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    return { output, signal };
  }
});

onEmbedded('a database whose making was interrupted', (database) => {
  test('is made anew', async () => {
    mkdirSync(join(database.dataDir, 'pg', 'base'), { recursive: true });
    writeFileSync(join(database.dataDir, 'pg', 'PG_VERSION'), '18\n');
    const store = await database.open();
    assert.equal(await store.tables.setting.setOnce('a', 1), 1);
    await store.close();
    assert.equal(readdirSync(database.dataDir).filter((name) => name.includes('unfinished')).length, 1);
  });
});

describe('a place that is no folder', () => {
  test('is told', async () => {
    await assert.rejects(openStore({ dataDir: import.meta.filename }), { code: 'ENOTDIR' });
  });
});
