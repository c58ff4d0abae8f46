import { KINDS, type OwnershipGraph } from './graph.ts';
import type { OwnershipRules } from './rules.data.ts';
import { WHOLE } from './share.ts';

/** Not reached. */
const OUTSIDE = -1;

/**
 * How far listing reaches through ownership: the least set that holds the listed and every entity of which members
 * of the set own enough.
 *
 *     round 0   the listed
 *     round n   what the members of rounds before n own enough of; then THEIR whole holdings count
 *
 * Least, so that two shells which own each other are not blocked by each other; in rounds, so that the answer does
 * not depend on the order of the rows. Every stake is looked at once.
 *
 * Run with the low bounds of all stakes it gives who is reached for certain; with the high bounds, who can be.
 * A high bound is cut by what others, who cannot be reached, own for certain: of an entity of which they own 60 %,
 * a stake of unknown size is 40 % at most.
 */
export class Spread {
  readonly #graph: OwnershipGraph;
  readonly #rules: OwnershipRules;
  readonly #high: boolean;
  /** Round of each entity; -1 outside. */
  readonly round: Int32Array;
  /** By kind: what members own of each entity, and the part of it that is certain. */
  readonly #sum: readonly Float64Array[];
  readonly #certain: readonly Float64Array[];
  /** By kind: what all owners together own for certain. */
  readonly #all: readonly Float64Array[];
  readonly #joined = new Set<number>();
  readonly #touched: number[] = [];
  readonly #arrangements: ReadonlyMap<string, readonly number[]>;

  constructor(graph: OwnershipGraph, rules: OwnershipRules, bound: 'low' | 'high') {
    this.#graph = graph;
    this.#rules = rules;
    this.#high = bound === 'high';
    const count = graph.ids.length;
    this.round = new Int32Array(count).fill(OUTSIDE);
    this.#sum = KINDS.map(() => new Float64Array(count));
    this.#certain = KINDS.map(() => new Float64Array(count));
    this.#all = KINDS.map(() => new Float64Array(count));
    graph.stakes.forEach((stake, at) => {
      if (graph.owner[at] !== graph.asset[at])
        this.#all[KINDS.indexOf(stake.kind)]![graph.asset[at]!]! += stake.low;
    });
    this.#arrangements = rules.aggregation === 'each' ? arrangementsOf(graph) : new Map();
  }

  /** Every entity whose sums or round this run changed, besides the listed. */
  get touched(): readonly number[] {
    return this.#touched;
  }

  /** Starts anew from these. */
  run(listed: readonly number[]): void {
    this.#reset();
    let frontier = [...listed];
    for (const entity of frontier) {
      this.round[entity] = 0;
      this.#touched.push(entity);
    }
    for (let round = 1; frontier.length > 0; round++) {
      const candidates = new Set<number>();
      for (const member of frontier) this.#count(member, candidates);
      frontier = [];
      for (const entity of candidates) {
        if (this.round[entity] !== OUTSIDE || !this.#isEnough(entity)) continue;
        frontier.push(entity);
      }
      for (const entity of frontier) this.round[entity] = round;
    }
  }

  /** What members own of an entity, by kind: the bound that this spread is of. */
  ownedOf(entity: number, kind: number): number {
    const sum = this.#sum[kind]![entity]!;
    if (!this.#high) return sum;
    const all = this.#all[kind]![entity]!;
    // Where the shares add up to more than the whole, what others own proves nothing.
    if (all > WHOLE) return Math.min(sum, Math.max(WHOLE, this.#certain[kind]![entity]!));
    return Math.min(sum, WHOLE - (all - this.#certain[kind]![entity]!));
  }

  #count(member: number, candidates: Set<number>): void {
    const { ownerFrom, byOwner, stakes, asset } = this.#graph;
    for (let at = ownerFrom[member]!; at < ownerFrom[member + 1]!; at++) {
      const stake = byOwner[at]!;
      if (asset[stake] === member) continue;
      const { arrangement } = stakes[stake]!;
      const joint =
        arrangement === undefined ? undefined : this.#arrangements.get(keyOf(asset[stake]!, arrangement));
      for (const one of joint ?? [stake]) this.#add(one);
      candidates.add(asset[stake]!);
    }
  }

  #add(at: number): void {
    const { stakes, asset, owner } = this.#graph;
    if (this.#rules.aggregation === 'each') {
      if (this.#joined.has(at) || owner[at] === asset[at]) return;
      this.#joined.add(at);
    }
    const stake = stakes[at]!;
    const kind = KINDS.indexOf(stake.kind);
    const entity = asset[at]!;
    this.#touched.push(entity);
    if (stake.kind === 'control') {
      this.#sum[kind]![entity]! += 1;
      return;
    }
    this.#sum[kind]![entity]! += this.#high ? stake.high : stake.low;
    this.#certain[kind]![entity]! += stake.low;
  }

  #isEnough(entity: number): boolean {
    const { counts, control, threshold, inclusive } = this.#rules;
    if (control && this.#sum[KINDS.indexOf('control')]![entity]! > 0) return true;
    return counts.some((kind) => {
      const owned = this.ownedOf(entity, KINDS.indexOf(kind));
      return inclusive ? owned >= threshold : owned > threshold;
    });
  }

  #reset(): void {
    for (const entity of this.#touched) {
      this.round[entity] = OUTSIDE;
      for (const sum of this.#sum) sum[entity] = 0;
      for (const sum of this.#certain) sum[entity] = 0;
    }
    this.#touched.length = 0;
    this.#joined.clear();
  }
}

const keyOf = (asset: number, arrangement: string) => `${asset} ${arrangement}`;

function arrangementsOf(graph: OwnershipGraph): Map<string, number[]> {
  const found = new Map<string, number[]>();
  graph.stakes.forEach(({ arrangement }, at) => {
    if (arrangement === undefined) return;
    const key = keyOf(graph.asset[at]!, arrangement);
    found.set(key, [...(found.get(key) ?? []), at]);
  });
  return found;
}
