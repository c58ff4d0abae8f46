import type { CountedStake, OwnershipAnswer } from './answer.ts';
import { KINDS, type OwnershipGraph, stakesIn } from './graph.ts';
import type { HoldingKind } from './holding.ts';
import { noticesOf } from './notices.ts';
import type { OwnershipRules } from './rules.data.ts';
import { sentenceOf } from './sentence.ts';
import { percentOf } from './share.ts';
import { Spread } from './spread.ts';

/** One listed person; several ids where several lists name the same one. */
export type ListedPerson = string | readonly string[];

const UNKNOWN = 0;
const POSSIBLE = 1;
const CERTAIN = 2;

/**
 * Applies rules of ownership to a graph.
 *
 * @param listed who is listed, by the lists that the rules go with. Ids that the graph does not know own nothing in it.
 * @param nameOf how an id is called in sentences
 */
export class OwnershipAssessment {
  readonly #graph: OwnershipGraph;
  readonly #rules: OwnershipRules;
  readonly #principals: readonly (readonly number[])[];
  readonly #listed: ReadonlySet<number>;
  /** The listed who own nothing and in whom nothing is held, too. */
  readonly #listedIds: ReadonlySet<string>;
  readonly #low: Spread;
  readonly #high: Spread;
  readonly #reach: Uint8Array;
  /** The principal on whom the answer for an entity rests. */
  readonly #principal: Int32Array;
  readonly #owned: Float64Array;
  readonly #nameOf: (id: string) => string;
  #ran = -1;

