import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { allSources, importFiles, sourceById } from '../../lists/index.ts';
import { findSource, keepMappedSource } from '../../screening/index.ts';
import { keepListsFresh, pauseOf } from './schedule.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'riegel-schedule-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function mapping(id: string) {
  return JSON.stringify({
    ...{ id, title: id, authority: 'Nobody', jurisdiction: 'xx', regimes: ['terrorism'] },
    ...{ homepage: 'https://example.org/', licence: 'none needed' },
    rhythm: { text: 'daily', maxAgeHours: 48 },
    file: { format: 'csv', names: ['list.csv'], urls: ['https://example.org/list.csv'] },
    entity: { id: { prefix: 'xx', key: ['Ref'] }, schema: 'Person' },
    columns: [{ column: 'Name', property: 'name' }],
  });
}

async function inForce(dataDir: string, id: string, at: number): Promise<void> {
  await keepMappedSource(dataDir, mapping(id), 'mapping.json');
  const file = join(folder, 'list.csv');
  writeFileSync(file, 'Ref,Name\n1,Ruprecht Quastenberg\n2,Wendelin Dornkaat\n');
  await importFiles(dataDir, await findSource(dataDir, id), [file], {
    now: () => new Date(at),
    obtainedAt: new Date(at),
  });
}

/** Which lists were asked about in a moment. */
async function askedOf(dataDir: string, more: object = {}): Promise<string[]> {
  const asked: string[] = [];
  const stop = keepListsFresh({
    ...{ dataDir, roundMs: 10, soonMs: 20, onError: () => {} },
    ask: async (list) => {
      asked.push(list);
    },
    ...more,
  });
  await sleep(600);
  stop();
  return asked;
}

describe('the schedule of updates', () => {
  test('asks the more often the sooner a list would be too old, between an hour and six', () => {
    for (const source of allSources()) {
      const pause = pauseOf(source);
      if (pause !== undefined) assert.ok(pause >= HOUR && pause <= 6 * HOUR, source.id);
    }
    assert.equal(pauseOf(sourceById('gb_hmt_sanctions')!), undefined, 'no longer published');
    const list = sourceById('un_sc_sanctions')!;
    assert.equal(pauseOf({ ...list, rhythm: { text: '', maxAgeHours: 96 } }), 2 * HOUR);
    assert.equal(pauseOf({ ...list, formats: [] }), undefined, 'no address');
  });

  test('asks once about what is due, not about what was asked a moment ago, and again once a wrong clock was', async () => {
    const dataDir = join(folder, 'due');
    await inForce(dataDir, 'xx_old', Date.now() - 10 * HOUR);
    await inForce(dataDir, 'xx_fresh', Date.now());
    await inForce(dataDir, 'xx_ahead', Date.now() + 40 * HOUR);
    const asked = await askedOf(dataDir);
    assert.deepEqual(asked.toSorted(), ['xx_ahead', 'xx_old']);
  });

  test('asks all that have an address where no list is in force, and goes on when one fails', async () => {
    const failures: unknown[] = [];
    const seen: string[] = [];
    await askedOf(join(folder, 'none'), {
      ask: async (list: string) => {
        seen.push(list);
        throw new Error(list);
      },
      onError: (error: unknown) => failures.push(error),
    });
    const wanted = allSources().filter((source) => pauseOf(source) !== undefined);
    assert.deepEqual(new Set(seen), new Set(wanted.map(({ id }) => id)));
    assert.equal(failures.length, seen.length);
    assert.equal(seen.length, wanted.length, 'each once');
  });

  test('never two at a time', async () => {
    let under = 0;
    let most = 0;
    await askedOf(join(folder, 'none'), {
      ask: async () => {
        under++;
        most = Math.max(most, under);
        await sleep(15);
        under--;
      },
    });
    assert.equal(most, 1);
  });
});
