import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OwnershipStatus } from './answer.ts';
import { OwnershipAssessment } from './assess.ts';
import { ownershipGraph } from './graph.ts';
import type { Holding } from './holding.ts';
import { OWNERSHIP_RULES, type OwnershipRules } from './rules.data.ts';
import { ONE_PERCENT } from './share.ts';

const ENTITIES = ['X', 'Y', 'A', 'B', 'C', 'D', 'E'];
const LISTED = ['X', 'Y'];
const DAY = '2026-01-01';

interface Drawn {
  readonly owner: string;
  readonly asset: string;
  readonly low: number;
  readonly high: number;
}

const holdingOf = ({ owner, asset, low, high }: Drawn): Holding => ({
  owner,
  asset,
  kind: 'shares',
  share: { low: low * ONE_PERCENT, high: high * ONE_PERCENT },
  source: 'test',
});

/** One stake for each pair of owner and asset, so that no two statements contradict each other. */
const stakes = (ranges: boolean) =>
  fc.uniqueArray(
    fc
      .record({
        owner: fc.constantFrom(...ENTITIES),
        asset: fc.constantFrom(...ENTITIES),
        a: fc.constantFrom(0, 10, 20, 25, 30, 40, 49, 50, 51, 60, 100),
        b: fc.constantFrom(0, 10, 20, 25, 30, 40, 49, 50, 51, 60, 100),
      })
      .map(({ owner, asset, a, b }): Drawn => {
        const other = ranges ? b : a;
        return { owner, asset, low: Math.min(a, other), high: Math.max(a, other) };
      }),
    { maxLength: 14, selector: ({ owner, asset }) => `${owner}${asset}` },
  );

const ALL_RULES: readonly OwnershipRules[] = Object.values(OWNERSHIP_RULES);
const rules = fc.constantFrom(...ALL_RULES);

function statuses(drawn: readonly Drawn[], by: OwnershipRules): Record<string, OwnershipStatus> {
  const assessment = new OwnershipAssessment(ownershipGraph(drawn.map(holdingOf), DAY), LISTED, by);
  return Object.fromEntries(ENTITIES.map((id) => [id, assessment.of(id).status]));
}

/** The rule by its words: add up, until nothing is added. Shares are what `of` says they are. */
function byHand(drawn: readonly Drawn[], by: OwnershipRules, of: (stake: Drawn) => number): Set<string> {
  const groups = by.aggregation === 'all' ? [LISTED] : LISTED.map((one) => [one]);
  const blocked = new Set<string>();
  for (const group of groups) {
    const inside = new Set(group);
    for (let grown = true; grown; ) {
      grown = false;
      for (const entity of ENTITIES) {
        if (inside.has(entity)) continue;
        const owned = drawn
          .filter(({ owner, asset }) => asset === entity && owner !== asset && inside.has(owner))
          .reduce((sum, stake) => sum + of(stake) * ONE_PERCENT, 0);
        if (by.inclusive ? owned < by.threshold : owned <= by.threshold) continue;
        inside.add(entity);
        grown = true;
      }
    }
    for (const entity of inside) blocked.add(entity);
  }
  return blocked;
}

test('on small graphs, cycles among them, the answer is what the rule gives by its words', () => {
  fc.assert(
    fc.property(stakes(false), rules, (drawn, by) => {
      const hand = byHand(drawn, by, ({ low }) => low);
      for (const [id, status] of Object.entries(statuses(drawn, by)))
        assert.equal(status, hand.has(id) || LISTED.includes(id) ? 'blocked' : 'not-blocked', id);
    }),
    { numRuns: 400 },
  );
});

test('with ranges: what is blocked is so whatever the shares are, and what is not blocked never is', () => {
  fc.assert(
    fc.property(
      stakes(true),
      rules,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (drawn, by, random) => {
        const told = statuses(drawn, by);
        for (let world = 0; world < 8; world++) {
          const shares = new Map(
            drawn.map((stake) => [stake, stake.low + (stake.high - stake.low) * corner(random.next().value)]),
          );
          // A world in which more than all is owned is none.
          const whole = ENTITIES.every(
            (id) =>
              drawn
                .filter(({ asset, owner }) => asset === id && owner !== id)
                .reduce((sum, one) => sum + shares.get(one)!, 0) <= 100,
          );
          if (!whole) continue;
          const hand = byHand(drawn, by, (stake) => shares.get(stake)!);
          for (const id of ENTITIES) {
            if (LISTED.includes(id)) continue;
            if (told[id] === 'blocked') assert.ok(hand.has(id), `${id} is called blocked`);
            if (told[id] === 'not-blocked') assert.ok(!hand.has(id), `${id} is called not blocked`);
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

/** Bounds more often than what lies between them. */
function corner(random: number): number {
  return random < 0.4 ? 0 : random > 0.6 ? 1 : (random - 0.4) * 5;
}

test('the order of rows and of listed persons changes nothing of the answer', () => {
  fc.assert(
    fc.property(
      stakes(true).chain((drawn) =>
        fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length })),
      ),
      rules,
      ([drawn, shuffled], by) => {
        const one = new OwnershipAssessment(ownershipGraph(drawn.map(holdingOf), DAY), LISTED, by);
        const other = new OwnershipAssessment(
          ownershipGraph(shuffled.map(holdingOf), DAY),
          [...LISTED].reverse(),
          by,
        );
        for (const id of ENTITIES) assert.deepEqual(other.of(id), one.of(id));
      },
    ),
    { numRuns: 300 },
  );
});

const RANK: Readonly<Record<OwnershipStatus, number>> = { 'not-blocked': 0, 'cannot-tell': 1, blocked: 2 };

test('a larger share of a listed person, or of what it owns, never unblocks', () => {
  fc.assert(
    fc.property(stakes(true), rules, fc.nat(), (drawn, by, choice) => {
      if (drawn.length === 0) return;
      const before = statuses(drawn, by);
      const raised = drawn[choice % drawn.length]!;
      // A stake of somebody who cannot be reached is a reason why others own less.
      if (before[raised.owner] !== 'blocked') return;
      const after = statuses(
        drawn.map((one) =>
          one === raised
            ? { ...one, low: Math.min(100, one.low + 15), high: Math.min(100, one.high + 15) }
            : one,
        ),
        by,
      );
      for (const id of ENTITIES)
        assert.ok(RANK[after[id]!] >= RANK[before[id]!], `${id}: ${before[id]} → ${after[id]}`);
    }),
    { numRuns: 400 },
  );
});
