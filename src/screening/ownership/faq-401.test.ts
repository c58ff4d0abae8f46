import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnershipAssessment } from './assess.ts';
import { ownershipGraph } from './graph.ts';
import type { Holding } from './holding.ts';
import { OWNERSHIP_RULES } from './rules.data.ts';
import { shareOfPercent } from './share.ts';

type Told = readonly [owner: string, percent: number, asset: string];

function holdings(told: readonly Told[]): Holding[] {
  return told.map(([owner, percent, asset]) => ({
    owner,
    asset,
    kind: 'shares',
    share: shareOfPercent(percent)!,
    source: 'test',
  }));
}

/** OFAC FAQ 399 and 401 in facts: who holds what, and which entities are blocked. X and Y are listed. */
const EXAMPLES: readonly {
  readonly name: string;
  readonly told: readonly Told[];
  readonly blocked: readonly string[];
  readonly not: Readonly<Record<string, number>>;
}[] = [
  {
    name: 'FAQ 399: X and Y each 25 % of A',
    told: [
      ['X', 25, 'A'],
      ['Y', 25, 'A'],
    ],
    blocked: ['A'],
    not: {},
  },
  {
    name: 'FAQ 401, example 1: a chain of two halves is not a quarter',
    told: [
      ['X', 50, 'A'],
      ['A', 50, 'B'],
    ],
    blocked: ['A', 'B'],
    not: {},
  },
  {
    name: 'FAQ 401, example 2: two quarters through two halves',
    told: [
      ['X', 50, 'A'],
      ['X', 50, 'B'],
      ['A', 25, 'C'],
      ['B', 25, 'C'],
    ],
    blocked: ['A', 'B', 'C'],
    not: {},
  },
  {
    name: 'FAQ 401, example 3: directly and indirectly together',
    told: [
      ['X', 50, 'A'],
      ['X', 10, 'B'],
      ['A', 40, 'B'],
    ],
    blocked: ['A', 'B'],
    not: {},
  },
  {
    name: 'FAQ 401, example 4: through a quarter nothing counts',
    told: [
      ['X', 50, 'A'],
      ['X', 25, 'B'],
      ['A', 25, 'C'],
      ['B', 25, 'C'],
    ],
    blocked: ['A'],
    not: { B: 25, C: 25 },
  },
  {
    name: 'FAQ 401, example 5: two halves through two quarters are nothing',
    told: [
      ['X', 25, 'A'],
      ['X', 25, 'B'],
      ['A', 50, 'C'],
      ['B', 50, 'C'],
    ],
    blocked: [],
    not: { A: 25, B: 25, C: 0 },
  },
];

for (const { name, told, blocked, not } of EXAMPLES) {
  test(name, () => {
    const graph = ownershipGraph(holdings(told), '2026-01-01');
    const assessment = new OwnershipAssessment(graph, ['X', 'Y'], OWNERSHIP_RULES.OFAC);
    assert.deepEqual(assessment.blocked(), blocked);
    assert.deepEqual(assessment.unclear(), []);
    for (const [entity, percent] of Object.entries(not)) {
      const { status, aggregate } = assessment.of(entity);
      assert.equal(status, 'not-blocked');
      assert.deepEqual(aggregate, { kind: 'shares', low: percent, high: percent });
    }
  });
}

test('the arithmetic of example 3 is told with its path, in two languages', () => {
  const graph = ownershipGraph(holdings(EXAMPLES[3]!.told), '2026-01-01');
  const answer = new OwnershipAssessment(graph, ['X'], OWNERSHIP_RULES.OFAC).of('B');
  assert.deepEqual(
    answer.counted.map(({ owner, low, because, path }) => ({ owner, low, because, path })),
    [
      { owner: 'A', low: 40, because: 'owned', path: ['X', 'A'] },
      { owner: 'X', low: 10, because: 'listed', path: ['X'] },
    ],
  );
  assert.equal(
    answer.sentence.en,
    "B is blocked under OFAC's 50 Percent Rule: listed persons own 50 % of its shares (X → A 40 % + X 10 %), and the rule asks for 50 % or more. Who owns 50 % of it was not told.",
  );
  assert.equal(
    answer.sentence.de,
    'B ist nach der 50-Prozent-Regel der OFAC blockiert: gelistete Personen halten 50 % der Anteile (X → A 40 % + X 10 %), verlangt sind 50 % oder mehr. Wem 50 % davon gehören, ist nicht genannt.',
  );
});
