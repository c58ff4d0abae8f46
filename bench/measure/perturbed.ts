import { type Entity, type Subject, valuesOf } from '../../src/entity/index.ts';
import { namesWithin } from '../../src/names/index.ts';
import { TREATMENTS } from '../perturb/index.ts';
import type { Altered, Base, Bearer, Treatment } from '../perturb/treatment.ts';
import { halfOf, hash32, randomOf } from '../seed.ts';
import { matchesOf, NO_LIMIT, type Scene } from './scene.ts';
import { type Share, Tally } from './statistics.ts';

/** Cases of each treatment and kind of bearer in the full run. */
const EACH: Readonly<Record<Bearer, number>> = { person: 150, organisation: 100, vessel: 60, wallet: 60 };
/** Names of fewer letters say too little to be damaged and found again. */
const FEWEST_LETTERS = 5;

export interface PerturbedFigures {
  /** `treatment, bearer` → share found. */
  readonly found: Readonly<Record<string, Share>>;
  /** Over all treatments, by half. */
  readonly halves: Readonly<Record<string, Share>>;
  readonly what: Readonly<Record<string, string>>;
}

const BEARER: Readonly<Record<string, Bearer>> = {
  Person: 'person',
  Organization: 'organisation',
  Company: 'organisation',
  LegalEntity: 'organisation',
  Vessel: 'vessel',
  CryptoWallet: 'wallet',
};

export interface PerturbedCase {
  readonly treatment: Treatment;
  readonly bearer: Bearer;
  readonly base: Base;
  readonly altered: Altered;
}

/** True names under each of the testers' manipulations: is the entity found at the default threshold? */
export function measurePerturbed(scene: Scene): PerturbedFigures {
  const found = new Tally();
  const halves = new Tally();
  for (const one of perturbedCases(scene)) {
    const hit = isFound(scene, one);
    const half = halfOf(one.base.entity.caption);
    found.add(hit, `${one.treatment.id}, ${one.bearer}`);
    halves.add(hit, half, `${one.bearer}, ${half}`);
    if (!hit && half === 'tuning')
      scene.failure(
        'perturbed',
        `${one.treatment.id}, ${one.bearer}: ${JSON.stringify(one.altered)} | ${one.base.name} (${one.base.entity.id})`,
      );
  }
  const what = Object.fromEntries(TREATMENTS.map((treatment) => [treatment.id, treatment.what]));
  return { found: found.shares(), halves: halves.shares(), what };
}

/** Every treatment on entities in an order drawn for it, until enough could be treated. */
export function* perturbedCases(scene: Scene): Generator<PerturbedCase> {
  const bases = basesOf(scene);
  for (const treatment of TREATMENTS) {
    scene.progress(`perturbed: ${treatment.id}`);
    for (const bearer of treatment.bearers) {
      const wanted = scene.cases(EACH[bearer]);
      let taken = 0;
      for (const base of shuffled(bases.get(bearer) ?? [], treatment.id)) {
        if (taken >= wanted) break;
        const altered = treatment.alter(base, randomOf(`${treatment.id}:${base.entity.id}`));
        if (altered === undefined) continue;
        taken++;
        yield { treatment, bearer, base, altered };
      }
    }
  }
}

function basesOf(scene: Scene): Map<Bearer, Base[]> {
  const bases = new Map<Bearer, Base[]>();
  for (const entity of scene.lists.entities) {
    const bearer = BEARER[entity.schema];
    if (bearer === undefined) continue;
    const name = bearer === 'wallet' ? '' : nameOf(entity, bearer);
    if (name === undefined) continue;
    bases.set(bearer, [...(bases.get(bearer) ?? []), { entity, name }]);
  }
  return bases;
}

/** The primary name in Latin letters and natural order; undefined where it has none, or none that says enough. */
function nameOf(entity: Entity, bearer: Bearer): string | undefined {
  const listed = valuesOf(entity, 'name').find((name) => /^[\p{Script=Latin}\p{M}\P{L}]+$/u.test(name));
  if (listed === undefined) return undefined;
  // Of several names printed as one the first: testers damage a name, not a line of a list.
  const first = bearer === 'person' ? namesWithin(listed)[0]! : listed;
  const comma = bearer === 'person' ? /^([^,]+), ([^,]+)$/.exec(first) : null;
  const name = (comma === null ? first : `${comma[2]} ${comma[1]}`).replace(/\s+/g, ' ').trim();
  const letters = name.replace(/\P{L}/gu, '').length;
  if (bearer === 'person' && !name.includes(' ')) return undefined;
  return letters >= FEWEST_LETTERS ? name : undefined;
}

function shuffled(bases: readonly Base[], seed: string): Base[] {
  const ranked = bases.map((base) => ({ base, rank: hash32(`${seed}:${base.entity.id}`) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ base }) => base);
}

function isFound(scene: Scene, { base, altered }: PerturbedCase): boolean {
  const { id } = base.entity;
  if (altered.text !== undefined)
    return scene.index.scanText(altered.text, { limit: NO_LIMIT }).some(({ match }) => match.id === id);
  return matchesOf(scene.index, subjectOf(base, altered)).some((match) => match.id === id);
}

export function subjectOf({ entity }: Base, altered: Altered): Subject {
  return {
    schema: entity.schema,
    properties: { ...(altered.name === undefined ? {} : { name: [altered.name] }), ...altered.properties },
    ...(altered.carried === undefined ? {} : { carried: altered.carried }),
  };
}
