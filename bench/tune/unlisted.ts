import { type LabelledPerson, people } from '../data/labelled.ts';
import { matchesOf, personNamed, type Scene } from '../measure/scene.ts';
import { scriptOf } from '../measure/script.ts';
import { drawn, type Half, halfOf } from '../seed.ts';
import { comparisonsOf } from './comparison.ts';
import type { UnlistedCases } from './objective.ts';

/** People of one script that are screened: of the Latin ones, who are most, about half. */
const MOST = 8000;
/** Names that score less under the settings in force are not feared to reach the threshold under others. */
const NEAR = 0.55;
/** Entities looked at for one person, best first. */
const MOST_NEAR = 12;

/** People on no list, by script, with the listed names that come near to theirs under the settings in force. */
export function unlistedCases(scene: Scene, half: Half): UnlistedCases[] {
  const byScript = new Map<string, LabelledPerson[]>();
  for (const file of ['people-unlisted-global.csv', 'people-unlisted-us.csv'] as const) {
    for (const person of people(file) ?? []) {
      if (halfOf(person.name) !== half) continue;
      const script = scriptOf(person.name);
      const group = byScript.get(script);
      if (group === undefined) byScript.set(script, [person]);
      else group.push(person);
    }
  }
  return [...byScript].sort().map(([script, all]) => {
    const some = drawn(all, MOST, 'tune', ({ name, birthDate }) => `${name}:${birthDate}`);
    scene.progress(`${half} half: ${some.length} of ${all.length} unlisted people, ${script}`);
    const cases = some
      .map(({ name }) => comparisonsOf(name, nearNames(scene, name), 'person'))
      .filter((comparisons) => comparisons.length > 0);
    return { script, people: all.length, drawn: some.length, cases };
  });
}

function nearNames(scene: Scene, name: string): Set<string> {
  const near = matchesOf(scene.index, personNamed(name), { threshold: NEAR, limit: MOST_NEAR });
  return new Set(near.flatMap(({ explanation }) => explanation.name?.listed ?? []));
}
