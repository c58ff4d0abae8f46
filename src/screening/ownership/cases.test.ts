import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entity } from '../../entity/index.ts';
import { OwnershipAssessment } from './assess.ts';
import { holdingsOfLists } from './from-lists.ts';
import { ownershipGraph } from './graph.ts';
import type { Holding } from './holding.ts';
import { readOwnershipRows } from './rows.ts';
import { OWNERSHIP_RULES, type OwnershipRules } from './rules.data.ts';
import { readShare } from './share.ts';

type Row = Readonly<Record<string, unknown>> & { readonly owner: string; readonly asset: string };

function holdings(rows: readonly Row[]): readonly Holding[] {
  const read = readOwnershipRows(rows.map((row) => ({ source: 'register', ...row })));
  assert.deepEqual(read.rejects, []);
  return read.holdings;
}

function answer(
  rows: readonly Row[],
  entity: string,
  rules: OwnershipRules = OWNERSHIP_RULES.OFAC,
  on = '2026-01-01',
) {
  return new OwnershipAssessment(ownershipGraph(holdings(rows), on), ['X', 'Y'], rules).of(entity);
}

const codes = (rows: readonly Row[], entity: string) => answer(rows, entity).notices.map(({ code }) => code);

test('two shells that own each other are not blocked by each other, and are once one half comes from outside', () => {
  const shells = [
    { owner: 'A', asset: 'B', percentage: 100 },
    { owner: 'B', asset: 'A', percentage: 60 },
  ];
  assert.equal(answer([...shells, { owner: 'X', asset: 'A', percentage: 40 }], 'A').status, 'not-blocked');
  const [a, b] = ['A', 'B'].map((id) =>
    answer(
      [{ owner: 'B', asset: 'A', percentage: 50 }, shells[0]!, { owner: 'X', asset: 'A', percentage: 50 }],
      id,
    ),
  );
  assert.equal(a!.status, 'blocked');
  assert.deepEqual(b!.counted[0]!.path, ['X', 'A']);
  assert.equal(a!.aggregate.low, 100);
});

test('an unknown share gives bounds, and what others own for certain narrows them', () => {
  const unknown = { owner: 'X', asset: 'A', percentage: 'unknown' };
  const open = answer([unknown], 'A');
  assert.equal(open.status, 'cannot-tell');
  assert.deepEqual(open.aggregate, { kind: 'shares', low: 0, high: 100 });
  assert.match(open.sentence.en, /^It cannot be told whether A is blocked .* between 0 % and 100 %/);
  assert.match(open.sentence.de, /^Ob A .* zwischen 0 % und 100 %/);
  const narrowed = answer([unknown, { owner: 'Z', asset: 'A', percentage: 60 }], 'A');
  assert.equal(narrowed.status, 'not-blocked');
  assert.deepEqual(narrowed.aggregate, { kind: 'shares', low: 0, high: 40 });
  assert.equal(answer([unknown, { owner: 'Y', asset: 'A', percentage: 50 }], 'A').status, 'blocked');
});

test('an entity through which it cannot be told hands its doubt on', () => {
  const rows = [
    { owner: 'X', asset: 'A', percentage: '40-60' },
    { owner: 'A', asset: 'B', percentage: 70 },
  ];
  const b = answer(rows, 'B');
  assert.equal(b.status, 'cannot-tell');
  assert.deepEqual(b.aggregate, { kind: 'shares', low: 0, high: 70 });
  assert.equal(b.counted[0]!.because, 'may-be-owned');
});

test('one stake told by two sources is one stake; where they contradict, both are within the bounds and it is said', () => {
  const told = (source: string, percentage: unknown, asOf?: string) => ({
    owner: 'X',
    asset: 'A',
    percentage,
    source,
    asOf,
  });
  const agreed = answer([told('one', 30), told('other', '25-50')], 'A');
  assert.deepEqual([agreed.status, agreed.aggregate.low, agreed.aggregate.high], ['not-blocked', 30, 30]);
  assert.deepEqual(agreed.counted[0]!.sources, ['one', 'other']);
  const contradicted = answer([told('one', 30), told('other', 60)], 'A');
  assert.deepEqual(
    [contradicted.status, contradicted.aggregate.low, contradicted.aggregate.high],
    ['cannot-tell', 30, 60],
  );
  assert.ok(contradicted.notices.some(({ code }) => code === 'conflict'));
  const renewed = answer([told('one', 30, '2024-01-01'), told('one', 60, '2025')], 'A');
  assert.deepEqual([renewed.status, renewed.aggregate.low, renewed.aggregate.high], ['blocked', 60, 60]);
  const classes = answer(
    [
      { ...told('one', 30), interest: 'class A' },
      { ...told('one', 25), interest: 'class B' },
    ],
    'A',
  );
  assert.equal(classes.aggregate.low, 55);
});

