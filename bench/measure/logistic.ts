import type { ProbabilityFeatures } from '../../src/match/index.ts';
import type { CalibrationSample } from './calibration.ts';

/** What is fitted, in the order of the vector, with what is believed before any data is seen and how firmly. */
const TERMS: readonly {
  readonly name: string;
  readonly prior: number;
  /** Precision of the prior: how many log-odds units of evidence it takes to move it. */
  readonly firmness: number;
  readonly value: (features: ProbabilityFeatures) => number;
}[] = [
  { name: 'base', prior: -6, firmness: 0.001, value: () => 1 },
  { name: 'score', prior: 1, firmness: 0.05, value: ({ nameScore }) => (nameScore - 0.7) * 10 },
  { name: 'bits', prior: 0.2, firmness: 0.05, value: ({ bits }) => Math.min(60, bits) },
  { name: 'weak', prior: -1, firmness: 1, value: ({ weak }) => (weak ? 1 : 0) },
  { name: 'date.same', prior: 4, firmness: 1, value: ({ date }) => (date === 'same' ? 1 : 0) },
  { name: 'date.compatible', prior: 2, firmness: 1, value: ({ date }) => (date === 'compatible' ? 1 : 0) },
  { name: 'date.swapped', prior: 2, firmness: 1, value: ({ date }) => (date === 'swapped' ? 1 : 0) },
  { name: 'date.near', prior: 0, firmness: 1, value: ({ date }) => (date === 'near' ? 1 : 0) },
  {
    name: 'date.contradiction',
    prior: -4,
    firmness: 1,
    value: ({ date }) => (date === 'contradiction' ? 1 : 0),
  },
  { name: 'countryAgrees', prior: 1, firmness: 1, value: ({ country }) => (country > 0 ? 1 : 0) },
  { name: 'countryDiffers', prior: -1.5, firmness: 1, value: ({ country }) => (country < 0 ? 1 : 0) },
  { name: 'genderDiffers', prior: -2.5, firmness: 1, value: ({ genderDiffers }) => (genderDiffers ? 1 : 0) },
  // No false match shares an identifier here, and no pair of names tells what another number in them means.
  { name: 'identifier', prior: 12, firmness: 1000, value: ({ identifiers }) => (identifiers > 0 ? 1 : 0) },
  { name: 'otherNumber', prior: -3, firmness: 1000, value: ({ otherNumber }) => (otherNumber ? 1 : 0) },
];

/** Rounds of Newton's method: it has settled long before. */
const ROUNDS = 40;
const MOST_HALVINGS = 30;
const SETTLED = 1e-9;

export type Coefficients = readonly number[];

export function priorFrom(): Coefficients {
  return TERMS.map(({ prior }) => prior);
}

const vectorOf = (features: ProbabilityFeatures) => TERMS.map(({ value }) => value(features));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const added = (a: readonly number[], b: readonly number[]) => a.map((x, i) => x + b[i]!);
/** log(1 + eˣ) without overflow. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export function predict(coefficients: Coefficients, features: ProbabilityFeatures): number {
  return sigmoid(dot(coefficients, vectorOf(features)));
}

/** Weighted logistic regression with a ridge towards the prior (maximum a posteriori), by Newton's method. */
export function fit(samples: readonly CalibrationSample[], prior: Coefficients): Coefficients {
  const size = TERMS.length;
  // Weights are scaled so that the samples count as many as there are: the ridge then weighs the same at any size.
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const rows = samples.map(({ features, same, weight }) => ({
    x: vectorOf(features),
    y: same ? 1 : 0,
    w: (weight * samples.length) / total,
  }));
  /** Logarithm of the posterior: what is climbed. */
  const belief = (coefficients: Coefficients) => {
    let sum = 0;
    for (const { x, y, w } of rows) {
      const odds = dot(coefficients, x);
      sum -= w * softplus(y === 1 ? -odds : odds);
    }
    TERMS.forEach(({ firmness }, i) => {
      sum -= (firmness / 2) * (coefficients[i]! - prior[i]!) ** 2;
    });
    return sum;
  };
  let at = [...prior];
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = TERMS.map(({ firmness }, i) => firmness * (prior[i]! - at[i]!));
    const curvature = TERMS.map(({ firmness }, i) => TERMS.map((_, j) => (i === j ? firmness : 0)));
    for (const { x, y, w } of rows) {
      const p = sigmoid(dot(at, x));
      for (let i = 0; i < size; i++) {
        if (x[i] === 0) continue;
        gradient[i]! += w * (y - p) * x[i]!;
        for (let j = 0; j < size; j++) curvature[i]![j]! += w * p * (1 - p) * x[i]! * x[j]!;
      }
    }
    let step = solved(curvature, gradient);
    // A whole step may go beyond the top where the curve is flat: it is halved until it climbs.
    const reached = belief(at);
    let next = added(at, step);
    for (let halvings = 0; belief(next) < reached && halvings < MOST_HALVINGS; halvings++) {
      step = step.map((value) => value / 2);
      next = added(at, step);
    }
    at = next;
    if (Math.max(...step.map(Math.abs)) < SETTLED) break;
  }
  return at;
}

/** Solves a system of linear equations by elimination with pivots. */
export function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}

/** As the data file holds them. */
export function coefficientsFrom(coefficients: Coefficients): Record<string, unknown> {
  const date: Record<string, number> = {};
  const rest: Record<string, unknown> = {};
  TERMS.forEach(({ name }, i) => {
    const value = Math.round(coefficients[i]! * 1000) / 1000;
    if (name.startsWith('date.')) date[name.slice(5)] = value;
    else rest[name] = value;
  });
  return { ...rest, date: { ...date, unknown: 0 } };
}
