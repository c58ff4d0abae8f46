import { compareText, type Stake, stakeOf, timeOf } from './consolidate.ts';
import type { Holding, HoldingKind } from './holding.ts';

/** Who holds what, on a day: stakes as columns, found by owner and by asset. Made once, asked under any rules. */
export interface OwnershipGraph {
  /** ISO day of which it speaks. */
  readonly on: string;
  readonly ids: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly stakes: readonly Stake[];
  readonly owner: Int32Array;
  readonly asset: Int32Array;
  /** Stakes of owner `n`: `byOwner[ownerFrom[n] … ownerFrom[n + 1]]`; in the order of the assets' ids. */
  readonly ownerFrom: Int32Array;
  readonly byOwner: Int32Array;
  readonly assetFrom: Int32Array;
  readonly byAsset: Int32Array;
  /** Holdings that are over, or not begun, by asset: they count for nothing and are told. */
  readonly notHeld: ReadonlyMap<string, readonly Holding[]>;
}

export const KINDS: readonly HoldingKind[] = ['shares', 'votes', 'control'];

/**
 * The graph of the holdings in force on a day.
 * @param on ISO day; never the clock's, so that an answer can be given again
 */
export function ownershipGraph(holdings: Iterable<Holding>, on: string): OwnershipGraph {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    let number = numbers.get(id);
    if (number === undefined) {
      number = ids.push(id) - 1;
      numbers.set(id, number);
    }
    return number;
  };
  // Statements about the same two parties, in most cases one; told apart further by kind and interest.
  const statements = new Map<string, Holding | Holding[]>();
  const notHeld = new Map<string, Holding[]>();
  for (const holding of holdings) {
    if (timeOf(holding, on) !== 'held') {
      append(notHeld, holding.asset, holding);
      continue;
    }
    const pair = `${numberOf(holding.owner)} ${numberOf(holding.asset)} ${KINDS.indexOf(holding.kind)} ${holding.interest ?? ''}`;
    const known = statements.get(pair);
    if (known === undefined) statements.set(pair, holding);
    else if (Array.isArray(known)) known.push(holding);
    else statements.set(pair, [known, holding]);
  }
  const stakes: Stake[] = [];
  for (const told of statements.values()) stakes.push(stakeOf(Array.isArray(told) ? told : [told]));
  const owner = Int32Array.from(stakes, (stake) => numbers.get(stake.owner)!);
  const asset = Int32Array.from(stakes, (stake) => numbers.get(stake.asset)!);
  const [ownerFrom, byOwner] = grouped(owner, ids.length);
  const [assetFrom, byAsset] = grouped(asset, ids.length);
  return { on, ids, numbers, stakes, owner, asset, ownerFrom, byOwner, assetFrom, byAsset, notHeld };
}

/** Stakes in an asset, in an order that does not depend on the order of the rows. */
export function stakesIn(graph: OwnershipGraph, asset: number): Stake[] {
  const found: Stake[] = [];
  for (let at = graph.assetFrom[asset]!; at < graph.assetFrom[asset + 1]!; at++)
    found.push(graph.stakes[graph.byAsset[at]!]!);
  return found.sort(
    (a, b) =>
      b.low - a.low ||
      b.high - a.high ||
      compareText(a.owner, b.owner) ||
      compareText(a.kind, b.kind) ||
      compareText(a.statements[0]!.interest ?? '', b.statements[0]!.interest ?? ''),
  );
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Positions of `keys` by key, by counting. */
function grouped(keys: Int32Array, count: number): [from: Int32Array, positions: Int32Array] {
  const from = new Int32Array(count + 1);
  for (const key of keys) from[key + 1]!++;
  for (let n = 0; n < count; n++) from[n + 1]! += from[n]!;
  const next = from.slice();
  const positions = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) positions[next[keys[at]!]!++] = at;
  return [from, positions];
}