test('holdings that are over or not begun count for nothing and are told', () => {
  const rows = [
    { owner: 'X', asset: 'A', percentage: 60, until: '2024-06-30' },
    { owner: 'X', asset: 'A', percentage: 40, from: '2024-07-01', interest: 'after the sale' },
  ];
  const after = answer(rows, 'A');
  assert.equal(after.status, 'not-blocked');
  assert.deepEqual(
    after.notices.map(({ code }) => code),
    ['unaccounted', 'ended'],
  );
  assert.match(after.sentence.en, /may still be blocked/);
  assert.equal(answer(rows, 'A', OWNERSHIP_RULES.OFAC, '2024-06-30').status, 'blocked');
  assert.ok(
    answer(rows, 'A', OWNERSHIP_RULES.OFAC, '2024-06-30').notices.some(({ code }) => code === 'future'),
  );
  // A year alone: held until its last day.
  assert.equal(answer([{ owner: 'X', asset: 'A', percentage: 60, until: '2026' }], 'A').status, 'blocked');
});

test('shares over 100 %, a company holding its own, control and votes are told', () => {
  assert.deepEqual(
    codes(
      [
        { owner: 'X', asset: 'A', percentage: 70 },
        { owner: 'Z', asset: 'A', percentage: 45 },
      ],
      'A',
    ),
    ['over-whole'],
  );
  assert.deepEqual(
    codes(
      [
        { owner: 'A', asset: 'A', percentage: 10 },
        { owner: 'X', asset: 'A', percentage: 45 },
      ],
      'A',
    ),
    ['self-held', 'unaccounted'],
  );
  assert.deepEqual(codes([{ owner: 'X', asset: 'A', kind: 'control' }], 'A'), ['not-counted']);
  assert.deepEqual(codes([{ owner: 'Z', asset: 'A', kind: 'control' }], 'A'), []);
  assert.match(answer([{ owner: 'X', asset: 'A', kind: 'control' }], 'A').sentence.en, /call for caution/);
});

test('exactly half: enough for OFAC and the EU, not for the UK; and in the UK several persons do not add up', () => {
  const half = [{ owner: 'X', asset: 'A', percentage: 50 }];
  const quarters = [
    { owner: 'X', asset: 'A', percentage: 30 },
    { owner: 'Y', asset: 'A', percentage: 30 },
  ];
  const own = [
    { owner: 'X', asset: 'A', percentage: 30 },
    { owner: 'B', asset: 'A', percentage: 30 },
    { owner: 'X', asset: 'B', percentage: 51 },
  ];
  const status = (rows: readonly Row[]) =>
    (['OFAC', 'EU', 'UK'] as const).map((id) => answer(rows, 'A', OWNERSHIP_RULES[id]).status);
  assert.deepEqual(status(half), ['blocked', 'blocked', 'not-blocked']);
  assert.deepEqual(status([{ owner: 'X', asset: 'A', percentage: '50.0000001' }]), [
    'blocked',
    'blocked',
    'cannot-tell',
  ]);
  assert.deepEqual(status(quarters), ['blocked', 'blocked', 'not-blocked']);
  assert.deepEqual(status(own), ['blocked', 'blocked', 'blocked']);
  const joint = quarters.map((row) => ({ ...row, arrangement: 'shareholders agreement' }));
  assert.deepEqual(status(joint), ['blocked', 'blocked', 'blocked']);
  // With one who is not listed, too: each holds the combined shares (Schedule 1, paragraph 3).
  const other = [joint[0]!, { ...joint[1]!, owner: 'Z' }];
  assert.deepEqual(status(other), ['not-blocked', 'not-blocked', 'blocked']);
  assert.equal(answer(other, 'A', OWNERSHIP_RULES.UK).counted[1]!.because, 'joint');
});

test('control blocks under the EU and UK rules, votes under the UK rule, neither under OFAC', () => {
  const status = (rows: readonly Row[]) =>
    (['OFAC', 'EU', 'UK'] as const).map((id) => answer(rows, 'A', OWNERSHIP_RULES[id]).status);
  assert.deepEqual(status([{ owner: 'X', asset: 'A', kind: 'control' }]), [
    'not-blocked',
    'blocked',
    'blocked',
  ]);
  assert.deepEqual(status([{ owner: 'X', asset: 'A', kind: 'votes', percentage: 51 }]), [
    'not-blocked',
    'not-blocked',
    'blocked',
  ]);
  // Shares and votes are no sum.
  const mixed = [
    { owner: 'X', asset: 'A', percentage: 30 },
    { owner: 'X', asset: 'A', kind: 'votes', percentage: 30 },
  ];
  assert.deepEqual(status(mixed), ['not-blocked', 'not-blocked', 'not-blocked']);
  assert.equal(
    answer([{ owner: 'X', asset: 'A', kind: 'control' }], 'A', OWNERSHIP_RULES.EU).because,
    'controlled',
  );
});

