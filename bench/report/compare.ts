/** Changes of less than this are not told. */
const LEAST = 0.0005;
/** Intervals, counts and the clock are not figures of their own. */
const NOT_TOLD = new Set(['low', 'high', 'hits', 'seconds', 'date']);

/** Differences between two runs, one line each; numbers that both have, by their path. */
export function differences(before: unknown, now: unknown, path = ''): string[] {
  if (typeof before === 'number' && typeof now === 'number') {
    if (Math.abs(now - before) < LEAST) return [];
    const sign = now > before ? '+' : '';
    return [
      `${path.padEnd(70)} ${before.toFixed(4)} → ${now.toFixed(4)} (${sign}${(now - before).toFixed(4)})`,
    ];
  }
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null)
    return before === now ? [] : [`${path.padEnd(70)} ${JSON.stringify(before)} → ${JSON.stringify(now)}`];
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...keys].flatMap((key) =>
    NOT_TOLD.has(key)
      ? []
      : differences(
          (before as Record<string, unknown>)[key],
          (now as Record<string, unknown>)[key],
          path === '' ? key : `${path} / ${key}`,
        ),
  );
}
