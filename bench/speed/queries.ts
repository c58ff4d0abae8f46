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

/** As many new names of the same words: the first word of one and the rest of the next of as many words. */
export function recombined(names: readonly string[]): string[] {
  const known = new Set(names);
  const rests = new Map<number, string>();
  return names.flatMap((name) => {
    const words = name.split(' ');
    const rest = rests.get(words.length);
    rests.set(words.length, words.slice(1).join(' '));
    const made = rest === undefined || rest === '' ? undefined : `${words[0]} ${rest}`;
    return made === undefined || known.has(made) ? [] : [made];
  });
}

/** Of five parties four were named before, as in payments: which of them is drawn, the commonest more often. */
export function recurring(names: readonly string[]): string[] {
  const random = randomOf('recurring');
  const fresh = recombined([...names].reverse());
  return names.map((_, i) =>
    i % 5 === 0 ? fresh[i % fresh.length]! : names[Math.floor(random.next() ** 2 * names.length)]!,
  );
}

export function subjectOf(name: string): Subject {
  return { schema: 'Person', properties: { name: [name] } };
}