test('several ids of one listed person are one person', () => {
  const rows = holdings([
    { owner: 'un-1', asset: 'A', percentage: 30 },
    { owner: 'gb-1', asset: 'A', percentage: 30 },
  ]);
  const graph = ownershipGraph(rows, '2026-01-01');
  const status = (listed: (string | string[])[]) =>
    new OwnershipAssessment(graph, listed, OWNERSHIP_RULES.UK).of('A').status;
  assert.equal(status(['un-1', 'gb-1']), 'not-blocked');
  assert.equal(status([['un-1', 'gb-1']]), 'blocked');
});

test('who is listed is blocked whatever is held in it; who is unknown is not', () => {
  const assessment = new OwnershipAssessment(ownershipGraph([], '2026-01-01'), ['X'], OWNERSHIP_RULES.OFAC);
  assert.equal(assessment.of('nobody').status, 'not-blocked');
  assert.equal(answer([{ owner: 'Z', asset: 'X', percentage: 100 }], 'X').because, 'listed');
});

test('shares as people write them', () => {
  const percent = (text: string) => {
    const share = readShare(text);
    return share && [share.low / 1e6, share.high / 1e6];
  };
  assert.deepEqual(percent('25'), [25, 25]);
  assert.deepEqual(percent('33,3 %'), [33.3, 33.3]);
  assert.deepEqual(percent('1/3'), [33.333333, 33.333334]);
  assert.deepEqual(percent('between 25 and 50 percent'), [25, 50]);
  assert.deepEqual(percent('mehr als 25 %'), [25.000001, 100]);
  assert.deepEqual(percent('< 50'), [0, 49.999999]);
  assert.deepEqual(percent('unbekannt'), [0, 100]);
  assert.deepEqual(percent('16.66666666'), [16.666666, 16.666667]);
  for (const wrong of ['101', '-5', '50-25', '5 shares', '0x20', '1/0', '1e1', '> 100'])
    assert.equal(percent(wrong), undefined, wrong);
});

test('a wrong row is rejected with its place and stops no other', () => {
  const good = { owner: 'X', asset: 'A', percentage: '25', source: 'register' };
  const { holdings: read, rejects } = readOwnershipRows([
    good,
    { ...good, percentage: 120 },
    { ...good, owner: '' },
    { ...good, percentage: 10, percentageMin: 5 },
    { ...good, until: 'yesterday' },
    { ...good, from: '2025', until: '2024-12-31' },
    { ...good, kind: 'friendship' },
    { ...good, source: undefined },
    'X owns A',
    null,
    { ...good, percentage: undefined, percentageMin: 25, percentageMax: '50' },
  ]);
  assert.equal(read.length, 2);
  assert.deepEqual(read[1]!.share, { low: 25_000_000, high: 50_000_000 });
  assert.deepEqual(
    rejects.map(({ row, error }) => [row, error.code, error.place.path]),
    [
      [2, 'screening/bad-holding', 'percentage'],
      [3, 'screening/bad-holding', 'owner'],
      [4, 'screening/bad-holding', 'percentage'],
      [5, 'screening/bad-holding', 'until'],
      [6, 'screening/bad-holding', 'until'],
      [7, 'screening/bad-holding', 'kind'],
      [8, 'screening/bad-holding', 'source'],
      [9, 'screening/bad-holding', ''],
      [10, 'screening/bad-holding', ''],
    ],
  );
});

test('what lists say of ownership: a share where they tell one, unknown otherwise; mere acquaintance is none', () => {
  const link = (schema: string, properties: Entity['properties']): Entity => ({
    id: 'l',
    schema,
    caption: '',
    properties,
    datasets: ['list'],
  });
  const read = holdingsOfLists([
    link('Ownership', { owner: ['X'], asset: ['A'], percentage: ['51 %'], endDate: ['2020'] }),
    link('Ownership', { owner: ['X'], asset: ['B'], role: ['Vessel Owner'] }),
    link('UnknownLink', { subject: ['C'], object: ['P'], role: ['parent company'] }),
    link('UnknownLink', { subject: ['C'], object: ['X'], role: ['Linked To'] }),
    link('Person', {}),
  ]);
  assert.deepEqual(
    read.map(({ owner, asset, share, until }) => [owner, asset, share.low / 1e6, share.high / 1e6, until]),
    [
      ['X', 'A', 51, 51, '2020'],
      ['X', 'B', 0, 100, undefined],
      ['P', 'C', 0, 100, undefined],
    ],
  );
});
