/** Which requests are counted together. */
interface RequestLabels {
  readonly method: string;
  /** The pattern of the route, never its address: ids and queries are personal data. */
  readonly route: string | undefined;
  readonly status: number;
}

/** Upper ends, seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

interface Histogram {
  readonly labels: string;
  /** Requests in each bucket, not those below it. */
  readonly counts: number[];
  count: number;
  sum: number;
}

/** How long requests took, as Prometheus counts it. */
export class RequestDurations {
  private readonly histograms = new Map<string, Histogram>();

  observe({ method, route = 'none', status }: RequestLabels, milliseconds: number): void {
    const labels = `method="${METHODS.has(method) ? method : 'other'}",route="${route}",status="${status}"`;
    let histogram = this.histograms.get(labels);
    if (histogram === undefined) {
      histogram = { labels, counts: BUCKETS.map(() => 0), count: 0, sum: 0 };
      this.histograms.set(labels, histogram);
    }
    const seconds = milliseconds / 1000;
    const bucket = BUCKETS.findIndex((end) => seconds <= end);
    if (bucket >= 0) histogram.counts[bucket]!++;
    histogram.count++;
    histogram.sum += seconds;
  }

  /** In the text format of Prometheus. */
  lines(name: string): string[] {
    return [...this.histograms.values()].flatMap(({ labels, counts, count, sum }) => {
      let below = 0;
      const buckets = BUCKETS.map((end, i) => {
        below += counts[i]!;
        return `${name}_bucket{${labels},le="${end}"} ${below}`;
      });
      return [
        ...buckets,
        `${name}_bucket{${labels},le="+Inf"} ${count}`,
        `${name}_sum{${labels}} ${sum}`,
        `${name}_count{${labels}} ${count}`,
      ];
    });
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
