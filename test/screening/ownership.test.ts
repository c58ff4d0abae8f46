import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import { type OwnershipRegister, openOwnership, readOwnershipUpload } from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onBothStores } from '../store/both-stores.ts';

const code = (expected: string) => ({ name: 'RiegelError', code: expected });
const ROWS = [
  { owner: 'ofac-1', asset: 'acme', percentage: '30 %' },
  { owner: 'ofac-2', asset: 'acme', percentage: 20, asOf: '2025' },
];

onBothStores('Ownership in the store', (database) => {
  let store: Store;
  let journal: Journal;
  let register: OwnershipRegister;
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys({ dataDir: database.dataDir }));
    register = openOwnership(store, journal);
  });
  after(async () => {
    await journal.close();
    await store.close();
  });

  test('is kept version by version, and the same again changes nothing', async () => {
    const put = (rows: readonly unknown[]) =>
      register.put({ source: 'register.fr', asOf: '2026-11-01', rows, by: 'mona' });
    const first = await put(ROWS);
    assert.deepEqual(
      { ...first, rejects: first.rejects.length },
      { source: 'register.fr', version: 1, status: 'stored', holdings: 2, rejects: 0 },
    );
    assert.equal((await put(ROWS)).status, 'unchanged');
    const [one, two] = await register.holdings('register.fr');
    assert.deepEqual([one!.asOf, two!.asOf, one!.source], ['2026-11-01', '2025', 'register.fr']);

    const next = await put([ROWS[0], { owner: 'ofac-2' }]);
    assert.equal(next.version, 2);
    assert.deepEqual(
      next.rejects.map(({ row, error }) => [row, error.code]),
      [[2, 'screening/bad-holding']],
    );
    assert.equal((await register.holdings('register.fr')).length, 1);
    assert.equal((await register.holdings('register.fr', 1)).length, 2);
    assert.deepEqual(await register.inForce(), { 'register.fr': 2 });
  });

  test('is refused as a whole where no row can be read, or nobody says it', async () => {
    await assert.rejects(
      register.put({ source: 'register.fr', rows: [{ owner: 'a' }], by: 'mona' }),
      code('screening/no-holding'),
    );
    await assert.rejects(
      register.put({ source: ' ', rows: ROWS, by: 'mona' }),
      code('screening/bad-ownership-source'),
    );
    await assert.rejects(register.versions('nobody'), code('screening/no-ownership-source'));
    assert.deepEqual(await register.inForce(), { 'register.fr': 2 });
  });

  test('goes out of force and may come back; the journal tells each step', async () => {
    assert.equal(await register.remove('register.fr', 'mona'), true);
    assert.equal(await register.remove('register.fr', 'mona'), false);
    assert.deepEqual(await register.list(), []);
    await assert.rejects(register.holdings('register.fr'), code('screening/no-ownership-source'));
    assert.equal((await register.holdings('register.fr', 1)).length, 2);
    assert.equal((await register.put({ source: 'register.fr', rows: ROWS, by: 'mona' })).version, 4);
    const { records } = await journal.read({ kinds: ['ownership.stored', 'ownership.removed'] });
    assert.deepEqual(
      records.map(({ kind, actor, references }) => [kind, actor, references.version]),
      [
        ['ownership.stored', 'mona', 1],
        ['ownership.stored', 'mona', 2],
        ['ownership.removed', 'mona', 3],
        ['ownership.stored', 'mona', 4],
      ],
    );
  });
});

test('an upload is read in each of its formats, and what is no JSON is a row to be rejected', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const rows = [{ owner: 'a', asset: 'b', percentage: '25,5 %' }];
  const semicolons = '\uFEFFowner; asset;percentage\na;b;25,5 %\n\n';
  assert.deepEqual(readOwnershipUpload(bytes(semicolons), 'csv'), rows);
  assert.deepEqual(readOwnershipUpload(bytes('owner,asset,percentage\na,b,"25,5 %"\n'), 'csv'), rows);
  assert.deepEqual(readOwnershipUpload(bytes(JSON.stringify(rows)), 'json'), rows);
  assert.deepEqual(readOwnershipUpload(bytes(`${JSON.stringify(rows[0])}\r\n{\n`), 'ndjson'), [
    ...rows,
    undefined,
  ]);
  for (const [text, format] of [
    ['{"owner":"a"}', 'json'],
    ['owner,asset\n"a,b', 'csv'],
  ] as const) {
    assert.throws(() => readOwnershipUpload(bytes(text), format), code('screening/bad-ownership-file'));
  }
  assert.throws(
    () => readOwnershipUpload(new Uint8Array([0xff, 0xfe]), 'csv'),
    code('screening/bad-ownership-file'),
  );
});
