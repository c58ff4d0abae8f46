import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/store/index.ts';
import { start } from '../cli/started.ts';
import { checkNothingLost } from './kept.ts';
import { Load, SIGN_IN_OPTIONS, signInAt } from './load.ts';

/** A small disk of its own; or why there can be none. */
function smallDisk(): { readonly folder: string } | { readonly missing: string } {
  const folder = mkdtempSync(join(tmpdir(), 'riegel-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmdirSync(folder);
    return { missing: 'a small disk can be mounted by root only' };
  }
  after(() => {
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  });
  return { folder };
}

const disk = smallDisk();

test('A service whose disk is full says so, has lost nothing, and goes on once there is room', {
  timeout: 180_000,
  skip: 'missing' in disk ? disk.missing : false,
}, async (t) => {
  const dataDir = 'folder' in disk ? disk.folder : '';
  const service = await start({ dataDir, options: SIGN_IN_OPTIONS });
  const load = new Load(await signInAt(service));
  load.begin(service.address);
  await load.hasAcknowledged(10);
  const { bavail, bsize } = statfsSync(dataDir);
  const filler = join(dataDir, 'filler');
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 20 * 1024 * 1024));
  while (!load.refusals.has('503 store/full')) await sleep(100);
  assert.equal((await fetch(`${service.address}/readyz`)).status, 200, 'reading goes on');
  rmSync(filler);
  await load.hasAcknowledged(load.acknowledged.length + 10);
  await load.stop();
  await load.sendAgain(service.address);
  assert.equal(await service.end('SIGTERM'), 0);
  for (const code of load.refusals.keys()) assert.match(code, /^(503 store\/full$|409 )/);
  t.diagnostic(await checkNothingLost({ dataDir, open: () => openStore({ dataDir }) }, load));
});
