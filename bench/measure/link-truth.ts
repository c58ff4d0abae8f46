import { type Entity, matchableWith } from '../../src/entity/index.ts';
import { type Reference, referencesOf, registerNumbersOf } from '../../src/screening/index.ts';
import { type Half, hash32 } from '../seed.ts';

/** What numbers that two entries carry say of them. */
type Statement = 'same' | 'other' | 'unstated';

export interface LinkTruth {
  /** Pairs of two lists that carry one number: `lesser greater` → scheme of the number. */
  readonly pairs: ReadonlyMap<string, string>;
  stated(left: string, right: string): Statement;
  /** Of an entry: which half it is in, with all that its numbers tie it to. */
  halfOf(id: string): Half;
}

/** Schemes by which a list is a copy of another one's entries, not another authority's look at the same person. */
export const COPYING: ReadonlySet<string> = new Set(['ofac']);

/** The truth that the lists state by quoting each other's reference numbers. */
export function truthOfReferences(entities: readonly Entity[]): LinkTruth {
  return truthOf(entities, referencesOf(entities));
}

/** The truth that registers' numbers state, for organisations and ships above all. */
export function truthOfRegisters(entities: readonly Entity[]): LinkTruth {
  const numbers = new Map<string, Reference[]>();
  for (const entity of entities) {
    const found = registerNumbersOf(entity);
    if (found.length > 0) numbers.set(entity.id, found);
  }
  return truthOf(entities, numbers);
}

function truthOf(entities: readonly Entity[], numbers: ReadonlyMap<string, readonly Reference[]>): LinkTruth {
  const known = new Map(
    entities.filter(({ target }) => target === true).map((entity) => [entity.id, entity]),
  );
  const bearers = new Map<string, string[]>();
  for (const [id, own] of numbers) {
    if (!known.has(id)) continue;
    for (const { scheme, number } of own) {
      const key = `${scheme}:${number}`;
      bearers.set(key, [...(bearers.get(key) ?? []), id]);
    }
  }
  const leader = new Map<string, string>();
  const leaderOf = (id: string): string => {
    const above = leader.get(id);
    return above === undefined || above === id ? id : leaderOf(above);
  };
  const pairs = new Map<string, string>();
  for (const [key, ids] of bearers) {
    const [scheme = ''] = key.split(':');
    for (const one of ids) {
      for (const other of ids) {
        if (one >= other) continue;
        const [left, right] = [known.get(one)!, known.get(other)!];
        leader.set(leaderOf(other), leaderOf(one));
        // A number that a ship and its owner both carry says nothing of two names for one thing.
        if (left.datasets[0] === right.datasets[0] || !matchableWith(left.schema, right.schema)) continue;
        if (!pairs.has(`${one} ${other}`)) pairs.set(`${one} ${other}`, scheme);
      }
    }
  }
  return {
    pairs,
    stated(left, right) {
      const [mine, its] = [numbers.get(left) ?? [], numbers.get(right) ?? []];
      if (leader.size > 0 && leaderOf(left) === leaderOf(right)) return 'same';
      return mine.some((one) => its.some((other) => other.scheme === one.scheme)) ? 'other' : 'unstated';
    },
    halfOf: (id) => ((hash32(`links:${leaderOf(id)}`) & 1) === 0 ? 'tuning' : 'reporting'),
  };
}
