import { type Entity, valuesOf } from '../../src/entity/index.ts';
import type { NameKind } from '../../src/names/index.ts';
import { labelledPairs, people } from '../data/labelled.ts';
import { aliasCases } from '../measure/aliases.ts';
import { halvesOf } from '../measure/pairs.ts';
import { perturbedCases } from '../measure/perturbed.ts';
import type { Scene } from '../measure/scene.ts';
import { drawn, type Half, halfOf } from '../seed.ts';
import { comparisonsOf } from './comparison.ts';
import type { Cases, ListedCases } from './objective.ts';
import { treatedCases } from './treated.ts';
import { unlistedCases } from './unlisted.ts';

/** Persons have settings of their own; all else that has a name shares the other ones. */
export type TunedKind = 'person' | 'thing';

/**
 * The manipulations that pull on the settings, by their ids in `bench/perturb`. The others are answered by how
 * names are read (marks, titles, scripts), or are these under another name.
 */
const MANIPULATIONS: Readonly<Record<TunedKind, readonly string[]>> = {
  person: [
    'one-edit',
    'two-edits',
    'missing-middle',
    'extra-middle',
    'reversed',
    'merged',
    'split',
    'middle-initial',
  ],
  thing: ['one-edit', 'two-edits', 'missing-word'],
};
const BEARER = { person: 'person', thing: 'organisation' } as const;
/** Four times as many cases of each manipulation as the evaluation takes: a search sees finer steps. */
const MORE_PERTURBED = 4;
/** At most so many aliases of a half: more make the search slower, not surer. */
const MOST_ALIASES = 1200;

const WEIGHT = { treated: 3, manipulation: 1.5, aliases: { person: 2, thing: 1 } } as const;

/**
 * The cases of one half, split as the evaluation splits them: labelled pairs; treated names (weight 3), taken-out
 * strong aliases (weight 2, of organisations 1) and manipulated names (weight 1.5 each) of listed entities; and
 * people on no list. A thing of open kind (`LegalEntity`) is read as an organisation. There are no treated names
 * and no unlisted set of things. Throws without the corpus.
 */
export function casesOf(scene: Scene, kind: TunedKind, half: Half): Cases {
  return {
    pairs: pairCases(kind, half),
    listed: [
      ...(kind === 'person'
        ? [{ heading: 'treated', weight: WEIGHT.treated, cases: treatedCases(scene, half) }]
        : []),
      aliases(scene, kind, half),
      ...manipulated(scene, kind, half),
    ],
    unlisted: kind === 'person' ? unlistedCases(scene, half) : [],
  };
}

function pairCases(kind: TunedKind, half: Half): Cases['pairs'] {
  const pairs = labelledPairs() ?? [];
  const halves = halvesOf(pairs);
  return pairs
    .filter(({ schema }, at) => (schema === 'Person') === (kind === 'person') && halves[at] === half)
    .map(({ subject, listed, schema, same }) => ({
      comparisons: comparisonsOf(subject, [listed], nameKindOf(schema)),
      same,
    }));
}

function aliases(scene: Scene, kind: TunedKind, half: Half): ListedCases {
  const wanted = kind === 'person' ? 'persons' : 'organisations';
  const all = aliasCases(scene).cases.filter(
    (one) => one.kind === wanted && !one.weak && halfOf(one.entity.caption) === half,
  );
  const cases = drawn(all, MOST_ALIASES, 'tune', ({ entity }) => entity.id).map(({ entity, alias }) => {
    const others = [...namesOf(entity)].filter((name) => name !== alias);
    return comparisonsOf(alias, others, BEARER[kind]);
  });
  return { heading: 'aliases', weight: WEIGHT.aliases[kind], cases };
}

function manipulated(scene: Scene, kind: TunedKind, half: Half): ListedCases[] {
  const cases = new Map(MANIPULATIONS[kind].map((id) => [id, [] as ListedCases['cases'][number][]]));
  const more: Scene = { ...scene, cases: (full) => scene.cases(full * MORE_PERTURBED), progress: () => {} };
  for (const { treatment, bearer, base, altered } of perturbedCases(more)) {
    if (bearer !== BEARER[kind] || altered.name === undefined || halfOf(base.entity.caption) !== half)
      continue;
    cases.get(treatment.id)?.push(comparisonsOf(altered.name, namesOf(base.entity), bearer));
  }
  return [...cases].map(([heading, some]) => ({ heading, weight: WEIGHT.manipulation, cases: some }));
}

function nameKindOf(schema: string): NameKind {
  if (schema === 'Person') return 'person';
  return schema === 'Vessel' ? 'vessel' : 'organisation';
}

/** All names of an entity that are screened. */
function namesOf(entity: Entity): Set<string> {
  const properties = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'];
  return new Set(properties.flatMap((property) => [...valuesOf(entity, property)]));
}

/** True where the labelled sets are there to tune on. */
export function isCorpusThere(): boolean {
  return labelledPairs() !== undefined && people('people-listed-treated.csv') !== undefined;
}
