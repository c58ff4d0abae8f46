import type { Holding, HoldingKind } from './holding.ts';
import { type Share, UNKNOWN_SHARE } from './share.ts';

/** What an owner holds in an asset, of all that was said of it. */
export interface Stake extends Share {
  readonly owner: string;
  readonly asset: string;
  readonly kind: HoldingKind;
  readonly arrangement?: string;
  /** Everything said of it that is in force, newest of each source. */
  readonly statements: readonly Holding[];
  /** Set where two sources cannot both be right; the bounds then hold all of them. */
  readonly conflict?: true;
}

/**
 * One stake of the statements about it. What one source said earlier is replaced by what it said last. Several
 * sources tell of one stake: it is not added up. Where all can be right, what all allow is taken; where they cannot,
 * the bounds hold them all and the conflict is told: a mean of two contradicting registers is nobody's share.
 */
export function stakeOf(statements: readonly Holding[]): Stake {
  const latest = statements.length === 1 ? statements : newestOfEach(statements);
  const first = latest[0]!;
  let low = 0;
  let high = UNKNOWN_SHARE.high;
  let least = high;
  let most = 0;
  for (const { share } of latest) {
    low = Math.max(low, share.low);
    high = Math.min(high, share.high);
    least = Math.min(least, share.low);
    most = Math.max(most, share.high);
  }
  const agree = low <= high;
  const arrangement = latest.find((one) => one.arrangement !== undefined)?.arrangement;
  return {
    owner: first.owner,
    asset: first.asset,
    kind: first.kind,
    low: agree ? low : least,
    high: agree ? high : most,
    ...(arrangement === undefined ? {} : { arrangement }),
    statements: latest,
    ...(agree ? {} : { conflict: true as const }),
  };
}

/** In an order that does not depend on the order of the rows. */
function newestOfEach(statements: readonly Holding[]): readonly Holding[] {
  const newest = new Map<string, string>();
  for (const { source, asOf = '' } of statements)
    if (asOf >= (newest.get(source) ?? '')) newest.set(source, asOf);
  return statements
    .filter(({ source, asOf = '' }) => asOf === newest.get(source))
    .sort(
      (a, b) => compareText(a.source, b.source) || a.share.low - b.share.low || a.share.high - b.share.high,
    );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** When a holding is held, seen from a day: `ended` before it, `future` after it. Less exact dates are read in favour of `held`. */
export function timeOf(holding: Holding, on: string): 'held' | 'ended' | 'future' {
  const { from, until } = holding;
  if (until !== undefined && until < on.slice(0, until.length)) return 'ended';
  if (from !== undefined && from > on.slice(0, from.length)) return 'future';
  return 'held';
}