  constructor(
    graph: OwnershipGraph,
    listed: Iterable<ListedPerson>,
    rules: OwnershipRules,
    nameOf: (id: string) => string = (id) => id,
  ) {
    this.#graph = graph;
    this.#rules = rules;
    this.#nameOf = nameOf;
    const ids = Array.from(listed, (person) => (typeof person === 'string' ? [person] : [...person].sort()));
    const persons = principalsOf(graph, ids);
    this.#listedIds = new Set(ids.flat());
    this.#listed = new Set(persons.flat());
    this.#principals = rules.aggregation === 'all' ? [[...this.#listed]] : persons;
    this.#low = new Spread(graph, rules, 'low');
    this.#high = new Spread(graph, rules, 'high');
    this.#reach = new Uint8Array(graph.ids.length);
    this.#principal = new Int32Array(graph.ids.length);
    this.#owned = new Float64Array(graph.ids.length).fill(-1);
    for (let principal = 0; principal < this.#principals.length; principal++) this.#take(principal);
  }

  /** Entities that are blocked for what is held in them; the listed are not among them. */
  blocked(): string[] {
    return this.#withReach(CERTAIN);
  }

  /** Entities of which it cannot be told. */
  unclear(): string[] {
    return this.#withReach(POSSIBLE);
  }

  /** The answer for an entity, with its arithmetic. One that the graph does not know is owned by nobody we know of. */
  of(id: string): OwnershipAnswer {
    const entity = this.#graph.numbers.get(id);
    const { threshold, inclusive, counts } = this.#rules;
    const listed = this.#listedIds.has(id);
    const facts: Omit<OwnershipAnswer, 'sentence'> = {
      entity: id,
      rules: this.#rules.id,
      on: this.#graph.on,
      status: listed ? 'blocked' : 'not-blocked',
      because: listed ? 'listed' : 'none',
      aggregate: { kind: counts[0]!, low: 0, high: 0 },
      threshold: { percent: percentOf(threshold), inclusive },
      counted: [],
      notices: noticesOf(this.#graph, this.#rules, id, () => false),
    };
    const whole = entity === undefined ? facts : { ...facts, ...this.#answer(entity, id) };
    return Object.freeze({ ...whole, sentence: sentenceOf(whole, this.#rules, this.#nameOf) });
  }

  #answer(entity: number, id: string): Partial<OwnershipAnswer> {
    if (this.#principals.length === 0) return {};
    const principal = this.#principal[entity]!;
    if (this.#ran !== principal) this.#run(principal);
    const listed = this.#listed.has(entity);
    const reach = this.#reach[entity]!;
    const controlled =
      this.#rules.control &&
      this.#low.ownedOf(entity, KINDS.indexOf('control')) > 0 &&
      !this.#isOwned(entity);
    return {
      status: listed || reach === CERTAIN ? 'blocked' : reach === POSSIBLE ? 'cannot-tell' : 'not-blocked',
      because: listed ? 'listed' : reach !== CERTAIN ? 'none' : controlled ? 'controlled' : 'owned',
      aggregate: this.#aggregate(entity),
      counted: this.#counted(entity),
      notices: noticesOf(this.#graph, this.#rules, id, (owner) => {
        const number = this.#graph.numbers.get(owner);
        return number !== undefined && (this.#listed.has(number) || this.#reach[number]! > UNKNOWN);
      }),
    };
  }

  #isOwned(entity: number): boolean {
    const { counts, threshold, inclusive } = this.#rules;
    return counts.some((kind) => {
      const owned = this.#low.ownedOf(entity, KINDS.indexOf(kind));
      return inclusive ? owned >= threshold : owned > threshold;
    });
  }

  #aggregate(entity: number): OwnershipAnswer['aggregate'] {
    const bounds = this.#rules.counts.map((kind) => ({
      kind,
      low: percentOf(this.#low.ownedOf(entity, KINDS.indexOf(kind))),
      high: percentOf(this.#high.ownedOf(entity, KINDS.indexOf(kind))),
    }));
    return bounds.reduce((best, one) =>
      one.low > best.low || (one.low === best.low && one.high > best.high) ? one : best,
    );
  }

  #counted(entity: number): CountedStake[] {
    const { counts, control, aggregation } = this.#rules;
    const stakes = stakesIn(this.#graph, entity).filter(
      (stake) =>
        stake.owner !== stake.asset &&
        (stake.kind === 'control' ? control : (counts as readonly string[]).includes(stake.kind)),
    );
    const inside = (owner: string) => this.#high.round[this.#graph.numbers.get(owner)!]! >= 0;
    const joint = new Set(
      aggregation === 'each'
        ? stakes.filter(({ owner }) => inside(owner)).map((stake) => stake.arrangement)
        : [],
    );
    return stakes
      .filter(
        (stake) => inside(stake.owner) || (stake.arrangement !== undefined && joint.has(stake.arrangement)),
      )
      .map((stake) => {
        const owner = this.#graph.numbers.get(stake.owner)!;
        const certain = this.#low.round[owner]!;
        return {
          owner: stake.owner,
          kind: stake.kind,
          low: percentOf(stake.low),
          high: percentOf(stake.high),
          because: !inside(stake.owner)
            ? 'joint'
            : certain === 0
              ? 'listed'
              : certain > 0
                ? 'owned'
                : 'may-be-owned',
          path: inside(stake.owner) ? this.#path(owner) : [],
          sources: [...new Set(stake.statements.map(({ source }) => source))].sort(),
        };
      });
  }

  /** Back through the rounds: the largest stake of an owner that was in before. It ends at somebody listed. */
  #path(from: number): string[] {
    const spread = this.#low.round[from]! >= 0 ? this.#low : this.#high;
    const path = [this.#graph.ids[from]!];
    for (let at = from; spread.round[at]! > 0; ) {
      const before = stakesIn(this.#graph, at).find((stake) => {
        const round = spread.round[this.#graph.numbers.get(stake.owner)!]!;
        return round >= 0 && round < spread.round[at]! && this.#counts(stake.kind);
      });
      if (before === undefined) break;
      path.unshift(before.owner);
      at = this.#graph.numbers.get(before.owner)!;
    }
    return path;
  }

  #counts(kind: HoldingKind): boolean {
    return kind === 'control' ? this.#rules.control : this.#rules.counts.includes(kind);
  }

  #run(principal: number): void {
    this.#low.run(this.#principals[principal]!);
    this.#high.run(this.#principals[principal]!);
    this.#ran = principal;
  }

  /** Keeps, for every entity that a principal reaches or owns something of, the principal who comes furthest. */
  #take(principal: number): void {
    this.#run(principal);
    for (const entity of new Set([...this.#low.touched, ...this.#high.touched])) {
      const reach =
        this.#low.round[entity]! >= 0 ? CERTAIN : this.#high.round[entity]! >= 0 ? POSSIBLE : UNKNOWN;
      const { low, high } = this.#aggregate(entity);
      // Reach first; then what is certain, then what is possible. One number, so that the order of principals is none.
      const owned = low * 1e4 + high;
      const better =
        reach > this.#reach[entity]! || (reach === this.#reach[entity]! && owned > this.#owned[entity]!);
      if (!better) continue;
      this.#reach[entity] = reach;
      this.#owned[entity] = owned;
      this.#principal[entity] = principal;
    }
  }

  #withReach(reach: number): string[] {
    const found: string[] = [];
    this.#reach.forEach((one, entity) => {
      if (one === reach && !this.#listed.has(entity)) found.push(this.#graph.ids[entity]!);
    });
    return found.sort();
  }
}

/** In the order of their ids, each once. */
function principalsOf(graph: OwnershipGraph, listed: readonly (readonly string[])[]): number[][] {
  const persons = new Map<string, number[]>();
  for (const ids of listed) {
    const known = ids.flatMap((id) => graph.numbers.get(id) ?? []);
    if (known.length > 0) persons.set(ids.join(' '), known);
  }
  return [...persons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known);
}
