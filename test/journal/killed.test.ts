import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openJournal, openKeys } from '../../src/journal/index.ts';
import { onBothStores } from '../store/both-stores.ts';

const PROGRAM = fileURLToPath(new URL('appending-forever.ts', import.meta.url));
const KILLS = 10;

onBothStores('a journal whose process is killed', (database) => {
  test('holds every acknowledged record, ten times in a row', { timeout: 300_000 }, async (t) => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const { dataDir, databaseUrl } = database.options();
      const words = databaseUrl === undefined ? [dataDir] : [dataDir, databaseUrl];
      const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
      const gone = once(child, 'close');
      const lines = createInterface({ input: child.stdout });
      let timer: NodeJS.Timeout | undefined;
      let heard = 0;
      for await (const line of lines) {
        if (line === 'ready') timer = setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 300);
        else if (/^\d+ [\w-]{22}$/.test(line) && ++heard) acknowledged.push(line);
      }
      await gone;
      clearTimeout(timer);
      assert.equal(child.signalCode, 'SIGKILL');
    }
    const store = await database.open();
    const journal = await openJournal(store, openKeys(database));
    const kept = new Set<string>();
    for (let cursor: number | undefined; ; ) {
      const page = await journal.read({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
      for (const { seq, id } of page.records) kept.add(`${seq} ${id}`);
      if (page.cursor === undefined) break;
      cursor = page.cursor;
    }
    t.diagnostic(`${acknowledged.length} acknowledged, ${kept.size} kept`);
    assert.ok(acknowledged.length > KILLS);
    assert.deepEqual(
      acknowledged.filter((line) => !kept.has(line)),
      [],
    );
    const { ok, faults } = await journal.verify();
    assert.deepEqual({ ok, faults }, { ok: true, faults: [] });
    await store.close();
  });
});
