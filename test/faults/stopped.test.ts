import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/store/index.ts';
import { start } from '../cli/started.ts';
import { SIGN_IN_OPTIONS, signInAt } from './load.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'riegel-stopped-'));
after(() => rmSync(dataDir, { recursive: true, force: true }));

test('A service that is told to end answers what is under way, durably, and nothing new', {
  timeout: 120_000,
}, async () => {
  const service = await start({ dataDir, options: SIGN_IN_OPTIONS });
  const { authorization } = await signInAt(service);
  const body = JSON.stringify({ schema: 'Person', properties: { name: ['Ida Oberholt'] } });
  const asked = request(`${service.address}/v1/customers/late`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json', 'content-length': body.length },
  });
  asked.write(body.slice(0, 10));
  await sleep(300);
  const ended = service.end('SIGTERM');
  await sleep(300);
  await assert.rejects(fetch(`${service.address}/healthz`), 'it takes nothing new');
  assert.equal(service.child.exitCode, null, 'it waits for what is under way');
  asked.end(body.slice(10));
  const [answer] = await once(asked, 'response');
  assert.equal(answer.statusCode, 200);
  answer.resume();
  assert.equal(await ended, 0);
  const store = await openStore({ dataDir });
  assert.equal((await store.tables.customer.readMarks(['late'])).length, 1);
  await store.close();
});
