import { type Entity, isA, valuesOf } from '../../src/entity/index.ts';
import type { LinkProposal } from '../../src/screening/index.ts';
import type { Half } from '../seed.ts';
import { COPYING, type LinkTruth } from './link-truth.ts';
import { type Share, shareOf, Tally } from './statistics.ts';

export interface LinkFigures {
  /** Heading (kind, pair of lists) → of the pairs whose numbers say so: linked without a person. */
  readonly linked: Readonly<Record<string, Share>>;
  /** … linked, or proposed to a person. */
  readonly found: Readonly<Record<string, Share>>;
  /** Heading → of the links whose two sides both carry a number of one scheme: the numbers agree. */
  readonly precision: Readonly<Record<string, Share>>;
  readonly proposedPrecision: Readonly<Record<string, Share>>;
}

/** Recall and precision of proposals against what numbers state, of one half. */
export function measureLinks(
  proposals: readonly LinkProposal[],
  truth: LinkTruth,
  entities: ReadonlyMap<string, Entity>,
  half: Half,
): LinkFigures {
  const byPair = new Map(proposals.map((one) => [`${one.left} ${one.right}`, one]));
  const [linked, found, precision, proposed] = [new Tally(), new Tally(), new Tally(), new Tally()];
  for (const [pair, scheme] of truth.pairs) {
    const [left = '', right = ''] = pair.split(' ');
    if (truth.halfOf(left) !== half) continue;
    const state = byPair.get(pair)?.state;
    const headings = headingsOf(entities.get(left)!, entities.get(right)!, COPYING.has(scheme));
    linked.add(state === 'linked', ...headings);
    found.add(state !== undefined, ...headings);
  }
  for (const { left, right, state } of proposals) {
    // Both sides' halves: what is told wrongly of one is told of both.
    if (truth.halfOf(left) !== half && truth.halfOf(right) !== half) continue;
    const stated = truth.stated(left, right);
    if (stated === 'unstated') continue;
    const [one, other] = [entities.get(left)!, entities.get(right)!];
    const headings = headingsOf(one, other, isCopy(one, other));
    (state === 'linked' ? precision : proposed).add(stated === 'same', ...headings);
  }
  return {
    linked: linked.shares(),
    found: found.shares(),
    precision: precision.shares(),
    proposedPrecision: proposed.shares(),
  };
}

/** Both are lists of the US: one prints the other's entries. */
function isCopy(one: Entity, other: Entity): boolean {
  return one.datasets[0]!.startsWith('us_') && other.datasets[0]!.startsWith('us_');
}

function headingsOf(one: Entity, other: Entity, copy: boolean): string[] {
  const kind = kindOf(one, other);
  if (copy) return ['copies', `copies, ${kind}`];
  return ['all', kind, `${[one.datasets[0], other.datasets[0]].sort().join(' and ')}, ${kind}`];
}

function kindOf(one: Entity, other: Entity): string {
  for (const schema of ['Person', 'Vessel', 'Airplane'])
    if (isA(one.schema, schema) || isA(other.schema, schema)) return schema;
  return 'Organization';
}

/** What else speaks for a link of which no number says anything, from strongest to weakest. */
type Support =
  | 'contradicted: birth date'
  | 'a number in common'
  | 'birth date and country agree'
  | 'exact birth date'
  | 'birth date compatible'
  | 'country agrees'
  | 'country differs'
  | 'nothing beside the name';

/** Of links that no number states: how many have other support in the entries, by kind. */
export function supportOf(
  proposals: readonly LinkProposal[],
  truths: readonly LinkTruth[],
  entities: ReadonlyMap<string, Entity>,
): Readonly<Record<string, Readonly<Record<string, Share>>>> {
  const counts = new Map<string, Map<Support, number>>();
  for (const proposal of proposals) {
    const { left, right, state, evidence } = proposal;
    const names = evidence.find((one) => one.kind === 'names');
    if (state !== 'linked' || names === undefined) continue;
    if (truths.some((truth) => truth.stated(left, right) !== 'unstated')) continue;
    const [one, other] = [entities.get(left)!, entities.get(right)!];
    const kind = kindOf(one, other);
    const numbered = evidence.some((each) => each.kind === 'identifier');
    const support = numbered ? 'a number in common' : supporting(names.facts, one, other);
    const of = counts.get(kind) ?? new Map<Support, number>();
    of.set(support, (of.get(support) ?? 0) + 1);
    counts.set(kind, of);
  }
  return Object.fromEntries(
    [...counts].sort().map(([kind, of]) => {
      const all = [...of.values()].reduce((sum, count) => sum + count, 0);
      const shares = [...of].sort().map(([support, count]) => [support, shareOf(count, all)]);
      return [kind, Object.fromEntries(shares)];
    }),
  );
}

function supporting(facts: Readonly<Record<string, string>>, one: Entity, other: Entity): Support {
  const { birthDate: date, country } = facts;
  if (date === 'contradiction') return 'contradicted: birth date';
  const agrees = country === 'agrees' || share(one, other, 'birthCountry');
  if (date === 'same') return agrees ? 'birth date and country agree' : 'exact birth date';
  if (date === 'compatible' || date === 'swapped')
    return agrees ? 'birth date and country agree' : 'birth date compatible';
  if (agrees) return 'country agrees';
  return country === 'differs' ? 'country differs' : 'nothing beside the name';
}

function share(one: Entity, other: Entity, property: string): boolean {
  const its = valuesOf(other, property);
  return valuesOf(one, property).some((value) => its.includes(value));
}
