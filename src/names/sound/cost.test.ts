import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { soundCost, TOO_FAR, TYPING_ERROR } from './cost.ts';
import { SoundProfile } from './profile.ts';
import { SOUNDS, soundCode, soundsOf } from './sounds.ts';

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

/** Of few sounds, so that many pairs are near each other. */
const few = fc
  .array(fc.constantFrom(...'aeiykhgsStm'), { maxLength: 9 })
  .map((s) => Uint8Array.from(s, soundCode));

test('a prepared word costs what the table of the edit distance says, within the limit and beyond', () => {
  const profile = new SoundProfile();
  fc.assert(
    fc.property(few, few, fc.integer({ min: 0, max: 300 }), (a, b, limit) => {
      profile.prepare(a, 0, a.length);
      assert.equal(
        profile.cost(b, 0, b.length, limit),
        soundCost(a, 0, a.length, b, 0, b.length, limit),
        `${a} ${b} ${limit}`,
      );
    }),
    { numRuns: 20_000 },
  );
});
