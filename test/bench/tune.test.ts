import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonsOf, scoreOf } from '../../bench/tune/comparison.ts';
import { alertedLoss, type Cases, figuresOf, scriptLoss } from '../../bench/tune/objective.ts';
import { search } from '../../bench/tune/search.ts';
import { compareNames } from '../../src/match/index.ts';
import { PERSON_SETTINGS, THING_SETTINGS } from '../../src/names/index.ts';

const NAMES = [
  ['Usama bin Ladin', 'BIN LADEN, Usama', 'Person'],
  ['Ivan Petrovich Sidorov', 'Сидоров Иван Иванович', 'Person'],
  ['J. Carlos Gomes', 'Juan Carlos Gomez', 'Person'],
  ['Orion Shiping Fund V', 'Orion Shipping Fund VI LLC', 'Company'],
] as const;

test('a comparison made once scores as the engine does', () => {
  for (const [subject, listed, schema] of NAMES) {
    const isPerson = schema === 'Person';
    const [comparison] = comparisonsOf(subject, [listed], isPerson ? 'person' : 'organisation');
    const score = scoreOf(comparison!, isPerson ? PERSON_SETTINGS : THING_SETTINGS);
    assert.ok(Math.abs(score - compareNames(subject, listed, schema).score) < 0.001, `${subject}: ${score}`);
  }
});

test('names without a word in common are no comparison', () => {
  assert.deepEqual(comparisonsOf('Maria Silva', ['Kim Jong Un'], 'person'), []);
});

test('false alerts cost more beyond half a percent, and beyond one percent of a script', () => {
  assert.ok(Math.abs(alertedLoss(0.004) - 0.24) < 1e-9);
  assert.ok(Math.abs(alertedLoss(0.01) - (0.6 + 1.5)) < 1e-9);
  assert.equal(scriptLoss(0.01, 1000), 0);
  assert.ok(Math.abs(scriptLoss(0.03, 300) - 0.4) < 1e-9);
  assert.ok(Math.abs(scriptLoss(0.03, 299) - 0.08) < 1e-9);
});

test('a script counts in the whole with all its people, however few were drawn', () => {
  const same = comparisonsOf('Maria Silva Costa', ['Maria Silva Costa'], 'person');
  const cases: Cases = {
    pairs: [{ comparisons: same, same: true }],
    listed: [{ heading: 'one', weight: 2, cases: [same, []] }],
    unlisted: [
      { script: 'Latin', people: 9000, drawn: 10, cases: [same] },
      { script: 'Thai', people: 1000, drawn: 1000, cases: [] },
    ],
  };
  const { alertedOfAll, objective } = figuresOf(cases, PERSON_SETTINGS);
  assert.ok(Math.abs(alertedOfAll - 0.09) < 1e-9);
  assert.ok(Math.abs(objective - (3 + 1 - alertedLoss(0.09) - scriptLoss(0.1, 10))) < 1e-9);
});

test('the search comes near to the best settings, in three decimals, and leaves others alone', () => {
  const distance = ({ edit, unequal }: typeof PERSON_SETTINGS) =>
    -((edit - 2.2) ** 2) - (unequal - 0.011) ** 2;
  const found = search(PERSON_SETTINGS, ['edit', 'unequal'], distance, 25, () => {});
  assert.ok(Math.abs(found.edit - 2.2) < 0.01, String(found.edit));
  assert.ok(Math.abs(found.unequal - 0.011) < 0.002, String(found.unequal));
  assert.equal(found.edit, Math.round(found.edit * 1000) / 1000);
  assert.deepEqual(
    { ...found, edit: 1.45, unequal: 0.027 },
    { ...PERSON_SETTINGS, edit: 1.45, unequal: 0.027 },
  );
});

test('no round, no change', () => {
  assert.equal(
    search(
      PERSON_SETTINGS,
      ['edit'],
      () => Math.random(),
      0,
      () => {},
    ),
    PERSON_SETTINGS,
  );
});
