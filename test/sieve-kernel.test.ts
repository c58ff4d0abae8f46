import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { compileSieve } from '../scripts/compile-sieve.ts';

test('the kernel of the sieve is what its source compiles to', () => {
  const kept = readFileSync('src/names/sieve/kernel.ts', 'utf8');
  assert.ok(kept.includes(`'${compileSieve()}'`), 'npm run sieve makes it anew');
});
