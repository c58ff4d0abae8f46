import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../cli/started.ts';
import { onBothStores } from '../store/both-stores.ts';
import { checkNothingLost } from './kept.ts';
import { Load, SIGN_IN_OPTIONS, signInAt } from './load.ts';

const KILLS = 10;

onBothStores('A service that is killed under load', (database) => {
  test('has lost and doubled nothing of what it acknowledged, ten times in a row', {
    timeout: 900_000,
  }, async (t) => {
    const { dataDir, databaseUrl } = database.options();
    const options = { dataDir, databaseUrl, options: SIGN_IN_OPTIONS };
    let service = await start(options);
    const load = new Load(await signInAt(service));
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill > 0) service = await start(options);
      await service.heard('ready, index');
      await load.sendAgain(service.address);
      load.begin(service.address);
      await sleep(200 + Math.random() * 1_200);
      assert.equal(await service.end('SIGKILL'), 'SIGKILL');
      await load.stop();
    }
    const last = await start(options);
    await last.heard('ready, index');
    await load.sendAgain(last.address);
    assert.equal(await last.end('SIGTERM'), 0);
    const lost = [...load.refusals].filter(([code]) => code.startsWith('5'));
    assert.deepEqual(lost, [], 'nobody was refused for the service’s own fault');
    t.diagnostic(await checkNothingLost(database, load));
    assert.ok(load.acknowledged.length > KILLS * 5, String(load.acknowledged.length));
  });
});
