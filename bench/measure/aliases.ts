import { createHash } from 'node:crypto';
import { type Entity, valuesOf } from '../../src/entity/index.ts';
import type { MatchIndex } from '../../src/match/index.ts';
import { indexOf } from '../data/index.ts';
import { drawn, foldedName, halfOf, randomOf } from '../seed.ts';
import { kinshipOf } from './kinship.ts';
import { THRESHOLD } from './pairs.ts';
import { matchesOf, type Scene } from './scene.ts';
import { scriptOf } from './script.ts';
import { type Share, Tally } from './statistics.ts';

/** At most so many entities of each list and kind in the full run. */
const EACH = 700;

export interface AliasFigures {
  /** Heading (list and kind, script, half) → found by the remaining names at all, and at rank 1. */
  readonly found: Readonly<Record<string, Share>>;
  readonly rank1: Readonly<Record<string, Share>>;
}

interface TakenOut {
  readonly entity: Entity;
  readonly alias: string;
  readonly weak: boolean;
  readonly kind: 'persons' | 'organisations';
}

const KIND: Readonly<Record<string, TakenOut['kind']>> = {
  Person: 'persons',
  Organization: 'organisations',
  Company: 'organisations',
  LegalEntity: 'organisations',
  PublicBody: 'organisations',
};

/**
 * Takes one alias of each drawn entity out and asks for it. All are taken out at once, into a second index: the
 * score of an entity depends on the subject and the entity's own names alone, so what an entity scores there is
 * what it scores where only its own alias is gone. The entities it competes with for rank 1 are asked of the whole
 * index, in which they have all their names.
 */
export function measureAliases(scene: Scene): AliasFigures {
  const { cases: taken, without } = aliasCases(scene);
  const found = new Tally();
  const rank1 = new Tally();
  for (const { entity, alias, weak, kind } of taken) {
    const subject = { schema: entity.schema, properties: { name: [alias] } };
    const list = entity.datasets[0]!;
    const own = matchesOf(without, subject, { lists: [list] }).find(({ id }) => id === entity.id);
    const others = own === undefined ? [] : matchesOf(scene.index, subject, { lists: [list] });
    const ahead = others.some(
      (match) =>
        match.id !== entity.id &&
        own !== undefined &&
        (match.score > own.score || (match.score === own.score && match.probability > own.probability)),
    );
    const headings = headingsOf(entity, alias, weak, kind);
    found.add(own !== undefined, ...headings);
    rank1.add(own !== undefined && !ahead, ...headings);
    if (own === undefined && halfOf(entity.caption) === 'tuning') {
      const score = without.explain(subject, entity.id)?.score ?? 0;
      scene.failure(
        'aliases',
        `${list} ${kind} ${score.toFixed(2)} of ${THRESHOLD}: ${alias} | ${entity.caption}`,
      );
    }
  }
  return { found: found.shares(), rank1: rank1.shares() };
}

interface AliasCases {
  readonly cases: readonly TakenOut[];
  readonly without: MatchIndex;
}

const known = new WeakMap<Scene, AliasCases>();

/** The drawn aliases, and the index without them; made once for a scene. */
export function aliasCases(scene: Scene): AliasCases {
  const before = known.get(scene);
  if (before !== undefined) return before;
  const cases = takeOut(scene);
  const gone = new Map(cases.map(({ entity, alias }) => [entity.id, alias]));
  const content = createHash('sha256')
    .update(scene.lists.digest)
    .update(JSON.stringify([...gone]));
  scene.progress(`index without ${gone.size} aliases`);
  const without = indexOf(
    'aliases',
    content.digest('hex'),
    () => scene.lists.entities.map((entity) => withoutName(entity, gone.get(entity.id))),
    scene.lists.versions,
  );
  known.set(scene, { cases, without });
  return { cases, without };
}

function headingsOf(entity: Entity, alias: string, weak: boolean, kind: string): string[] {
  const list = entity.datasets[0]!;
  if (weak) return [`weak aliases: ${list}, ${kind}`];
  const script = scriptOf(alias);
  const headings = [
    kind,
    `${list}, ${kind}`,
    `script: ${script}, ${kind}`,
    `${list}, ${kind}, ${script}`,
    `${list}, ${kind}, ${halfOf(entity.caption)}`,
  ];
  // Without the aliases that another name repeats letter by letter, in another case or order.
  if (!namesOf(entity).some((name) => name !== alias && foldedName(name) === foldedName(alias)))
    headings.push(`unlike letter by letter: ${list}, ${kind}`);
  if (kind === 'persons') {
    const others = namesOf(entity).filter((name) => name !== alias);
    headings.push(`kinship: ${list}, ${kinshipOf(alias, others)}`);
  }
  return headings;
}

function takeOut(scene: Scene): TakenOut[] {
  const groups = new Map<string, TakenOut[]>();
  for (const entity of scene.lists.entities) {
    const kind = KIND[entity.schema];
    const strong = valuesOf(entity, 'alias');
    const weak = valuesOf(entity, 'weakAlias');
    if (kind === undefined) continue;
    for (const [aliases, isWeak] of [
      [strong, false],
      [weak, true],
    ] as const) {
      const fit = aliases.filter((alias) => namesOf(entity).some((name) => name !== alias));
      // One alias of an entity: a weak one only where it has no strong one.
      if (fit.length === 0 || (isWeak && strong.length > 0)) continue;
      const alias = randomOf(`alias:${entity.id}`).pick(fit);
      const group = `${entity.datasets[0]}:${kind}:${isWeak}`;
      groups.set(group, [...(groups.get(group) ?? []), { entity, alias, weak: isWeak, kind }]);
    }
  }
  return [...groups.values()].flatMap((group) =>
    drawn(group, scene.cases(EACH), 'aliases', ({ entity }) => entity.id),
  );
}

const NAME_PROPERTIES = ['name', 'alias', 'previousName', 'weakAlias', 'abbreviation'];

function namesOf(entity: Entity): string[] {
  return NAME_PROPERTIES.flatMap((property) => [...valuesOf(entity, property)]);
}

function withoutName(entity: Entity, name: string | undefined): Entity {
  if (name === undefined) return entity;
  const properties = { ...entity.properties };
  for (const property of NAME_PROPERTIES) {
    const values = properties[property];
    if (values !== undefined) properties[property] = values.filter((value) => value !== name);
  }
  return { ...entity, properties };
}
