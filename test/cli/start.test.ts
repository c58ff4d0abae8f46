import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const dataDir = mkdtempSync(join(tmpdir(), 'riegel-start-'));
after(() => rmSync(dataDir, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the service, gives what it has said once it is ready. */
async function started(port: number): Promise<{ child: ChildProcess; said: () => string }> {
  const child = spawn(
    process.execPath,
    ['src/cli/riegel.ts', 'start', '--data-dir', dataDir, '--port', String(port), '--examples'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DATABASE_URL: undefined } },
  );
  let text = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  while (!text.includes('/sign-in#')) {
    assert.equal(child.exitCode, null, text);
    await once(child.stderr!, 'data');
  }
  return { child, said: () => text };
}

test('riegel start takes the examples in, invites the first administrator, and ends when told to', {
  timeout: 180_000,
}, async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const first = await started(port);
  assert.match(first.said(), /example customers\.csv: 25 screened, [1-9]\d* alerts/);
  for (const file of readdirSync('examples')) {
    assert.match(
      first.said(),
      new RegExp(`example ${RegExp.escape(file)}: [1-9]\\d* screened, [1-9]\\d* alerts`),
    );
  }
  assert.match(first.said(), /DATED STARTER/);
  assert.equal((await fetch(`${address}/readyz`)).status, 200);
  const nobody = await fetch(`${address}/v1/screen`, { method: 'POST', body: '{}' });
  assert.equal(nobody.status, 401);
  assert.equal(((await nobody.json()) as { code: string }).code, 'access/not-signed-in');
  first.child.kill('SIGTERM');
  assert.deepEqual(await once(first.child, 'exit'), [0, null]);

  const second = await started(port);
  assert.doesNotMatch(second.said(), /example /, 'they are there already');
  assert.notEqual(linkIn(second.said()), linkIn(first.said()), 'the lost link is void');
  second.child.kill('SIGINT');
  assert.deepEqual(await once(second.child, 'exit'), [0, null]);
});

function linkIn(said: string): string | undefined {
  return /\/sign-in#(\S+)/.exec(said)?.[1];
}
