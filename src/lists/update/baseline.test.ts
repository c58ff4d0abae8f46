import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { fixtureSource, fixtureText, people } from '../../../test/lists/fixture-source.ts';
import { importFiles, openVersion } from '../index.ts';
import { measuredToday } from './baseline.ts';

it('a version read by another Riegel is counted anew before it is compared with', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-baseline-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const source = fixtureSource();
  const path = join(dataDir, 'list.txt');
  await writeFile(path, fixtureText(people(30)));
  await importFiles(dataDir, source, [path]);
  const version = await openVersion(dataDir, source.id);
  const counted = { ...version, counts: { ...version.counts, entities: 90 } };
  assert.equal((await measuredToday(source, counted))?.counts.entities, 90);
  assert.equal((await measuredToday(source, { ...counted, engine: '0.0.0' }))?.counts.entities, 30);
  assert.equal(
    (await measuredToday(source, { ...counted, engine: '0.0.0', format: 'gone' }))?.counts.entities,
    90,
  );
});
