import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildIndex, openIndex } from '../match/index.ts';
import { screenSubject } from './index.ts';

test('entities that are left out are neither shown nor take the place of others', () => {
  const name = 'Qasim Hattab Rezaei';
  const entities = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    schema: 'Person',
    caption: name,
    properties: { name: id === 'd' ? ['Somebody Else'] : [name] },
    datasets: ['list_a'],
  }));
  const index = openIndex(buildIndex(entities, { lists: { list_a: '1' } }).buffer);
  const subject = { schema: 'Person', properties: { name: [name] } };
  const policy = { threshold: 0.7, limit: 1 };
  const ids = (only: (id: string) => boolean) => {
    const { matches, moreMatches, outcome } = screenSubject(index, subject, policy, { only });
    return [matches.map(({ id }) => id), moreMatches, outcome];
  };
  const asked: string[] = [];
  assert.deepEqual(
    ids((id) => asked.push(id) > 0),
    [['a'], true, 'alert'],
  );
  assert.deepEqual(asked.sort(), ['a', 'b', 'c'], 'asked of those that reach the threshold');
  assert.deepEqual(
    ids((id) => id !== 'a'),
    [['b'], true, 'alert'],
  );
  assert.deepEqual(
    ids((id) => id === 'c'),
    [['c'], undefined, 'alert'],
  );
  assert.deepEqual(
    ids(() => false),
    [[], undefined, 'clear'],
  );
});
