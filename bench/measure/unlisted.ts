import { parseCountry, valuesOf } from '../../src/entity/index.ts';
import type { Match } from '../../src/match/index.ts';
import { type LabelledPerson, people } from '../data/labelled.ts';
import { drawn, foldedName, halfOf } from '../seed.ts';
import { CURVE, THRESHOLD } from './pairs.ts';
import { matchesOf, personNamed, type Scene } from './scene.ts';
import { reportedCulture, scriptOf } from './script.ts';
import { type Share, Tally } from './statistics.ts';

/** Headings of fewer people than this are left out of the worst script and culture: their shares are noise. */
export const FEWEST_FOR_WORST = 200;
/** Of each file, in the full run: all. */
const EACH = 25_000;

export interface UnlistedFigures {
  /** Heading (whole, file, half, script, culture) → share alerted. */
  readonly nameOnly: Readonly<Record<string, Share>>;
  readonly withBirthDate: Readonly<Record<string, Share>>;
  readonly withBirthDateAndNationality: Readonly<Record<string, Share>>;
  /** By name alone, at other thresholds. */
  readonly curve: readonly { readonly threshold: number; readonly alerted: Share }[];
  /** Alerted because a listed name is the same letter by letter (case, marks and word order aside). */
  readonly namesakes: {
    readonly nameOnly: number;
    readonly withBirthDate: number;
    readonly examples: readonly string[];
  };
}

const FILES = ['people-unlisted-global.csv', 'people-unlisted-us.csv'] as const;

/** Ordinary people who are on no list: the share alerted. */
export function measureUnlisted(scene: Scene): UnlistedFigures | undefined {
  const tallies = [new Tally(), new Tally(), new Tally()] as const;
  const best: number[] = [];
  const namesakes = { nameOnly: 0, withBirthDate: 0, examples: [] as string[] };
  for (const file of FILES) {
    const all = people(file);
    if (all === undefined) return undefined;
    const some = drawn(all, scene.cases(EACH), file, ({ name, birthDate }) => `${name}:${birthDate}`);
    scene.progress(`unlisted: ${some.length} of ${file}`);
    for (const person of some) {
      const nameOnly = matchesOf(scene.index, personNamed(person.name));
      const dated = matchesOf(scene.index, personNamed(person.name, { birthDate: person.birthDate }));
      const full = matchesOf(scene.index, personNamed(person.name, factsOf(person)));
      const headings = headingsOf(person, file);
      [nameOnly, dated, full].forEach((matches, at) => {
        tallies[at as 0 | 1 | 2].add(matches.length > 0, ...headings);
      });
      best.push(nameOnly[0]?.score ?? 0);
      const equal = nameOnly.find((match) => isNamesake(scene, person, match));
      if (equal !== undefined) {
        namesakes.nameOnly++;
        if (namesakes.examples.length < 20)
          namesakes.examples.push(`${person.name} = ${equal.caption} (${equal.id})`);
      }
      if (dated.some((match) => isNamesake(scene, person, match))) namesakes.withBirthDate++;
      if (nameOnly.length > 0 && halfOf(person.name) === 'tuning')
        scene.failure(
          'unlisted',
          `${nameOnly[0]!.score.toFixed(2)} ${person.name} | ${nameOnly[0]!.explanation.name?.listed} (${scriptOf(person.name)})`,
        );
    }
  }
  const [nameOnly, withBirthDate, withBirthDateAndNationality] = tallies;
  // What is below the threshold of the run was not seen.
  const curve = CURVE.filter((threshold) => threshold >= THRESHOLD).map((threshold) => {
    const tally = new Tally();
    for (const score of best) tally.add(score >= threshold, 'all');
    return { threshold, alerted: tally.shares().all! };
  });
  return {
    nameOnly: nameOnly.shares(),
    withBirthDate: withBirthDate.shares(),
    withBirthDateAndNationality: withBirthDateAndNationality.shares(),
    curve,
    namesakes,
  };
}

/** The country as a code where its name is known: a customer table says `Peru`, a passport `per`. */
export function factsOf({ birthDate, nationality }: LabelledPerson): Record<string, string> {
  return { birthDate, nationality: parseCountry(nationality)?.code ?? nationality };
}

function headingsOf({ name }: LabelledPerson, file: string): string[] {
  return [
    'all',
    file,
    `half: ${halfOf(name)}`,
    `script: ${scriptOf(name)}`,
    `culture: ${reportedCulture(name)}`,
  ];
}

export function isNamesake(scene: Scene, { name }: LabelledPerson, match: Match): boolean {
  const entity = scene.entities.get(match.id);
  const folded = foldedName(name);
  return ['name', 'alias', 'weakAlias', 'previousName'].some(
    (property) =>
      entity !== undefined && valuesOf(entity, property).some((listed) => foldedName(listed) === folded),
  );
}
