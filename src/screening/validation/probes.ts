import { type Entity, identifierFamily, isA, type Subject, valuesOf } from '../../entity/index.ts';
import type { Match } from '../../match/index.ts';
import type { Fact } from '../facts.ts';

/** Properties of a listed name, by how the list rates it. */
export const NAME_QUALITIES = ['name', 'alias', 'previousName', 'weakAlias'] as const;

/** The entity as somebody who bears one of its names and all its facts. */
export function asSubject({ schema, properties }: Entity, name: string): Subject {
  const facts = Object.entries(properties).filter(
    ([property]) => factOf(property) !== undefined || identifierFamily(property) !== undefined,
  );
  return { schema, properties: { ...Object.fromEntries(facts), name: [name] } };
}

/** A subject that shares a name and one fact with an entity; undefined where the entity has none of the kind. */
export function withOneFact(entity: Entity, fact: Fact): Subject | undefined {
  const { schema, properties, caption } = entity;
  const held = Object.entries(properties).filter(([property]) =>
    fact === 'identifier' ? identifierFamily(property) !== undefined : factOf(property) === fact,
  );
  const [first] = held;
  if (first === undefined) return undefined;
  const [property, values] = first;
  // Of gender only a contradiction is told.
  const told = fact === 'gender' ? [valuesOf(entity, 'gender')[0] === 'male' ? 'female' : 'male'] : values;
  return { schema, properties: { name: [caption], [property]: told } };
}

/** Whether a match says that the fact was compared. */
export function tellsOf({ explanation }: Match, fact: Fact): boolean {
  if (fact === 'identifier') return explanation.identifiers.length > 0;
  return explanation.facts.some((each) => each.fact === fact);
}

function factOf(property: string): Fact | undefined {
  if (property === 'birthDate') return 'birthDate';
  if (property === 'nationality' || property === 'country') return 'country';
  return property === 'gender' ? 'gender' : undefined;
}

export function isPerson({ schema }: Pick<Entity, 'schema'>): boolean {
  return isA(schema, 'Person');
}

/** Whether manipulations are tried on it: a name of two words and ten letters of the Latin alphabet. */
export function isLongEnough(name: string): boolean {
  const letters = name.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return (
    letters >= 10 && /\p{L}\s+\p{L}/u.test(name) && !/\p{L}/u.test(name.replace(/\p{Script=Latin}/gu, ''))
  );
}
