import { type Entity, valuesOf } from '../../src/entity/index.ts';
import { type LabelledPerson, people } from '../data/labelled.ts';
import type { Scene } from '../measure/scene.ts';
import { likeness } from '../measure/treated.ts';
import { foldedName, type Half, halfOf } from '../seed.ts';
import { type Comparison, comparisonsOf } from './comparison.ts';

const LIST = 'un_sc_sanctions';
/** Likeness of letter pairs from which a listed name is the row's, damaged; more where the birth years differ. */
const ALIKE = 0.6;
const ALIKE_DESPITE_YEAR = 0.85;

/**
 * Damaged names of the UN list, each with the names of the entities it can be of. Rows whose person is no longer on
 * the list are left out: no settings find them.
 */
export function treatedCases(scene: Scene, half: Half): (readonly Comparison[])[] {
  const listed = scene.lists.entities.filter((e) => e.schema === 'Person' && e.datasets.includes(LIST));
  const cases: (readonly Comparison[])[] = [];
  for (const row of people('people-listed-treated.csv') ?? []) {
    if (halfOf(row.name) !== half) continue;
    const meant = listed.filter((entity) => canBe(row, entity));
    if (meant.length > 0) cases.push(comparisonsOf(row.name, new Set(meant.flatMap(namesOf)), 'person'));
  }
  return cases;
}

/** Born in the same year and place, or of the same name: decided without the engine. */
function canBe(row: LabelledPerson, entity: Entity): boolean {
  const year = row.birthDate.slice(0, 4);
  const years = valuesOf(entity, 'birthDate').map((date) => date.slice(0, 4));
  const places = [...valuesOf(entity, 'birthPlace'), ...valuesOf(entity, 'birthCountry')];
  const samePlace =
    row.birthPlace !== '' && places.some((place) => foldedName(place) === foldedName(row.birthPlace));
  if (years.includes(year) && samePlace) return true;
  const otherYear = year !== '' && years.length > 0 && !years.includes(year);
  const least = otherYear ? ALIKE_DESPITE_YEAR : ALIKE;
  return namesOf(entity).some((name) => likeness(row.name, name) >= least);
}

function namesOf(entity: Entity): string[] {
  return ['name', 'alias', 'weakAlias', 'previousName'].flatMap((property) => [
    ...valuesOf(entity, property),
  ]);
}
