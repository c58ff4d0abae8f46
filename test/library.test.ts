import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('the example of docs/library.md runs and says what it promises', () => {
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/library.md'), 'utf8')) ?? [];
  assert.ok(example !== undefined);
  const folder = mkdtempSync(join(tmpdir(), 'riegel-library-'));
  try {
    const code = example
      .replace("from 'riegel'", `from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)}`)
      .replace("'./riegel-data'", JSON.stringify(join(folder, 'data')));
    const path = join(folder, 'example.ts');
    writeFileSync(path, code);
    const { status, stdout, stderr } = spawnSync(process.execPath, [path], { cwd: ROOT, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^alert HAFIZ MUHAMMAD SAEED “Hafiz Mohammad Saeed”/);
    assert.match(stdout, /^[1-9]\d* alerts$/m);
    assert.match(stderr, /DATED STARTER/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
