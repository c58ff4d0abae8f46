import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { valuesOf } from '../entity/index.ts';
import { loadStarter } from './index.ts';

const FOLDER = fileURLToPath(new URL('../../data/starter/', import.meta.url));

describe('the embedded starter', () => {
  it('holds the designations of both committees, aliases of every quality among them, and says how dated it is', async () => {
    const { about, entities } = await loadStarter();
    const designated = entities.filter(({ target }) => target === true);
    assert.equal(designated.length, about.designations);
    assert.equal(entities.length, about.entities);
    assert.match(
      about.notice,
      new RegExp(`DATED STARTER.*${about.publishedAt.slice(0, 10)}.*riegel lists update`),
    );
    const references = entities.flatMap((entity) => valuesOf(entity, 'unscId'));
    assert.ok(references.every((reference) => /^(QD|TA)[ie]\.\d{3}$/.test(reference)));
    assert.deepEqual([...new Set(references.map((reference) => reference.slice(0, 3)))].sort(), [
      'QDe',
      'QDi',
      'TAe',
      'TAi',
    ]);
    const first = designated.find((entity) => entity.referents?.includes('QDi.001'));
    assert.deepEqual(valuesOf(first!, 'birthDate'), ['1963-04-11', '1960-04-11']);
    assert.ok(valuesOf(first!, 'weakAlias').includes('Seif al Adel'));
    assert.ok(valuesOf(first!, 'name').includes('محمد صلاح الدين عبدالحليم زيدان'));
  });

  it('holds facts and no narrative', async () => {
    const { entities } = await loadStarter();
    for (const entity of entities) {
      for (const property of [
        'notes',
        'summary',
        'remarks',
        'position',
        'description',
        'reason',
        'sourceUrl',
      ]) {
        assert.deepEqual(valuesOf(entity, property), [], `${entity.id} ${property}`);
      }
      assert.doesNotMatch(JSON.stringify(entity), /INTERPOL|Review pursuant|Security Council resolution/i);
      for (const notes of Object.values(entity.notes ?? {})) {
        for (const note of notes) assert.equal(note?.original ?? note?.element, undefined);
      }
    }
  });

  it('is all of a piece: every link leads to an entity of the starter', async () => {
    const { entities } = await loadStarter();
    const ids = new Set(entities.map(({ id }) => id));
    assert.equal(ids.size, entities.length);
    for (const entity of entities) {
      for (const property of ['addressEntity', 'holder', 'entity']) {
        for (const id of valuesOf(entity, property)) assert.ok(ids.has(id), `${entity.id} ${property} ${id}`);
      }
    }
  });

  it('is not loaded when it is damaged', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'riegel-starter-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    await cp(FOLDER, folder, { recursive: true });
    const path = join(folder, 'entities.ftm.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('QDi.001', 'QDi.999'));
    await assert.rejects(loadStarter(folder), { code: 'lists/damaged', place: { file: path } });
  });

  it('is what its script makes of the publication, where that is at hand', async (t) => {
    const script = fileURLToPath(new URL('../../scripts/make-starter.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']);
    if (stdout.startsWith('Not checked')) t.skip(stdout.trim());
  });
});
