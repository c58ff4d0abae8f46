import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../cli/started.ts';
import { onServer } from '../store/both-stores.ts';
import { checkNothingLost } from './kept.ts';
import { Load, SIGN_IN_OPTIONS, signInAt } from './load.ts';

onServer('A service whose database goes away under load', (database) => {
  test('refuses meanwhile, goes on by itself, and has lost nothing', { timeout: 180_000 }, async (t) => {
    const { dataDir, databaseUrl } = database.options();
    const service = await start({ dataDir, databaseUrl, options: SIGN_IN_OPTIONS });
    const load = new Load(await signInAt(service));
    load.begin(service.address);
    for (const mode of ['fast', 'immediate'] as const) {
      await load.hasAcknowledged(load.acknowledged.length + 10);
      const refused = load.refused;
      await database.restart(mode, async () => {
        while (load.refused === refused) await sleep(100);
      });
    }
    await load.hasAcknowledged(load.acknowledged.length + 10);
    await load.stop();
    await load.sendAgain(service.address);
    assert.equal(await service.end('SIGTERM'), 0);
    for (const code of load.refusals.keys()) {
      assert.match(code, /^(503 (store|journal)\/|409 )/, 'only what says that it may be tried again');
    }
    t.diagnostic(await checkNothingLost(database, load));
  });
});
