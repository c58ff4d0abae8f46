import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Casework, openCasework } from '../../src/casework/index.ts';
import { RiegelError, type Subject } from '../../src/entity/index.ts';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import { importFiles } from '../../src/lists/index.ts';
import {
  compilePolicy,
  type DoneScreening,
  type Door,
  keepMappedSource,
  loadIndex,
  openPolicies,
  type PolicyBook,
  parsePolicy,
  replay,
  type Screening,
  screeningEvent,
  screenSubject,
  screenText,
  tryPolicy,
} from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import { houseMapping } from '../lists/house-list.ts';
import { onBothStores } from '../store/both-stores.ts';

const MAPPING = houseMapping([
  { column: 'weak', property: 'weakAlias' },
  { column: 'born', property: 'birthDate' },
]);
const ROWS = ['no,name,weak,born', '1001,Zebulon Quimbrell,Quimbo,1961-02-03', '1002,Casimir Ostrowen,,1970'];
const person = (name: string, more: Record<string, readonly string[]> = {}): Subject => ({
  schema: 'Person',
  properties: { name: [name], ...more },
});

/** A screening as the casework records it, for what no screening of today can be. */
const recordOf = (done: DoneScreening) => screeningEvent(done, 'test', { outcome: done.screening.outcome });

onBothStores('replay', ({ dataDir, open }) => {
  let store: Store;
  let journal: Journal;
  let policies: PolicyBook;
  let casework: Casework;
  before(async () => {
    store = await open();
    const keys = openKeys({ dataDir });
    journal = await openJournal(store, keys);
    casework = openCasework({ store, journal, entities: { find: async () => new Map() } });
    policies = await openPolicies(store, journal);
    await putInForce(ROWS);
  });
  after(async () => {
    await journal.close();
    await store.close();
  });

  async function putInForce(rows: readonly string[]): Promise<void> {
    const folder = join(dataDir, 'in');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'house.csv');
    writeFileSync(file, `${rows.join('\n')}\n`);
    const source = await keepMappedSource(dataDir, MAPPING, 'mapping.json');
    const result = await importFiles(dataDir, source, [file]);
    assert.equal(result.outcome, 'in-force', JSON.stringify(result));
  }

  /** Screens and records; gives the id of the record. */
  async function screened(door: Door, subjects: readonly Subject[], reference?: string): Promise<string[]> {
    const { index } = await loadIndex(dataDir);
    const policy = await policies.atDoor(door);
    const compiled = compilePolicy(policy.document, { door }, index.info);
    const screenings: Screening[] = subjects.flatMap((subject) =>
      door === 'text'
        ? screenText(
            index,
            { text: subject.properties.name![0]!, offsets: [], origin: { document: 't' } },
            compiled,
          )
        : [screenSubject(index, subject, compiled)],
    );
    const { id, engine, lists } = index.info;
    const basis = { index: id, engine, lists, policy: `${policy.name}@${policy.version}` };
    const done = screenings.map((screening) => ({
      door,
      subject: screening.subject,
      screening,
      basis,
      ...(reference && { reference }),
    }));
    return (await casework.takeIn(done, 'test')).map((recorded) => recorded.id);
  }
  const again = (id: string) => replay(id, { dataDir, journal, policies });

  test('a past screening gives the same answer, from the file of its index and from the list versions', async () => {
    const ids = await screened('customer', [
      person('Zebulon Quimbrel', { birthDate: ['1961-02-03'], country: ['de'] }),
      person('Anna Huber'),
    ]);
    const text = await screened('text', [person('Yesterday Casimir Ostrowen was seen in Bremen.')]);
    assert.equal(text.length, 1);
    for (const id of [...ids, ...text]) {
      const { verdict, index, differences } = await again(id);
      assert.deepEqual([verdict, index, differences], ['equal', 'file', []]);
    }
    // The list changes, the index of the day is pruned away: its versions are kept.
    await putInForce([...ROWS, '1003,Zebulon Quimbrelle,,1961']);
    await loadIndex(dataDir);
    rmSync(join(dataDir, 'index'), { recursive: true });
    for (const id of [...ids, ...text]) {
      const { verdict, index, record } = await again(id);
      assert.deepEqual([verdict, index], ['equal', 'lists']);
      assert.ok(!('subject' in record));
    }
    const bySeq = await again('5');
    assert.equal(bySeq.record.id, ids[0]);
  });

  test('a record that says something else is told of, in what', async () => {
    const [id] = await screened('customer', [person('Casimir Ostrowen')]);
    const { records } = await journal.read({
      kinds: ['screening'],
      newestFirst: true,
      limit: 1,
      open: true,
    });
    const { references, result, personal } = records[0]!;
    const told = result as { matches: { entity: string; score: number }[] };
    const [match] = told.matches;
    const forged = {
      ...told,
      matches: [
        { ...match, score: 0.99 },
        { ...match, entity: 'house-9' },
      ],
      moreMatches: true,
    };
    const [receipt] = await journal.append([
      {
        kind: 'screening',
        actor: 'test',
        references: references as never,
        result: forged as never,
        personal: personal!,
      },
    ]);
    assert.equal((await again(id!)).verdict, 'equal');
    const { verdict, differences } = await again(receipt!.id);
    assert.equal(verdict, 'differs');
    assert.deepEqual(
      differences.map(({ what, entity }) => [what, entity]),
      [
        ['score', match!.entity],
        ['match', 'house-9'],
        ['more-matches', undefined],
      ],
    );
  });

  test('what is missing is told, all of it', async () => {
    const [id] = await screened('customer', [person('Casimir Ostrowen')], 'customer:42');
    await journal.eraseSubject({ actor: 'dpo', reason: 'Art. 17', subject: 'customer:42' });
    const erased = await again(id!);
    assert.deepEqual([erased.verdict, erased.missing.map(({ part }) => part)], ['missing', ['subject']]);
    assert.match(erased.missing[0]!.why, /was erased on \d{4}-/);

    const { index } = await loadIndex(dataDir);
    const subject = person('Casimir Ostrowen');
    const screening = screenSubject(index, subject);
    const basis = {
      index: '0'.repeat(32),
      engine: 'riegel-match/0',
      lists: { house_list: '2020-01-01-0123456789abcdef', un_sc_sanctions: '2020-01-01-0123456789abcdef' },
      policy: 'LOST@7',
    };
    const [old] = await journal.append([recordOf({ door: 'customer', subject, screening, basis })]);
    const { missing } = await again(old!.id);
    assert.deepEqual(
      missing.map(({ part }) => part),
      ['policy', 'engine', 'list'],
    );
    assert.match(missing[2]!.why, /house_list.*un_sc_sanctions/);
    const other = { ...basis, engine: index.info.engine, lists: index.info.lists, policy: 'STANDARD@1' };
    const [wrong] = await journal.append([recordOf({ door: 'customer', subject, screening, basis: other })]);
    assert.deepEqual(
      (await again(wrong!.id)).missing.map(({ part }) => part),
      ['index'],
    );
    const isCode = (code: string) => (error: unknown) => error instanceof RiegelError && error.code === code;
    await assert.rejects(again('0'), isCode('replay/no-screening'));
    await assert.rejects(again('999999'), isCode('journal/no-record'));
    await assert.rejects(again('nothing-of-the-sort'), isCode('journal/no-record'));
  });

  test('a trial tells what a policy would change on stored screenings', async () => {
    await screened('customer', [person('Quimbo'), person('Herta Vogel')]);
    const { index } = await loadIndex(dataDir);
    const present = (await policies.find('STANDARD')).document;
    const without = { ...present, names: { ...present.names, weakAlias: false } };
    const options = { journal, policies, index };
    const same = await tryPolicy(present, options);
    assert.equal(same.evaluation.added?.alerts, 0);
    assert.equal(same.evaluation.removed?.alerts, 0);
    const { evaluation, added, removed } = await tryPolicy(without, options);
    assert.deepEqual(added, []);
    assert.equal(removed.length, 1);
    assert.equal(removed[0]?.caption, 'Zebulon Quimbrell');
    assert.deepEqual(evaluation.removed?.byList, { house_list: 1 });
    assert.deepEqual(evaluation.removed?.byDoor, { customer: 1 });
    assert.equal(evaluation.before!.alerted - evaluation.after!.alerted, 1);
    assert.equal(evaluation.before?.policy, 'STANDARD@1');
    assert.deepEqual(evaluation.leftOut, { 'subject-erased': 1 });
    assert.ok(evaluation.after!.alertedPerThousand > 0);
    assert.ok(!JSON.stringify({ evaluation, removed }).includes('Quimbo'), 'nothing sealed is told');
    const text = await parsePolicy(JSON.stringify({ ...present, name: 'OWN', doors: ['text'] }));
    const own = await tryPolicy(text, options);
    assert.equal(own.evaluation.screenings, 1);
    assert.ok(own.evaluation.leftOut['other-door']! > 3);
    const ofac = (await policies.find('OFAC')).document;
    await assert.rejects(
      tryPolicy(ofac, options),
      (error: unknown) => error instanceof RiegelError && error.code === 'policy/missing-list',
    );
    assert.ok(readdirSync(join(dataDir, 'index')).length > 0);
  });
});
