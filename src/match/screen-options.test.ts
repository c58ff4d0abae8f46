import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entity, manyEntities } from './fixture-entities.ts';
import { buildIndex } from './index/build.ts';
import { openIndex } from './index/open.ts';
import type { ScreenOptions } from './screen-options.ts';

const entities = [
  ...manyEntities(),
  entity('r-terror', 'Person', 'Zoltan Brakemeier', { keywords: ['terrorism', 'country'] }),
  entity('r-country', 'Person', 'Zoltan Brakemeyer', { keywords: ['country'] }),
  entity('r-unknown', 'Person', 'Zoltan Brakemaier'),
  entity('r-both', 'Person', 'Soltan Brakemeier', { keywords: ['country'] }, ['list_a', 'list_b']),
];
const index = openIndex(buildIndex(entities, { lists: { list_a: '1', list_b: '1' } }).buffer);
const found = (name: string, options: ScreenOptions) =>
  index.screen({ schema: 'Person', properties: { name: [name] } }, options).map(({ id }) => id);

test('a weak alias counts from the score that is asked of it, or not at all', () => {
  assert.ok(found('Abu Yahya', {}).includes('p-hattab'));
  assert.ok(found('Abu Yahya', { leastOfNames: { weakAlias: 0.99 } }).includes('p-hattab'));
  const [slip] = index.screen({ schema: 'Person', properties: { name: ['Abu Yahyah'] } });
  assert.equal(slip?.explanation.name?.property, 'weakAlias');
  assert.ok(slip.explanation.name.score < 1);
  assert.deepEqual(found('Abu Yahyah', { leastOfNames: { weakAlias: 1 } }), []);
  const [stronger] = index.screen(
    { schema: 'Person', properties: { name: ['Abu Yahya'] } },
    { leastOfNames: { weakAlias: 2 } },
  );
  assert.equal(stronger?.explanation.name?.listed, 'Abu Yahya al-Hattab');
  assert.ok(found('Qasim Yahya al-Hattab', { leastOfNames: { weakAlias: 2 } }).includes('p-hattab'));
});

test('an entity is asked under the regimes of its list, and where none is known', () => {
  const all = found('Zoltan Brakemeier', {});
  assert.deepEqual(all.toSorted(), ['r-both', 'r-country', 'r-terror', 'r-unknown']);
  assert.deepEqual(found('Zoltan Brakemeier', { regimes: { list_a: ['terrorism'] } }).toSorted(), [
    'r-both',
    'r-terror',
    'r-unknown',
  ]);
  assert.deepEqual(
    found('Zoltan Brakemeier', { regimes: { list_a: ['terrorism'] }, lists: ['list_a'] }).toSorted(),
    ['r-terror', 'r-unknown'],
  );
});

test('who stands only on lists that are left out does not count, however they are gathered', () => {
  const gathered = [
    entity('g-eu', 'Person', 'Zoltan Brakemeier', {}, ['all', 'eu']),
    entity('g-un', 'Person', 'Zoltan Brakemeyer', {}, ['all', 'eu', 'un']),
    entity('g-own', 'Person', 'Zoltan Brakemaier', {}, ['own']),
    entity('g-plain', 'Person', 'Soltan Brakemeier', {}, ['eu']),
  ];
  const opened = openIndex(buildIndex(gathered, { lists: { all: '1', own: '1', eu: '1' } }).buffer);
  const subject = { schema: 'Person', properties: { name: ['Zoltan Brakemeier'] } };
  const options = { lists: ['all', 'own'], leaveOut: { lists: ['eu'], gatherers: ['all', 'own'] } };
  const ids = opened.screen(subject, options).map(({ id }) => id);
  assert.deepEqual(ids.toSorted(), ['g-own', 'g-un']);
  assert.deepEqual(opened.screen(subject, options), opened.fullScan(subject, options));
});

test('under every option the pruned search is the full scan', () => {
  const options: readonly ScreenOptions[] = [
    { leastOfNames: { weakAlias: 2, previousName: 0.9, alias: 0.8 }, threshold: 0.6 },
    { regimes: { list_a: ['terrorism'] }, threshold: 0.6 },
    { regimes: { list_a: [], list_b: ['terrorism'] }, lists: ['list_a'], leastOfNames: { alias: 2 } },
  ];
  for (const { caption, schema } of entities) {
    const subject = { schema, properties: { name: [caption.slice(1)], birthDate: ['1971'] } };
    for (const each of options) {
      assert.deepEqual(index.screen(subject, each), index.fullScan(subject, each), caption);
    }
  }
});
