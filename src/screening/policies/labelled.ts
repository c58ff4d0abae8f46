import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseCountry, RiegelError, type Subject } from '../../entity/index.ts';
import type { Match, MatchIndex } from '../../match/index.ts';
import type { Policy } from '../policy.ts';
import { screenSubject } from '../screen-subject.ts';
import type { LabelledFigures } from './evaluation.ts';

/** People who are on a list, with small damage to their names; and ordinary people who are on none. */
const LISTED = ['people-listed-treated.csv'] as const;
const UNLISTED = ['people-unlisted-global.csv', 'people-unlisted-us.csv'] as const;
/** People taken of a file, evenly: enough for a tenth of a percent. */
const OF_EACH = 2_000;
const AGREES: ReadonlySet<string> = new Set(['same', 'compatible', 'swapped']);

/**
 * How many listed people are found and how many others alerted, by names and facts, under two policies. Takes a folder
 * with CSV files of people (`full_name`, `date_of_birth`, `nationality`), listed ones in `people-listed-treated.csv`;
 * undefined where the folder has none of them.
 */
export function onLabelledPeople(
  index: MatchIndex,
  folder: string,
  before: Policy | undefined,
  after: Policy,
): LabelledFigures | undefined {
  const listed = LISTED.map((file) => [file, peopleOf(folder, file)] as const);
  const unlisted = UNLISTED.map((file) => [file, peopleOf(folder, file)] as const);
  const people = Object.fromEntries(
    [...listed, ...unlisted].flatMap(([file, some]) => (some.length === 0 ? [] : [[file, some.length]])),
  );
  if (Object.keys(people).length === 0) return undefined;
  const all = (files: typeof listed | typeof unlisted) => files.flatMap(([, some]) => some);
  const figures = (policy: Policy) => ({
    found: share(all(listed), (person) => isFound(index, person, policy)),
    falselyAlerted: share(all(unlisted), (person) => matchesOf(index, person, policy).length > 0),
  });
  return { people, ...(before === undefined ? {} : { before: figures(before) }), after: figures(after) };
}

function peopleOf(folder: string, file: string): Subject[] {
  const path = join(folder, file);
  if (!existsSync(path)) return [];
  const rows: Record<string, string>[] = parse(readFileSync(path), {
    columns: true,
    bom: true,
    relax_quotes: true,
  });
  const step = Math.max(1, Math.ceil(rows.length / OF_EACH));
  return rows
    .filter((_, i) => i % step === 0)
    .map(({ full_name = '', date_of_birth = '', nationality = '' }) => ({
      schema: 'Person',
      properties: {
        name: [full_name],
        ...(date_of_birth === '' ? {} : { birthDate: [date_of_birth] }),
        ...(nationality === '' ? {} : { nationality: [parseCountry(nationality)?.code ?? nationality] }),
      },
    }));
}

function matchesOf(index: MatchIndex, person: Subject, policy: Policy): readonly Match[] {
  try {
    return screenSubject(index, person, policy).matches;
  } catch (error) {
    if (error instanceof RiegelError) return [];
    throw error;
  }
}

/** Whether an alert is about somebody of the same birth date: the labels do not say which entry is meant. */
function isFound(index: MatchIndex, person: Subject, policy: Policy): boolean {
  const matches = matchesOf(index, person, policy);
  if (person.properties.birthDate === undefined) return matches.length > 0;
  return matches.some(({ id }) =>
    index
      .explain(person, id)
      ?.explanation.facts.some(({ fact, relation }) => fact === 'birthDate' && AGREES.has(relation)),
  );
}

/** Four decimals. */
function share(people: readonly Subject[], holds: (person: Subject) => boolean | undefined): number {
  const count = people.filter((person) => holds(person) === true).length;
  return people.length === 0 ? 0 : Math.round((count / people.length) * 10_000) / 10_000;
}
