import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Journal, type JournalEvent, openJournal, openKeys } from '../../src/journal/index.ts';
import type { Store } from '../../src/store/index.ts';
import { onEmbedded, onServer, type TestDatabase } from '../store/both-stores.ts';

const RECORDS = 700;

function event(number: number): JournalEvent {
  return {
    kind: 'screening',
    actor: 'api-key:test',
    result: { outcome: 'clear', number },
    personal: { name: `Person ${number}` },
  };
}

/** 700 records: two whole blocks of 256 and a part, with checkpoints at 100, 600 and 650. */
async function fill(journal: Journal): Promise<string> {
  let first = '';
  for (const [from, to] of [
    [0, 100],
    [100, 600],
    [600, 650],
    [650, RECORDS],
  ] as const) {
    await journal.append(Array.from({ length: to - from }, (_, i) => event(from + i)));
    if (to < RECORDS) first ||= await journal.checkpoint();
    if (to < RECORDS) await journal.checkpoint();
  }
  return first;
}

/** SQL of somebody who has the database's password, and takes the triggers away first. */
const FREE = 'set session_replication_role = replica';
/** `body` with another outcome. */
const OTHER_BODY = `replace(body, '"clear"', '"alert"')`;
/** The leaf hash of that, computed by the database. */
const OTHER_LEAF = `sha256('\\x00'::bytea || convert_to(${OTHER_BODY}, 'UTF8'))`;

interface Case {
  readonly name: string;
  readonly sql: readonly string[];
  /** `kind seq-to` of each fault. */
  readonly faults: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a body is altered',
    sql: [`update journal_record set body = ${OTHER_BODY} where seq in (10, 699)`],
    faults: ['altered 10', 'altered 699'],
  },
  {
    name: 'a body is altered and its hash with it',
    sql: [`update journal_record set leaf = ${OTHER_LEAF}, body = ${OTHER_BODY} where seq in (300, 690)`],
    faults: ['altered 300', 'altered 690'],
  },
  {
    name: 'a time is altered',
    sql: ['update journal_record set at_ms = at_ms + 1 where seq = 3'],
    faults: ['altered 3'],
  },
  {
    name: 'an actor is altered',
    sql: ["update journal_record set actor = 'x' where seq = 3"],
    faults: ['altered 3'],
  },
  {
    name: 'a kind is altered',
    sql: ["update journal_record set kind = 'x' where seq = 3"],
    faults: ['altered 3'],
  },
  {
    name: 'a hash is altered',
    sql: ["update journal_record set leaf = sha256('x') where seq = 3"],
    faults: ['altered 3'],
  },
  {
    name: 'a mac is altered',
    sql: ["update journal_record set mac = '\\x00' where seq = 3"],
    faults: ['altered 3'],
  },
  {
    name: 'a sealed part is altered',
    sql: [
      "update journal_record set sealed = sealed || '\\x00'::bytea where seq = 3",
      'update journal_record set sealed = null where seq = 4',
    ],
    faults: ['altered 3', 'altered 4'],
  },
  {
    name: 'a body is no JSON',
    sql: ["update journal_record set body = '{' where seq = 3"],
    faults: ['altered 3'],
  },
  { name: 'a record is removed', sql: ['delete from journal_record where seq = 42'], faults: ['removed 42'] },
  { name: 'the first is removed', sql: ['delete from journal_record where seq = 0'], faults: ['removed 0'] },
  {
    name: 'the last are removed',
    sql: ['delete from journal_record where seq > 697'],
    faults: ['removed 698-699'],
  },
  {
    name: 'whole blocks are removed',
    sql: ['delete from journal_record where seq between 200 and 550'],
    faults: ['removed 200-550'],
  },
  {
    name: 'the last are removed and the head is turned back',
    sql: [
      'delete from journal_record where seq >= 600',
      'update journal_head set size = 600, note = (select note from journal_checkpoint where size = 600)',
    ],
    faults: ['removed 600-649', 'head -'],
  },
  {
    name: 'two records change places',
    sql: [
      'update journal_record set seq = -1 where seq = 20',
      'update journal_record set seq = 20 where seq = 400',
      'update journal_record set seq = 400 where seq = -1',
    ],
    faults: ['moved 20', 'moved 400'],
  },
  {
    name: 'a record is put in behind',
    sql: [
      'insert into journal_record select 700, at_ms, kind, actor, null, body, leaf, mac, sealed from journal_record where seq = 5',
    ],
    faults: ['added 700'],
  },
  {
    name: 'a hash of the tree is altered',
    sql: ["update journal_subtree set hash = sha256('x') where place = 1"],
    faults: ['tree 256-511'],
  },
  {
    name: 'a hash of the tree is removed',
    sql: ['delete from journal_subtree where place = 0'],
    faults: ['tree 0-255'],
  },
  {
    name: 'a checkpoint is altered',
    sql: ["update journal_checkpoint set note = replace(note, '600', '601') where size = 600"],
    faults: ['checkpoint 600'],
  },
  {
    name: 'a checkpoint is moved',
    sql: ['update journal_checkpoint set size = 599 where size = 600'],
    faults: ['checkpoint 599'],
  },
  { name: 'the head is altered', sql: ["update journal_head set note = 'x'"], faults: ['head -'] },
  { name: 'the peaks are altered', sql: ["update journal_head set peaks = '\\x00'"], faults: ['head -'] },
  { name: 'a key is removed', sql: ['delete from journal_key where id = 77'], faults: ['key 77'] },
  {
    name: 'a key is erased without a word',
    sql: ['update journal_key set wrapped = null, erased_at = now() where id = 77'],
    faults: ['key 77'],
  },
];

