import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pruneIndexes } from './prune-indexes.ts';

const folder = await mkdtemp(join(tmpdir(), 'riegel-prune-'));
after(() => rm(folder, { recursive: true, force: true }));

const id = (number: number) => String(number).repeat(12);
const uuid = '00000000-0000-4000-8000-000000000000';
const NOW = Date.parse('2026-03-01T12:00:00Z');

/** @param age in hours */
async function file(name: string, age: number): Promise<void> {
  await writeFile(join(folder, name), 'x');
  const time = new Date(NOW - age * 3_600_000);
  await utimes(join(folder, name), time, time);
}

test('the newest two indexes and what is in force stay, and nothing else is touched', async () => {
  for (let number = 1; number <= 5; number++) await file(`${id(number)}.rgx`, number);
  await file(`${id(6)}.rgx`, 600);
  await file('current.json', 900);
  await file('notes.rgx', 900);
  await file(`${id(7)}.rgx.${uuid}.tmp`, 1);
  await file(`${id(8)}.rgx.${uuid}.tmp`, 48);
  await file('other.tmp', 900);
  // Several processes may do so at once.
  await Promise.all(Array.from({ length: 4 }, () => pruneIndexes(folder, new Set([id(6)]), NOW)));
  assert.deepEqual((await readdir(folder)).toSorted(), [
    `${id(1)}.rgx`,
    `${id(2)}.rgx`,
    `${id(6)}.rgx`,
    `${id(7)}.rgx.${uuid}.tmp`,
    'current.json',
    'notes.rgx',
    'other.tmp',
  ]);
});
