import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mutated } from '../../bench/fuzz/mutate.ts';
import type { CalibrationSample } from '../../bench/measure/calibration.ts';
import { coefficientsFrom, fit, predict, priorFrom, solved } from '../../bench/measure/logistic.ts';
import { halvesOf } from '../../bench/measure/pairs.ts';
import { confusionOf, reliabilityOf, shareOf } from '../../bench/measure/statistics.ts';
import { LETTERS } from '../../bench/perturb/letters.ts';
import { ORDER } from '../../bench/perturb/order.ts';
import { differences } from '../../bench/report/compare.ts';
import { drawn, halfOf, randomOf } from '../../bench/seed.ts';
import { multiplied } from '../../bench/speed/multiply.ts';
import type { Entity } from '../../src/entity/index.ts';

const entity: Entity = { id: 'x', schema: 'Person', caption: 'x', datasets: ['l'], properties: {} };
const treatment = (id: string) => [...LETTERS, ...ORDER].find((one) => one.id === id)!;

test('a name falls in one half whatever its case, marks and word order', () => {
  for (const [a, b] of [
    ['José Pérez', 'PEREZ, Jose'],
    ['Usama bin Laden', 'bin laden usama'],
  ] as const)
    assert.equal(halfOf(a), halfOf(b));
  const halves = Array.from({ length: 1000 }, (_, i) => halfOf(`name ${i}`)).filter(
    (half) => half === 'tuning',
  );
  assert.ok(halves.length > 430 && halves.length < 570, `${halves.length} of 1000`);
});

test('pairs that share a name stay in one half', () => {
  const pairs = Array.from({ length: 200 }, (_, i) => ({
    subject: `a${i}`,
    listed: `a${i + (i % 3 === 0 ? 0 : 1)}`,
  }));
  const halves = halvesOf(pairs);
  const halfByName = new Map<string, string>();
  pairs.forEach(({ subject, listed }, at) => {
    for (const name of [subject, listed]) {
      assert.equal(halfByName.get(name) ?? halves[at], halves[at], name);
      halfByName.set(name, halves[at]!);
    }
  });
  assert.equal(new Set(halves).size, 2);
});

test('what is drawn does not depend on what else there is', () => {
  const all = Array.from({ length: 500 }, (_, i) => `k${i}`);
  const some = drawn(all, 100, 'seed', (key) => key);
  const fromMore = new Set(drawn([...all, 'another'], 100, 'seed', (key) => key));
  assert.ok(some.filter((key) => fromMore.has(key)).length >= 99);
});

test('Wilson interval and confusion agree with figures worked out by hand', () => {
  const { low, high } = shareOf(8, 8);
  assert.deepEqual([low, high], [0.67559, 1]);
  const scored = [
    { score: 0.9, same: true },
    { score: 0.7, same: false },
    { score: 0.69, same: true },
    { score: 0.1, same: false },
  ];
  const { precision, recall, f1 } = confusionOf(scored, 0.7);
  assert.deepEqual([precision, recall, f1], [0.5, 0.5, 0.5]);
});

test('reliability sees a probability that is too sure', () => {
  const answers = Array.from({ length: 100 }, (_, i) => ({ probability: 0.95, same: i < 70, weight: 1 }));
  assert.equal(reliabilityOf(answers).expectedError, 0.25);
});

test('the fit finds the odds behind the data and leaves alone what the data cannot tell', () => {
  const random = randomOf('fit');
  const samples = Array.from({ length: 4000 }, (): CalibrationSample => {
    const nameScore = 0.7 + 0.3 * random.next();
    const logOdds = -3 + 2 * (nameScore - 0.7) * 10;
    const features = {
      nameScore,
      bits: 0,
      weak: false,
      date: 'unknown' as const,
      country: 0,
      genderDiffers: false,
      identifiers: 0,
      otherNumber: false,
    };
    return {
      features,
      same: random.chance(1 / (1 + Math.exp(-logOdds))),
      half: 'tuning',
      weight: 1,
      probability: 0,
    };
  });
  const fitted = fit(samples, priorFrom());
  const { score, base, identifier } = coefficientsFrom(fitted) as Record<string, number>;
  assert.ok(Math.abs(score! - 2) < 0.2 && Math.abs(base! + 3) < 0.3, `${base} ${score}`);
  assert.equal(identifier, 12);
  assert.ok(predict(fitted, samples[0]!.features) > 0);
  assert.deepEqual(
    solved(
      [
        [0, 2],
        [3, 1],
      ],
      [4, 5],
    ).map((x) => Math.round(x * 1e9) / 1e9),
    [1, 2],
  );
});

test('two edits never fall into one short word', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const { name } = treatment('two-edits').alter({ entity, name: 'Omar Hassan Karim' }, randomOf(seed))!;
      const words = name!.split(' ');
      const lengths = ['Omar', 'Hassan', 'Karim'].map((word, i) =>
        Math.abs(word.length - (words[i] ?? '').length),
      );
      assert.ok(
        lengths.every((difference) => difference <= 1),
        name!,
      );
    }),
  );
});

test('a missing middle name leaves first and last', () => {
  const { name } = treatment('missing-middle').alter(
    { entity, name: 'Ayman Muhammad Zawahiri' },
    randomOf('s'),
  )!;
  assert.equal(name, 'Ayman Zawahiri');
  assert.equal(
    treatment('missing-middle').alter({ entity, name: 'Ayman al Zawahiri' }, randomOf('s')),
    undefined,
  );
});

test('multiplication gives the number asked for, again and again the same', () => {
  const listed = ['Anna Maria Berg', 'Omar Hassan', 'Ivan Petrov'].map((name, i) => ({
    ...entity,
    id: `p${i}`,
    properties: { name: [name] },
  }));
  const firms = ['Alpha Trading House', 'Blue Sea Shipping'].map((name, i) => ({
    ...entity,
    id: `c${i}`,
    schema: 'Company',
    properties: { name: [name] },
  }));
  const made = [...multiplied([...listed, ...firms], 50)];
  assert.equal(made.length, 50);
  assert.equal(new Set(made.map(({ id }) => id)).size, 50);
  assert.deepEqual([...multiplied([...listed, ...firms], 50)], made);
});

test('damage can be made again from its seed, and stays bounded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), fc.string(), (bytes, seed) => {
      const once = mutated(bytes, randomOf(seed));
      assert.deepEqual(mutated(bytes, randomOf(seed)), once);
      assert.ok(once.length <= bytes.length * 3 + 4096);
    }),
  );
});

test('a comparison of runs tells figures that moved, not the clock', () => {
  const before = { about: { seconds: 3 }, pairs: { f1: 0.9, low: 0.1 } };
  const now = { about: { seconds: 9 }, pairs: { f1: 0.92, low: 0.5 } };
  assert.deepEqual(
    differences(before, now).map((line) => line.split(' ')[0]),
    ['pairs'],
  );
  assert.deepEqual(differences(before, before), []);
});