async function faultsOf(journal: Journal, options = {}): Promise<string[]> {
  const { ok, faults } = await journal.verify(options);
  assert.equal(ok, faults.length === 0);
  return faults.map(({ kind, seq, to }) => `${kind} ${seq ?? '-'}${to === undefined ? '' : `-${to}`}`).sort();
}

onServer('tampering', (database) => {
  let store: Store;
  let journal: Journal;
  let outside: string;
  const tables = ['journal_record', 'journal_subtree', 'journal_checkpoint', 'journal_head', 'journal_key'];
  before(async () => {
    store = await database.open();
    journal = await openJournal(store, openKeys(database));
    outside = await fill(journal);
    await database.tamper(...tables.map((table) => `create table kept_${table} as select * from ${table}`));
  });
  after(async () => await store.close());
  const restore = () =>
    database.tamper(
      FREE,
      ...tables.flatMap((table) => [
        `delete from ${table}`,
        `insert into ${table} select * from kept_${table}`,
      ]),
    );

  test('is not seen where there is none', async () => {
    const progress: number[] = [];
    const { ok, checkpoints, unchecked, root } = await journal.verify({
      checkpoints: [outside],
      onProgress: (done) => progress.push(done),
    });
    assert.deepEqual({ ok, checkpoints, unchecked }, { ok: true, checkpoints: 5, unchecked: 0 });
    assert.ok(root);
    assert.equal(progress.at(-1), RECORDS);
  });

  for (const { name, sql, faults } of CASES) {
    test(`is named: ${name}`, async () => {
      assert.deepEqual((await database.tamper(FREE, ...sql)).refused, []);
      assert.deepEqual(await faultsOf(journal), [...faults].sort());
      await restore();
      assert.deepEqual(await faultsOf(journal), []);
    });
  }

  test('is named as far as can be when all but what lies outside is made anew', async () => {
    // Another journal under the same keys: everything in the database agrees with itself.
    await database.tamper(FREE, ...tables.map((table) => `delete from ${table}`));
    await journal.append(Array.from({ length: 120 }, (_, i) => event(1000 + i)));
    assert.deepEqual(await faultsOf(journal), []);
    assert.deepEqual(await faultsOf(journal, { checkpoints: [outside] }), ['checkpoint 0-99']);
    assert.deepEqual(await faultsOf(journal, { checkpoints: ['no checkpoint'] }), ['checkpoint -']);
    await restore();
  });

  test('stops no proof of what is sound', async () => {
    await database.tamper(FREE, 'delete from journal_record where seq = 42');
    await assert.rejects(journal.prove(42), { code: 'journal/no-record' });
    await assert.rejects(journal.prove(43), { code: 'journal/damaged' });
    assert.ok((await journal.prove(300)).proof.length > 0);
    await restore();
  });
});

onEmbedded('tampering', (database: TestDatabase) => {
  test('is named', async () => {
    let store = await database.open();
    const keys = openKeys(database);
    await fill(await openJournal(store, keys));
    await store.close();
    const chosen = ['a body is altered', 'a record is removed', 'a hash of the tree is altered'];
    const cases = CASES.filter(({ name }) => chosen.includes(name));
    assert.deepEqual((await database.tamper(FREE, ...cases.flatMap(({ sql }) => sql))).refused, []);
    store = await database.open();
    assert.deepEqual(
      await faultsOf(await openJournal(store, keys)),
      cases.flatMap(({ faults }) => faults).sort(),
    );
    await store.close();
  });
});
