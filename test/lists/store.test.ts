import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { getEnvironmentData } from 'node:worker_threads';
import { RiegelError } from '../../src/entity/index.ts';
import {
  entitiesOf,
  historyOf,
  importFiles,
  issuesOf,
  type ListVersion,
  openVersion,
  rawFilesOf,
  statusOf,
  versionsInForce,
  versionsOf,
} from '../../src/lists/index.ts';
import { withLock } from '../../src/lists/store/lock.ts';
import { type FixtureRecord, fixtureSource, fixtureText, people } from './fixture-source.ts';

const SOURCE = fixtureSource();

async function scene(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'riegel-store-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  let number = 0;
  const bring = async (records: readonly FixtureRecord[], published?: string) => {
    number += 1;
    const path = join(dataDir, `file-${number}.txt`);
    await writeFile(path, fixtureText(records, published === undefined ? {} : { published }));
    return await importFiles(dataDir, SOURCE, [path]);
  };
  return { dataDir, folder: join(dataDir, 'lists', SOURCE.id), bring };
}

async function captionsOf(version: ListVersion): Promise<string[]> {
  const captions: string[] = [];
  for await (const entity of entitiesOf(version)) captions.push(entity.caption);
  return captions;
}

function names(file: string) {
  return (error: unknown) =>
    error instanceof RiegelError &&
    error.code === 'lists/damaged' &&
    error.place.file?.endsWith(file) === true;
}

describe('a stored version', () => {
  it('gives back the files as they were, the entities and the issues', async (t) => {
    const { dataDir, bring } = await scene(t);
    const separator = { id: 'fx-sep', name: 'Line\u2028Separator \u{1F600} محمد' };
    await bring([...people(3), separator, { id: 'fx-x', name: '' }], '2026-03-01');
    const version = await openVersion(dataDir, SOURCE.id);
    assert.match(version.id, /^2026-03-01-[0-9a-f]{16}$/);
    assert.deepEqual((await captionsOf(version)).slice(2), ['Person Number 3', separator.name]);
    const [raw] = await rawFilesOf(version);
    assert.equal(Buffer.from(raw!.bytes).toString(), await readFile(join(dataDir, 'file-1.txt'), 'utf8'));
    const issues = await Array.fromAsync(issuesOf(version));
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['no-name'],
    );
    assert.equal(version.counts.names, 7);
    assert.deepEqual(version.issues.byCode, { 'no-name': 1 });
    assert.deepEqual(
      (await versionsInForce(dataDir)).map(({ id }) => id),
      [version.id],
    );
  });

  it('has the same id for the same content, wherever and whenever it is read', async (t) => {
    const [one, other] = [await scene(t), await scene(t)];
    const first = await one.bring(people(5), '2026-03-01');
    await sleep(5);
    assert.equal((await other.bring(people(5), '2026-03-01')).version, first.version);
  });

  for (const file of ['entities.ftm.json.gz', 'raw/list.txt.gz', 'version.json']) {
    it(`is not read when ${file} is damaged, and the file is named`, async (t) => {
      const { dataDir, folder, bring } = await scene(t);
      const { version: id } = await bring(people(50));
      const path = join(folder, id!, file);
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 0x01;
      await writeFile(path, bytes);
      const given: string[] = [];
      await assert.rejects(async () => {
        const version = await openVersion(dataDir, SOURCE.id);
        await rawFilesOf(version);
        for await (const entity of entitiesOf(version)) given.push(entity.id);
      }, names(file));
      assert.deepEqual(given, [], 'nothing of a damaged file is given');
    });
  }

  it('is repaired by the same content coming again', async (t) => {
    const { dataDir, folder, bring } = await scene(t);
    const first = await bring(people(50));
    await writeFile(join(folder, first.version!, 'entities.ftm.json.gz'), 'gone');
    const second = await bring(people(50));
    assert.equal(second.outcome, 'unchanged');
    assert.equal(second.findings[0]?.code, 'lists/damaged');
    assert.equal((await captionsOf(await openVersion(dataDir, SOURCE.id))).length, 50);
  });

  it('that is damaged does not take the guards away: the last sound one is compared with', async (t) => {
    const { folder, bring } = await scene(t);
    await bring(people(50));
    const second = await bring(people(51));
    await writeFile(join(folder, second.version!, 'version.json'), '{');
    const third = await bring(people(20));
    assert.equal(third.outcome, 'refused');
    assert.ok(third.findings.some(({ code }) => code === 'lists/shrunk'));
  });
});

