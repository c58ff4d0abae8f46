import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LEAST_OMISSION, leastCosts, leastSum, soundCost, TOO_FAR, TYPING_ERROR } from './cost.ts';
import { FIRST_WRITTEN, SOUNDS, soundsOf } from './sounds.ts';

const ANY = 60_000;
const cost = (a: string, b: string, limit = ANY) => costOfSounds(soundsOf(a), soundsOf(b), limit);

function costOfSounds(a: Uint8Array, b: Uint8Array, limit = ANY): number {
  return soundCost(a, 0, a.length, b, 0, b.length, limit);
}

const sounds = fc
  .array(fc.integer({ min: 1, max: SOUNDS.length }), { maxLength: 12 })
  .map((codes) => Uint8Array.from(codes));

test('equal words cost nothing, and so do digraphs and doubled letters of one sound', () => {
  for (const [a, b] of [
    ['zawahiri', 'zawahiri'],
    ['hassan', 'hasan'],
    ['filip', 'philip'],
    ['ouda', 'uda'],
    ['', ''],
  ] as const) {
    assert.equal(cost(a, b), 0, `${a} ${b}`);
  }
});

test('what romanisations exchange costs less than half a typing error; another consonant costs a whole one', () => {
  for (const [a, b] of [
    ['khaled', 'haled'],
    ['qadir', 'kadir'],
    ['sharif', 'scharif'],
    ['yusuf', 'jusuf'],
    ['tawfik', 'tavfik'],
    ['gamal', 'jamal'],
    ['dhia', 'dia'],
    ['usama', 'osama'],
  ] as const) {
    assert.ok(cost(a, b) < TYPING_ERROR / 2, `${a} ${b}: ${cost(a, b)}`);
  }
  assert.equal(cost('karim', 'kasim'), TYPING_ERROR);
  assert.equal(cost('salim', 'katim'), 2 * TYPING_ERROR);
});

test('two neighbouring sounds exchanged are one typing error, not two', () => {
  assert.equal(cost('kazmir', 'kamzir'), TYPING_ERROR);
  assert.ok(cost('belhadi', 'belhdai') <= TYPING_ERROR);
  assert.ok(cost('kazmir', 'kaqtir') > TYPING_ERROR);
});

test('a digit is another number, never a slip', () => {
  for (const [a, b] of [
    ['44', '45'],
    ['4', '44'],
    ['brigade4', 'brigade'],
    ['4', 'a'],
  ] as const) {
    assert.ok(cost(a, b) > 2 * TYPING_ERROR, `${a} ${b}: ${cost(a, b)}`);
  }
});

test('the cost is symmetric, zero only between equals, and not above leaving out and adding every sound', () => {
  fc.assert(
    fc.property(sounds, sounds, (a, b) => {
      const there = costOfSounds(a, b);
      assert.equal(there, costOfSounds(b, a));
      assert.equal(costOfSounds(a, a), 0);
      if (there === 0) assert.deepEqual(a, b);
      const none = new Uint8Array(0);
      assert.ok(there <= costOfSounds(a, none) + costOfSounds(none, b));
    }),
    { numRuns: 2000 },
  );
});

test('a limit refuses exactly what costs more, and never changes what costs less', () => {
  fc.assert(
    fc.property(sounds, sounds, fc.integer({ min: 0, max: 400 }), (a, b, limit) => {
      const whole = costOfSounds(a, b);
      assert.equal(costOfSounds(a, b, limit), whole > limit ? TOO_FAR : whole);
    }),
    { numRuns: 3000 },
  );
});

test('a word in the middle of a longer column costs the same', () => {
  const column = Uint8Array.from([7, 7, ...soundsOf('khaled'), 9]);
  const other = soundsOf('haled');
  assert.equal(soundCost(column, 2, 5, other, 0, 5, ANY), cost('khaled', 'haled'));
});

test('the quick bounds are never above the cost', () => {
  const least = new Uint8Array(FIRST_WRITTEN);
  fc.assert(
    fc.property(sounds, sounds, (a, b) => {
      const whole = costOfSounds(a, b);
      leastCosts(a, 0, a.length, least);
      const columns = b.reduce((sum, code) => sum + least[code]!, 0);
      assert.ok(columns <= whole, `columns ${columns} > ${whole}`);
      const surplus = Math.max(0, a.length - b.length) * LEAST_OMISSION;
      assert.ok(columns + surplus <= whole, `columns and surplus ${columns + surplus} > ${whole}`);
      assert.ok(leastSum(a, 0, a.length, b, 0, b.length, ANY) <= whole);
    }),
    { numRuns: 5000 },
  );
});
