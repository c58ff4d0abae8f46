import type { Subject } from '../../src/entity/index.ts';
import { people } from '../data/labelled.ts';
import type { Lists } from '../data/lists.ts';
import { LETTERS } from '../perturb/letters.ts';
import { drawn, randomOf } from '../seed.ts';

/** Of a stream of names: how many are listed names with a typing error, the rest are people on no list. */
const LISTED_SHARE = 0.05;

/** Different names, none twice, in a fixed order: what a bank's customers look like to the engine. */
export function queryNames(lists: Lists, count: number): string[] {
  const edit = LETTERS[0]!;
  const listed = drawn(
    lists.entities.filter(({ schema }) => schema === 'Person'),
    Math.ceil(count * LISTED_SHARE),
    'queries',
    ({ id }) => id,
  ).flatMap((entity) => {
    const name = entity.properties.name?.[0];
    const altered =
      name === undefined ? undefined : edit.alter({ entity, name }, randomOf(`query:${entity.id}`));
    return altered?.name === undefined ? [] : [altered.name];
  });
  const unlisted = [
    ...(people('people-unlisted-global.csv') ?? []),
    ...(people('people-unlisted-us.csv') ?? []),
  ];
  const names = [...new Set([...listed, ...unlisted.map(({ name }) => name)])];
  return drawn(names, count, 'stream', (name) => name).sort((a, b) => order(a) - order(b));
}

const order = (name: string) => randomOf(`order:${name}`).next();

export function subjectOf(name: string): Subject {
  return { schema: 'Person', properties: { name: [name] } };
}
