import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const RIEGEL = fileURLToPath(new URL('../../src/cli/riegel.ts', import.meta.url));

test('riegel serve listens, says when it is ready, and ends in order when told to', {
  timeout: 60_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-serve-'));
  const child = spawn(
    process.execPath,
    [RIEGEL, 'serve', '--starter', '--port', '0', '--data-dir', dataDir],
    {
      env: { ...process.env, RIEGEL_UPDATE_TOKEN: 'secret' },
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    let told = '';
    const address = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (bytes) => {
        told += String(bytes);
        const found = /listening on (http:\/\/\S+),/.exec(told);
        if (found !== null && told.includes('riegel: ready')) resolve(found[1]!);
      });
      child.once('exit', () => reject(new Error(told)));
    });
    assert.match(told, /dated|starter|old/i, 'it says what the starter list is');
    assert.equal((await fetch(`${address}/readyz`)).status, 200);
    const body = JSON.stringify({
      queries: { q: { schema: 'Person', properties: { name: ['Hafiz Saeed'] } } },
    });
    const answer = await (await fetch(`${address}/match/default`, { method: 'POST', body })).json();
    assert.ok((answer as { responses: { q: { results: unknown[] } } }).responses.q.results.length > 0);
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  } finally {
    child.kill('SIGKILL');
    await rm(dataDir, { recursive: true });
  }
});
