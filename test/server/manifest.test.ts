import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { versionsInForce } from '../../src/lists/index.ts';
import { createServer } from '../../src/server/create-server.ts';
import { loadLists } from '../../src/server/load.ts';
import { Service } from '../../src/server/service.ts';
import { catalogueOf } from '../../src/server/yente/catalogue.ts';
import { readManifest } from '../../src/server/yente/manifest.ts';
import { importManifest } from '../../src/server/yente/manifest-lists.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'riegel-manifest-'));
});
after(() => rm(folder, { recursive: true }));

async function manifestOf(yaml: string, name = 'manifest.yml') {
  const path = join(folder, name);
  await writeFile(path, yaml);
  return await readManifest(path);
}

describe('a manifest', () => {
  test('declares datasets of files, collections, and the datasets of a catalogue in its scope', async () => {
    await writeFile(
      join(folder, 'catalog.json'),
      JSON.stringify({
        datasets: [
          { name: 'one', title: 'One', path: 'one.json' },
          { name: 'two', title: 'Two', path: 'two.json' },
        ],
      }),
    );
    const { datasets } = await manifestOf(`
schedule: null
catalogs:
  - url: catalog.json
    scope: one
    resource_name: entities.ftm.json
datasets:
  - name: own
    title: Own list
    path: own.json
    version: "100"
  - name: linked
    entities_url: ${pathToFileURL(join(folder, 'own.json')).href}
  - name: off
    path: own.json
    load: false
  - name: full
    title: Full
    datasets: [own, one]
`);
    assert.deepEqual(datasets, [
      { name: 'own', title: 'Own list', children: [], file: join(folder, 'own.json') },
      { name: 'linked', title: 'linked', children: [], file: join(folder, 'own.json') },
      { name: 'off', title: 'off', children: [] },
      { name: 'full', title: 'Full', children: ['own', 'one'] },
      { name: 'one', title: 'One', children: [], file: join(folder, 'one.json') },
      { name: 'two', title: 'Two', children: [] },
    ]);
  });

  for (const [what, yaml] of [
    ['no mapping', '- a'],
    ['no YAML', 'a: [1'],
    ['datasets that are no list', 'datasets: 4'],
    ['a dataset without a name', 'datasets: [{title: x}]'],
    ['a name that is none', 'datasets: [{name: "../x"}]'],
    ['a name twice', 'datasets: [{name: x}, {name: x}]'],
    ['an address elsewhere', 'datasets: [{name: x, entities_url: "https://data.example/x.json"}]'],
    ['a catalogue elsewhere', 'catalogs: [{url: "https://data.example/index.json"}]'],
    ['a scope that is not there', 'catalogs: [{url: catalog.json, scope: banana}]'],
    [
      'many aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from(
        { length: 30 },
        (_, i) =>
          `b${i}: &b${i} [${Array(9)
            .fill(i === 0 ? '*a' : `*b${i - 1}`)
            .join(',')}]`,
      ).join('\n')}`,
    ],
  ] as const) {
    test(`is refused with ${what}`, async () => {
      await assert.rejects(manifestOf(yaml, 'bad.yml'), { code: 'server/manifest' });
    });
  }

  test('is refused where there is none', async () => {
    await assert.rejects(readManifest(join(folder, 'nowhere.yml')), { code: 'server/manifest' });
  });
});

describe('the catalogue', () => {
  const versions = { list_a: '2026-01-01-x', list_b: '2026-02-01-y' };
  const known = [
    { id: 'list_a', title: 'List A', sanctions: true },
    { id: 'list_b', title: 'List B', sanctions: false },
  ];
  const dataset = (name: string, children: readonly string[] = []) => ({ name, title: name, children });

  test('has collections of collections, and its own where the manifest says otherwise', () => {
    const catalogue = catalogueOf(versions, known, {
      manifest: {
        datasets: [
          dataset('both', ['inner', 'list_b']),
          dataset('inner', ['list_a']),
          dataset('sanctions', ['list_b']),
          dataset('absent'),
        ],
      },
    });
    assert.deepEqual(catalogue.get('both')?.lists, ['list_a', 'list_b']);
    assert.equal(catalogue.get('both')?.whole, true);
    assert.deepEqual(catalogue.get('sanctions')?.lists, ['list_b']);
    assert.equal(catalogue.get('sanctions')?.version, '2026-02-01-y');
    assert.deepEqual(catalogue.get('absent'), {
      name: 'absent',
      title: 'absent',
      children: [],
      lists: [],
      whole: false,
      load: false,
    });
    assert.deepEqual([...catalogue.listsIn(['inner', 'banana'])], ['inner', 'list_a', 'banana']);
  });

  test('refuses a collection that holds itself or what is no dataset', () => {
    for (const children of [['x'], ['banana'], ['y']]) {
      assert.throws(
        () =>
          catalogueOf(versions, known, {
            manifest: { datasets: [dataset('x', children), dataset('y', ['x'])] },
          }),
        { code: 'server/manifest' },
      );
    }
  });

  test('`default` holds the chosen lists where some were chosen', () => {
    const catalogue = catalogueOf(versions, known, { standard: ['list_a'] });
    assert.deepEqual(catalogue.get('default')?.lists, ['list_a']);
    assert.deepEqual(catalogue.get('list_b')?.lists, ['list_b']);
    assert.throws(() => catalogueOf(versions, known, { standard: ['banana'] }), { code: 'server/manifest' });
  });
});

test('a service over the files of a manifest, after a change of a file too', async () => {
  const file = join(folder, 'people.json');
  const line = (id: string, name: string) =>
    `${JSON.stringify({ id, schema: 'Person', caption: name, properties: { name: [name], topics: ['sanction'] }, datasets: ['xx_source'], target: true })}\n`;
  await writeFile(file, line('NK-1', 'Mirko Vandersteen'));
  const dataDir = join(folder, 'data');
  const manifest = await manifestOf(
    `datasets: [{name: people, title: People, path: people.json}, {name: later, title: Later}]`,
    'people.yml',
  );
  const service = new Service(async () => {
    await importManifest(dataDir, manifest);
    return await loadLists(dataDir, { manifest });
  });
  await service.reload();
  const first = (await versionsInForce(dataDir)).map(({ id }) => id);
  const app = await createServer({ service, logTo: false });
  const found = async (dataset: string, name: string) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/match/${dataset}`,
      payload: { queries: { q: { schema: 'Person', properties: { name } } } },
    });
    return answer.statusCode === 200
      ? answer.json().responses.q.results.map(({ id }: { id: string }) => id)
      : answer.statusCode;
  };
  assert.deepEqual(await found('people', 'Mirko Vandersteen'), ['NK-1']);
  assert.deepEqual(await found('sanctions', 'Mirko Vandersteen'), ['NK-1']);
  assert.equal(await found('later', 'Mirko Vandersteen'), 503, 'nothing of it is indexed: nobody is clear');
  const scoped = (query: string) =>
    app.inject(`/search/people?${query}`).then((answer) => answer.json().total.value);
  assert.equal(await scoped('exclude_dataset=people'), 0);
  assert.equal(await scoped('exclude_dataset=xx_source'), 0);
  assert.equal(await scoped('include_dataset=xx_source'), 1);
  await service.reload();
  assert.deepEqual(
    (await versionsInForce(dataDir)).map(({ id }) => id),
    first,
    'an unchanged file is left alone',
  );
  await writeFile(file, line('NK-1', 'Mirko Vandersteen') + line('NK-2', 'Odile Brankovic'));
  await service.reload();
  assert.deepEqual(await found('people', 'Odile Brankovic'), ['NK-2']);
  await app.close();
});

test('what can be looked up is kept, and read anew where it is damaged', async () => {
  const dataDir = join(folder, 'data');
  const first = await loadLists(dataDir);
  const [file, ...others] = await readdir(join(dataDir, 'lookup'));
  assert.equal(others.length, 0);
  const path = join(dataDir, 'lookup', file!);
  const again = await loadLists(dataDir);
  assert.deepEqual(again.lookup.book.data, first.lookup.book.data);
  for (const query of ['brankovic', 'topics:sanction', 'mirk*']) {
    const options = { limit: 9, offset: 0 };
    assert.deepEqual(
      again.lookup.search(query, 'query-string', options),
      first.lookup.search(query, 'query-string', options),
    );
  }
  const bytes = await readFile(path);
  bytes[bytes.length - 5]! ^= 1;
  await writeFile(path, bytes);
  const mended = await loadLists(dataDir);
  assert.ok(mended.notices.some((notice) => /read anew/.test(notice)));
  assert.deepEqual(mended.lookup.book.data, first.lookup.book.data);
  await writeFile(path, '');
  assert.ok((await loadLists(dataDir)).notices.some((notice) => /read anew/.test(notice)));
});
