import { type Entity, valuesOf } from '../../src/entity/index.ts';
import { type LabelledPerson, people } from '../data/labelled.ts';
import { foldedName, halfOf } from '../seed.ts';
import { matchesOf, personNamed, type Scene } from './scene.ts';
import { type Share, Tally } from './statistics.ts';

const LIST = 'un_sc_sanctions';

export interface TreatedFigures {
  /** Name alone: whole, and by half (`found`, `found, tuning` …). */
  readonly nameOnly: Readonly<Record<string, Share>>;
  /** With date of birth and nationality. */
  readonly withFacts: Readonly<Record<string, Share>>;
  /** Rows for which no entity of the list can be the one meant: they count as not found. */
  readonly withoutTruth: number;
}

/** Persons of the UN list with small damage to their names: found, and found at rank 1. */
export function measureTreated(scene: Scene): TreatedFigures | undefined {
  const rows = people('people-listed-treated.csv');
  if (rows === undefined) return undefined;
  const listed = scene.lists.entities.filter((e) => e.schema === 'Person' && e.datasets.includes(LIST));
  const nameOnly = new Tally();
  const withFacts = new Tally();
  let withoutTruth = 0;
  for (const row of rows) {
    const meant = new Set(listed.filter((entity) => canBe(row, entity)).map(({ id }) => id));
    if (meant.size === 0) withoutTruth++;
    const half = halfOf(row.name);
    const facts = { birthDate: row.birthDate, nationality: row.nationality };
    for (const [tally, subject] of [
      [nameOnly, personNamed(row.name)],
      [withFacts, personNamed(row.name, facts)],
    ] as const) {
      const matches = matchesOf(scene.index, subject, { lists: [LIST] });
      const found = matches.some(({ id }) => meant.has(id));
      const first = matches[0] !== undefined && meant.has(matches[0].id);
      tally.add(found, 'found', `found, ${half}`);
      tally.add(first, 'rank 1', `rank 1, ${half}`);
      if (tally === nameOnly && half === 'tuning' && !first)
        scene.failure(
          'treated',
          `${found ? 'NOT FIRST' : 'MISSED'} ${row.name} ${row.birthDate}: ${matches[0]?.caption ?? '-'}`,
        );
    }
  }
  return { nameOnly: nameOnly.shares(), withFacts: withFacts.shares(), withoutTruth };
}

/**
 * The same birth year and place, or the same name: decided without the engine. The rows were made of an earlier
 * version of the list; where the years differ, the name has to agree more closely.
 */
function canBe(row: LabelledPerson, entity: Entity): boolean {
  const year = Number(row.birthDate.slice(0, 4));
  const dates = valuesOf(entity, 'birthDate');
  const isKnown = year !== 0 && dates.length > 0;
  const sameYear =
    isKnown && (dates.some((date) => Number(date.slice(0, 4)) === year) || inRange(year, entity));
  const places = [...valuesOf(entity, 'birthPlace'), ...valuesOf(entity, 'birthCountry')];
  const samePlace =
    row.birthPlace !== '' && places.some((place) => foldedName(place) === foldedName(row.birthPlace));
  const least = isKnown && !sameYear ? SAME_DESPITE_YEAR : ALIKE;
  return (sameYear && samePlace) || namesOf(entity).some((name) => likeness(row.name, name) >= least);
}

function inRange(year: number, entity: Entity): boolean {
  const dates = valuesOf(entity, 'birthDate');
  return (entity.notes?.birthDate ?? []).some((note, at) => {
    if (note?.until === undefined) return false;
    return Number(dates[at]!.slice(0, 4)) <= year && year <= Number(note.until.slice(0, 4));
  });
}

function namesOf(entity: Entity): string[] {
  return ['name', 'alias', 'weakAlias', 'previousName'].flatMap((property) => [
    ...valuesOf(entity, property),
  ]);
}

/** Pairs of neighbouring letters in common, over both (Dice), from which a name counts as the same, damaged. */
const ALIKE = 0.6;
const SAME_DESPITE_YEAR = 0.85;

export function likeness(a: string, b: string): number {
  const left = pairsOf(a);
  const right = pairsOf(b);
  let common = 0;
  for (const pair of left) if (right.has(pair)) common++;
  return (2 * common) / Math.max(1, left.size + right.size);
}

function pairsOf(name: string): Set<string> {
  const pairs = new Set<string>();
  for (const word of foldedName(name).split(' '))
    for (let i = 0; i + 1 < word.length; i++) pairs.add(word.slice(i, i + 2));
  return pairs;
}
