import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Entity, Subject } from '../../src/entity/index.ts';
import { buildIndex, openIndex } from '../../src/match/index.ts';
import type { SubjectItem } from '../../src/messages/index.ts';
import { screenBatch } from '../../src/screening/batch.ts';
import { DEFAULT_POLICY } from '../../src/screening/policy.ts';
import { screenSubject } from '../../src/screening/screen-subject.ts';
import { WorkerPool } from '../../src/screening/worker-pool.ts';

const entity: Entity = {
  id: 't-1',
  schema: 'Person',
  caption: 'Zoltan Quimbrell',
  properties: { name: ['Zoltan Quimbrell'], topics: ['sanction'] },
  datasets: ['test'],
  target: true,
};
const { buffer } = buildIndex([entity], { lists: { test: '1' } });
const index = openIndex(buffer);
const person = (name: string, id?: string): Subject => ({
  schema: 'Person',
  properties: { name: [name] },
  ...(id === undefined ? {} : { id }),
});
const code = (expected: string) => (error: unknown) => (error as { code?: string }).code === expected;

describe('screenSubject', () => {
  test('alerts and is clear', () => {
    assert.equal(screenSubject(index, person('Zoltan Quimbrell')).outcome, 'alert');
    const clear = screenSubject(index, person('Martha Oberholt'));
    assert.equal(clear.outcome, 'clear');
    assert.deepEqual(clear.matches, []);
  });

  test('what cannot be compared as a whole is an error, never clear', () => {
    const many = Array.from({ length: 40 }, (_, i) => `name${i}`).join(' ');
    for (const [subject, expected] of [
      [person('—!'), 'screening/unreadable-name'],
      [
        { schema: 'Person', properties: { name: ['…'], passportNumber: ['A1234567'] } },
        'screening/unreadable-name',
      ],
      [person('x'.repeat(1001)), 'screening/name-too-long'],
      [person(many), 'screening/name-too-long'],
      [person('  '), 'match/nothing-to-compare'],
      [{ schema: 'Person', properties: {} }, 'match/nothing-to-compare'],
    ] as const)
      assert.throws(() => screenSubject(index, subject), code(expected), expected);
  });

  test('a policy that cannot be followed is an error', () => {
    for (const [policy, expected] of [
      [{ ...DEFAULT_POLICY, threshold: 0.4 }, 'screening/bad-policy'],
      [{ ...DEFAULT_POLICY, threshold: Number.NaN }, 'screening/bad-policy'],
      [{ ...DEFAULT_POLICY, limit: 0 }, 'screening/bad-policy'],
      [{ ...DEFAULT_POLICY, lists: [] }, 'screening/bad-policy'],
      [{ ...DEFAULT_POLICY, lists: ['other'] }, 'screening/unknown-list'],
      [{ ...DEFAULT_POLICY, lists: ['toString'] }, 'screening/unknown-list'],
    ] as const)
      assert.throws(() => screenSubject(index, person('A B'), policy), code(expected));
  });

  test('a policy of one list sees what that list names, and nothing else', () => {
    const names = ['Zoltan Quimbrell', 'Wilhelmina Farnsbeck', 'Ottokar Brennsiedl'];
    const entities = names.map((name, i) => ({
      ...entity,
      id: `t-${i}`,
      caption: name,
      properties: { name: [name] },
      datasets: [`list_${i}`],
    }));
    const lists = { list_0: '1', list_1: '1', list_2: '1' };
    const several = openIndex(buildIndex(entities, { lists }).buffer);
    for (const [i, name] of names.entries()) {
      for (const list of Object.keys(lists)) {
        const { outcome } = screenSubject(several, person(name), { ...DEFAULT_POLICY, lists: [list] });
        assert.equal(outcome, list === `list_${i}` ? 'alert' : 'clear', `${name} on ${list}`);
      }
    }
  });

  test('an identifier that is the same is a match, whatever the name', () => {
    const holder = { ...entity, properties: { ...entity.properties, passportNumber: ['09AL14455'] } };
    const held = openIndex(buildIndex([holder], { lists: { test: '1' } }).buffer);
    const { matches } = screenSubject(held, {
      schema: 'Person',
      properties: { name: ['Martha Oberholt'], passportNumber: ['09 AL 14455'] },
    });
    assert.deepEqual(
      matches.map(({ id }) => id),
      ['t-1'],
    );
  });

  test('says where the limit left matches out', () => {
    const twins = [entity, { ...entity, id: 't-2' }, { ...entity, id: 't-3' }];
    const screening = screenSubject(
      openIndex(buildIndex(twins, { lists: { test: '1' } }).buffer),
      person(entity.caption),
      {
        ...DEFAULT_POLICY,
        limit: 2,
      },
    );
    assert.equal(screening.matches.length, 2);
    assert.equal(screening.moreMatches, true);
  });
});

async function* items(count: number): AsyncGenerator<SubjectItem> {
  for (let i = 0; i < count; i++) {
    if (i % 50 === 7) yield { reject: { row: i, code: 'messages/no-name', message: 'The row names nobody' } };
    else
      yield {
        subject: person(
          i % 100 === 3 ? 'Zoltan Quimbrell' : i % 100 === 4 ? '?!' : `Martha Oberholt ${'abcdefgh'[i % 8]}`,
          String(i),
        ),
      };
  }
}

async function answersOf(answers: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

describe('screenBatch', () => {
  test('threads and none give the same answers, in order, one for each item', async () => {
    const one = await answersOf(screenBatch(buffer, items(6000), { workers: 0 }));
    const two = await answersOf(screenBatch(buffer, items(6000), { workers: 2 }));
    assert.equal(one.length, 6000);
    assert.deepEqual(two, one);
    assert.equal(one.filter((answer) => 'reject' in (answer as object)).length, 180);
  });

  test('reads no more than it keeps up with', async () => {
    let read = 0;
    async function* counted() {
      for await (const item of items(100_000)) {
        read++;
        yield item;
      }
    }
    let answered = 0;
    for await (const _ of screenBatch(buffer, counted(), { workers: 1 })) if (++answered === 5_000) break;
    assert.ok(read < 8_000, `${read} read`);
  });

  test('an error of the input comes after the answers to what came before', async () => {
    async function* broken() {
      yield* items(10);
      throw new Error('cut');
    }
    const answers: unknown[] = [];
    await assert.rejects(async () => {
      for await (const answer of screenBatch(buffer, broken(), { workers: 0 })) answers.push(answer);
    }, /cut/);
    assert.equal(answers.length, 10);
  });

  test('a thread that dies is an error, not a clear', async () => {
    const pool = new WorkerPool(new SharedArrayBuffer(8), DEFAULT_POLICY, 1);
    await assert.rejects(pool.screen([person('A B')]), code('screening/worker-failed'));
    await assert.rejects(pool.screen([person('A B')]), code('screening/worker-failed'));
    await pool.close();
  });
});
