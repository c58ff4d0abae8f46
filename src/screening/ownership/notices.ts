import type { OwnershipGraph } from './graph.ts';
import { stakesIn } from './graph.ts';
import type { OwnershipRules } from './rules.data.ts';
import { percentOf, WHOLE } from './share.ts';

/** What whoever reads the answer must know of the data behind it. */
export interface OwnershipNotice {
  /**
   * - `conflict`: sources tell shares of one stake that cannot both be right; the bounds hold both.
   * - `over-whole`: the least of all shares adds up to more than 100 %.
   * - `unaccounted`: even the most of all known shares leaves a part whose owner nobody named.
   * - `unknown-share`: a stake whose size nobody told.
   * - `self-held`: the entity holds shares in itself; they count for nobody.
   * - `not-counted`: a listed person, or an entity that is or may be blocked, has control or votes that these rules do not count.
   * - `ended`, `future`: such a person's holding that is over or has not begun.
   */
  readonly code:
    | 'conflict'
    | 'over-whole'
    | 'unaccounted'
    | 'unknown-share'
    | 'self-held'
    | 'not-counted'
    | 'ended'
    | 'future';
  readonly owner?: string;
  /** Percent: of `over-whole` the sum, of `unaccounted` what is missing, else the stake's. */
  readonly low?: number;
  readonly high?: number;
  readonly sources?: readonly string[];
}

/** @param reached whether an owner is listed, or is or may be blocked */
export function noticesOf(
  graph: OwnershipGraph,
  rules: OwnershipRules,
  id: string,
  reached: (owner: string) => boolean,
): OwnershipNotice[] {
  const notices: OwnershipNotice[] = [];
  const entity = graph.numbers.get(id);
  let least = 0;
  let most = 0;
  for (const stake of entity === undefined ? [] : stakesIn(graph, entity)) {
    const about = {
      owner: stake.owner,
      low: percentOf(stake.low),
      high: percentOf(stake.high),
      sources: stake.statements.map(({ source }) => source),
    };
    const counts = stake.kind === 'control' ? rules.control : rules.counts.includes(stake.kind);
    if (stake.conflict) notices.push({ code: 'conflict', ...about });
    if (stake.owner === stake.asset) notices.push({ code: 'self-held', ...about });
    else if (!counts && reached(stake.owner)) notices.push({ code: 'not-counted', ...about });
    if (stake.kind !== 'control' && stake.low === 0 && stake.high === WHOLE)
      notices.push({ code: 'unknown-share', owner: stake.owner, sources: about.sources });
    if (stake.kind === 'shares') {
      least += stake.low;
      most += stake.high;
    }
  }
  if (least > WHOLE) notices.push({ code: 'over-whole', low: percentOf(least), high: percentOf(least) });
  if (most > 0 && most < WHOLE)
    notices.push({ code: 'unaccounted', low: percentOf(WHOLE - most), high: percentOf(WHOLE - least) });
  const past = (graph.notHeld.get(id) ?? [])
    .filter(({ owner }) => reached(owner))
    .map((holding) => ({
      code:
        holding.until !== undefined && holding.until < graph.on ? ('ended' as const) : ('future' as const),
      owner: holding.owner,
      low: percentOf(holding.share.low),
      high: percentOf(holding.share.high),
      sources: [holding.source],
    }));
  return [...notices, ...past.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
}
