import type { Entity, Subject } from '../../src/entity/index.ts';
import type { CustomerInput } from '../../src/screening/index.ts';

const FIRST =
  'Anna Boris Chiara Dmitri Elif Farid Greta Hamza Irina Jonas Karim Leila Mehmet Nadia Omar Petra Yusuf'.split(
    ' ',
  );
const LAST =
  'Abramov Bertolini Castellan Duarte Eriksen Farahani Grunwald Haddad Ivanov Jankowski Khalidi Lindqvist Marchetti Novak Okafor Petrov Qureshi Rahmani Suleiman Turchin Umarov Vasquez Wolanski Yilmaz Zhadanov'.split(
    ' ',
  );

/** Numbers from a seed, the same each time. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A word that may be a name, of syllables. */
export function madeWord(below: (most: number) => number): string {
  const syllables = 2 + below(3);
  let word = '';
  for (let i = 0; i < syllables; i++) word += 'bdfghjklmnprstvz'[below(16)]! + 'aeiou'[below(5)]!;
  return word[0]!.toUpperCase() + word.slice(1);
}

/** `common`: of a hundred, how many last names are those that many bear. */
function madeName(below: (most: number) => number, common = 66): string {
  const pick = (names: readonly string[]) => names[below(names.length)]!;
  const last = below(100) < common ? pick(LAST) : madeWord(below);
  return below(4) === 0 ? `${pick(FIRST)} ${pick(FIRST)} ${last}` : `${pick(FIRST)} ${last}`;
}

/** Listed names are rarer than those of customers, or everybody would be alerted on. */
const RARELY = 8;

/** Invented entities with aliases, dates, papers, some of them companies. */
export function madeEntities(count: number, seed: number, list = 'test'): Entity[] {
  const below = numbersFrom(seed);
  return Array.from({ length: count }, (_, i) => {
    const name = madeName(below, RARELY);
    const company = below(8) === 0;
    return {
      id: `${list}-${seed}-${i}`,
      schema: company ? 'Company' : 'Person',
      caption: name,
      properties: company
        ? { name: [`${madeWord(below)} Trading ${madeWord(below)} LLC`], imoNumber: [] }
        : {
            name: [name],
            ...(below(2) === 0 ? { alias: [name.replace(/[aeiou]/, 'e'), madeName(below, RARELY)] } : {}),
            ...(below(2) === 0 ? { birthDate: [String(1940 + below(60))] } : {}),
            ...(below(5) === 0 ? { passportNumber: [`P${1_000_000 + below(9_000_000)}`] } : {}),
          },
      datasets: [list],
      target: true,
    };
  });
}

/** Customers, of whom some are called like an entity, misspelt, or hold its paper. */
export function* madeCustomers(
  count: number,
  seed: number,
  entities: readonly Entity[],
): Generator<CustomerInput> {
  const below = numbersFrom(seed);
  for (let i = 0; i < count; i++) yield { reference: `c${i}`, subject: madeSubject(below, entities) };
}

function madeSubject(below: (most: number) => number, entities: readonly Entity[]): Subject {
  const chance = below(100);
  const entity = chance < 3 ? entities[below(entities.length)] : undefined;
  if (entity !== undefined) {
    const name = entity.properties.name![0]!;
    const at = below(name.length);
    const passport = entity.properties.passportNumber?.[0];
    if (chance === 0 && passport !== undefined)
      return { schema: 'Person', properties: { name: [madeName(below)], passportNumber: [passport] } };
    const schema = below(10) === 0 ? 'LegalEntity' : entity.schema;
    return {
      schema,
      properties: { name: [chance === 1 ? name : name.slice(0, at) + name.slice(at + 1) || name] },
    };
  }
  if (chance < 8)
    return { schema: 'Company', properties: { name: [`${madeWord(below)} ${madeWord(below)} GmbH`] } };
  return {
    schema: 'Person',
    properties: {
      name: [madeName(below)],
      ...(chance < 60 ? { birthDate: [`${1940 + below(60)}-0${1 + below(9)}-1${below(9)}`] } : {}),
      ...(chance < 20 ? { nationality: ['de'] } : {}),
    },
    ...(chance === 9 ? { carried: { truncated: true } } : {}),
  };
}
