import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Started, start } from './started.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'riegel-start-'));
after(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts the service with its examples, and waits for the link. */
async function started(): Promise<Started> {
  const service = await start({ dataDir, options: ['--examples'] });
  await service.heard('/sign-in#');
  return service;
}

test('riegel start takes the examples in, invites the first administrator, and ends when told to', {
  timeout: 180_000,
}, async () => {
  const first = await started();
  const { address } = first;
  assert.match(first.said(), /25 example customers taken in, [1-9]\d* alerts opened/);
  assert.match(first.said(), /DATED STARTER/);
  assert.equal((await fetch(`${address}/readyz`)).status, 200);
  const nobody = await fetch(`${address}/v1/screen`, { method: 'POST', body: '{}' });
  assert.equal(nobody.status, 401);
  assert.equal(((await nobody.json()) as { code: string }).code, 'access/not-signed-in');
  assert.equal(await first.end('SIGTERM'), 0);

  const second = await started();
  assert.doesNotMatch(second.said(), /example customers/, 'they are there already');
  assert.notEqual(linkIn(second.said()), linkIn(first.said()), 'the lost link is void');
  assert.equal(await second.end('SIGINT'), 0);
});

function linkIn(said: string): string | undefined {
  return /\/sign-in#(\S+)/.exec(said)?.[1];
}
