export interface Latency {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly n: number;
}

/** Runs a step for each item and gives the rate of the whole and quantiles of the single times. */
export function timed<T>(
  items: readonly T[],
  step: (item: T) => void,
  before: () => void = () => {},
): Latency {
  const times = new Float64Array(items.length);
  let spent = 0;
  items.forEach((item, at) => {
    before();
    const start = performance.now();
    step(item);
    times[at] = performance.now() - start;
    spent += times[at]!;
  });
  return { perSecond: Math.round((items.length / spent) * 1000), ...quantilesOf(times), n: items.length };
}

function quantilesOf(times: Float64Array): { p50: number; p99: number; p999: number } {
  const sorted = times.slice().sort();
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 1000) / 1000;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}