describe('a crash', () => {
  it('at any moment leaves a whole version in force and the next import works', {
    timeout: 60_000,
  }, async (t) => {
    const { dataDir, bring, folder } = await scene(t);
    const files = join(dataDir, 'files');
    await mkdir(files);
    for (let size = 200; size < 320; size += 1) {
      await writeFile(join(files, `${size}.txt`), fixtureText(people(size)));
    }
    const script = fileURLToPath(new URL('./import-forever.ts', import.meta.url));
    let reached = 0;
    // A slow machine is given longer, until something has been brought.
    for (let round = 0; round < 4 || (reached <= 200 && round < 30); round += 1) {
      const child = spawn(process.execPath, [script, dataDir, files], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await sleep(40 + round * 61);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const versions = await versionsInForce(dataDir);
      if (versions.length === 0) continue;
      reached = (await captionsOf(versions[0]!)).length;
      assert.ok(reached >= 200 && reached < 320);
      await historyOf(dataDir, SOURCE.id);
      // The child began again at 200, so what it brought is known as superseded; start the next round afresh.
      for (const name of await readdir(files))
        if (Number.parseInt(name, 10) < reached) await rm(join(files, name));
    }
    assert.ok(reached > 200, 'the child got somewhere before it was killed');
    assert.equal((await bring(people(400))).outcome, 'in-force');
    const left = await readdir(folder);
    assert.deepEqual(
      left.filter(
        (name) => name.startsWith('.incoming-') || name.includes('.new-') || name.startsWith('lock'),
      ),
      [],
    );
  });

  it('after the pointer was swapped and before the history was written is completed', async (t) => {
    const { dataDir, folder, bring } = await scene(t);
    await bring(people(5));
    const second = await bring(people(6));
    const history = await readFile(join(folder, 'history.jsonl'), 'utf8');
    const [first] = history.split('\n');
    await writeFile(join(folder, 'history.jsonl'), `${first}\n{"event":"in-fo`);
    assert.equal((await openVersion(dataDir, SOURCE.id)).id, second.version);
    await bring(people(6));
    const entries = await historyOf(dataDir, SOURCE.id);
    assert.deepEqual(
      entries.map(({ version, confirmations }) => [version, confirmations]),
      [
        [entries[0]!.version, undefined],
        [second.version, 1],
      ],
    );
  });

  it('that leaves nonsense in the middle of the history is named with its line', async (t) => {
    const { dataDir, folder, bring } = await scene(t);
    await bring(people(5));
    await appendFile(join(folder, 'history.jsonl'), 'nonsense\n');
    await assert.rejects(historyOf(dataDir, SOURCE.id), (error: unknown) => {
      assert.ok(error instanceof RiegelError);
      assert.deepEqual([error.code, error.place.line], ['lists/damaged', 2]);
      return true;
    });
  });
});

describe('the lock of a list', () => {
  it('lets one after the other write', async (t) => {
    const { dataDir, bring } = await scene(t);
    const results = await Promise.all([50, 51, 52, 53].map((size) => bring(people(size))));
    assert.ok(results.every(({ outcome }) => outcome !== 'unchanged'));
    const inForce = (await historyOf(dataDir, SOURCE.id)).filter(({ outcome }) => outcome === 'in-force');
    assert.equal((await versionsOf(dataDir, SOURCE.id)).length, inForce.length);
    assert.equal((await statusOf(dataDir, SOURCE)).version, inForce.at(-1)?.version);
  });

  it('keeps two processes apart', async (t) => {
    const { dataDir } = await scene(t);
    const files = join(dataDir, 'files');
    await mkdir(files);
    for (let size = 200; size < 210; size += 1) {
      await writeFile(join(files, `${size}.txt`), fixtureText(people(size)));
    }
    const script = fileURLToPath(new URL('./import-forever.ts', import.meta.url));
    const children = [1, 2].map(() => spawn(process.execPath, [script, dataDir, files], { stdio: 'ignore' }));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    assert.deepEqual(codes, [0, 0]);
    // Whoever came second with a file found it in force, or already replaced; nothing was stored twice or lost.
    assert.equal((await versionsOf(dataDir, SOURCE.id)).length, 10);
    const last = (await historyOf(dataDir, SOURCE.id)).findLast(({ outcome }) => outcome === 'in-force');
    assert.equal((await openVersion(dataDir, SOURCE.id)).id, last?.version);
    assert.equal(last?.inForceUntil, undefined);
  });

  it('refuses with a code when another holds it too long', async (t) => {
    const { dataDir } = await scene(t);
    const path = join(dataDir, 'lock');
    await withLock(path, async () => {
      const second = withLock(path, async () => {}, { waitMs: 80 });
      await assert.rejects(
        second,
        (error: unknown) => error instanceof RiegelError && error.code === 'lists/locked',
      );
    });
    await withLock(path, async () => {}, { waitMs: 0 });
  });

  it('is taken over from a process that has died, by one waiter at a time', async (t) => {
    const { dataDir } = await scene(t);
    const path = join(dataDir, 'lock');
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(
      path,
      JSON.stringify({ token: 'dead', pid: child.pid, host: hostname(), process: 'dead' }),
    );
    let inside = 0;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        withLock(path, async () => {
          inside += 1;
          assert.equal(inside, 1);
          await sleep(5);
          inside -= 1;
        }),
      ),
    );
  });

  it('is taken over from a dead process of the same number, not from another thread of this one', async (t) => {
    const { dataDir } = await scene(t);
    const path = join(dataDir, 'lock');
    const held = { token: 'elsewhere', pid: process.pid, host: hostname() };
    await writeFile(path, JSON.stringify({ ...held, process: getEnvironmentData('riegel/process') }));
    await assert.rejects(
      withLock(path, async () => {}, { waitMs: 60 }),
      { code: 'lists/locked' },
    );
    await writeFile(path, JSON.stringify({ ...held, process: 'before the restart' }));
    await withLock(path, async () => {}, { waitMs: 1_000 });
  });

  it('of another machine is respected until it has not been touched for long', async (t) => {
    const { dataDir } = await scene(t);
    const path = join(dataDir, 'lock');
    await writeFile(path, JSON.stringify({ token: 'far', pid: 1, host: 'elsewhere', process: 'far' }));
    await assert.rejects(withLock(path, async () => {}, { waitMs: 60 }));
    const longAgo = new Date(Date.now() - 10 * 60_000);
    await utimes(path, longAgo, longAgo);
    await withLock(path, async () => {}, { waitMs: 1_000 });
  });
});

describe('ids that would leave the folder', () => {
  for (const id of ['../other', 'a/b', '', '.', 'Con']) {
    it(`are refused: ${JSON.stringify(id)}`, async (t) => {
      const { dataDir } = await scene(t);
      await assert.rejects(openVersion(dataDir, id), { code: 'lists/bad-source-id' });
      await assert.rejects(openVersion(dataDir, SOURCE.id, id === '' ? ' ' : id), {
        code: 'lists/bad-version-id',
      });
    });
  }
});
