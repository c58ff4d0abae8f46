/** A share with what it was counted on and its 95 % Wilson interval. */
export interface Share {
  readonly hits: number;
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % point of the normal distribution. */
const Z = 1.959964;

/** Wilson's interval holds for shares near 0 and 1 and small counts, where the plain one does not. */
export function shareOf(hits: number, n: number): Share {
  if (n === 0) return { hits, n, share: 0, low: 0, high: 1 };
  const p = hits / n;
  const z2 = Z * Z;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return {
    hits,
    n,
    share: round(p),
    low: round(Math.max(0, middle - half)),
    high: round(Math.min(1, middle + half)),
  };
}

export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Of scores with their truth, at a threshold. */
export function confusionOf(
  scored: readonly { score: number; same: boolean }[],
  threshold: number,
): Confusion {
  let truePositive = 0;
  let falsePositive = 0;
  let falseNegative = 0;
  let trueNegative = 0;
  for (const { score, same } of scored) {
    if (score >= threshold) same ? truePositive++ : falsePositive++;
    else same ? falseNegative++ : trueNegative++;
  }
  const precision = ratio(truePositive, truePositive + falsePositive);
  const recall = ratio(truePositive, truePositive + falseNegative);
  return {
    truePositive,
    falsePositive,
    falseNegative,
    trueNegative,
    precision,
    recall,
    f1: ratio(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
  };
}

const ratio = (a: number, b: number) => (b === 0 ? 0 : round(a / b));

/** Five decimals. */
function round(value: number): number {
  return Math.round(value * 100_000) / 100_000;
}

interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Share of the weight of all answers. */
  readonly weight: number;
  /** Mean probability given. */
  readonly given: number;
  /** Share that is true. */
  readonly true: number;
}

export interface Reliability {
  readonly n: number;
  readonly bins: readonly ReliabilityBin[];
  /** Mean distance between the probability given and the share that is true, weighted by the bins' counts. */
  readonly expectedError: number;
  /** Mean squared distance between probability and truth: lower is better, and a constant cannot win it. */
  readonly brier: number;
}

const BINS = 10;

export interface Answer {
  readonly probability: number;
  readonly same: boolean;
  /** How many cases it stands for. */
  readonly weight: number;
}

/** Reliability in ten bins of equal width, every answer with its weight. */
export function reliabilityOf(answers: readonly Answer[]): Reliability {
  const total = weightOf(answers);
  const bins: ReliabilityBin[] = [];
  let error = 0;
  for (let b = 0; b < BINS; b++) {
    const within = answers.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === b,
    );
    const weight = weightOf(within);
    const given = mean(within, ({ probability }) => probability);
    const share = mean(within, ({ same }) => (same ? 1 : 0));
    error += weight * Math.abs(given - share);
    bins.push({
      from: b / BINS,
      to: (b + 1) / BINS,
      n: within.length,
      weight: round(weight / total),
      given: round(given),
      true: round(share),
    });
  }
  const brier = mean(answers, ({ probability, same }) => (probability - (same ? 1 : 0)) ** 2);
  return {
    n: answers.length,
    bins,
    expectedError: round(total === 0 ? 0 : error / total),
    brier: round(brier),
  };
}

function weightOf(answers: readonly Answer[]): number {
  return answers.reduce((sum, { weight }) => sum + weight, 0);
}

function mean(answers: readonly Answer[], value: (answer: Answer) => number): number {
  const weight = weightOf(answers);
  return weight === 0 ? 0 : answers.reduce((sum, answer) => sum + answer.weight * value(answer), 0) / weight;
}

/** Counts a yes or no under several headings at once. */
export class Tally {
  private readonly counts = new Map<string, { hits: number; n: number }>();

  add(hit: boolean, ...headings: readonly string[]): void {
    for (const heading of headings) {
      const count = this.counts.get(heading) ?? { hits: 0, n: 0 };
      this.counts.set(heading, { hits: count.hits + (hit ? 1 : 0), n: count.n + 1 });
    }
  }

  shares(): Record<string, Share> {
    const sorted = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([heading, { hits, n }]) => [heading, shareOf(hits, n)]));
  }
}
