import { propertyWords, reverseProperties, schemaOf } from '../entity/index.ts';
import type { BookEntity, EntityBook } from './book/entity-book.ts';

/** An entity in which the ids of others have become those others. */
export interface NestedEntity extends Omit<BookEntity, 'properties'> {
  readonly properties: Readonly<Record<string, readonly (string | NestedEntity)[]>>;
}

/** A neighbour, by the property under which the entity in the middle sees it. */
interface Neighbour {
  readonly property: string;
  readonly number: number;
}

/** Neighbours of one entity that are written out: beyond it `/adjacent` turns the pages. yente's `MAX_RESULTS`. */
export const MAX_NEIGHBOURS = 9_999;

/**
 * The neighbours of an entity: those it names, then those that name it (under FtM's reverse property), each with its
 * own. Of links (`Ownership`, `Family` …) also the other end.
 */
export function neighboursOf(book: EntityBook, number: number): Neighbour[] {
  const entity = book.entity(number);
  const found: Neighbour[] = [];
  for (const [property, ids] of Object.entries(entity.properties)) {
    if (schemaOf(entity.schema)?.properties.get(property)?.type !== 'entity') continue;
    for (const id of ids) {
      const [to] = book.numbersOf(id);
      if (to !== undefined && to !== number) found.push({ property, number: to });
    }
  }
  for (const from of book.pointersTo(number)) {
    if (from === number) continue;
    for (const property of reversesTo(book.entity(from), entity)) found.push({ property, number: from });
  }
  return found;
}

/** Names of the properties under which `to` sees that `from` points at it. */
function reversesTo(from: BookEntity, to: BookEntity): Set<string> {
  const words = propertyWords(from.schema);
  const names = new Set<string>();
  for (const [property, ids] of Object.entries(from.properties)) {
    const reverse = words.get(property)?.reverse;
    if (reverse !== undefined && ids.includes(to.id)) names.add(reverse);
  }
  return names;
}

/** The properties through which an entity of a schema can have neighbours, own ones and reverse ones. */
export function neighbourProperties(schema: string): ReadonlySet<string> {
  const own = [...(schemaOf(schema)?.properties.values() ?? [])].filter(({ type }) => type === 'entity');
  return new Set([...own, ...reverseProperties(schema)].map(({ name }) => name));
}

/** The entity with its neighbours in it, and in links their other end: two steps out at most. */
export function nested(book: EntityBook, number: number): NestedEntity {
  const neighbours = neighboursOf(book, number).slice(0, MAX_NEIGHBOURS);
  const entity = book.entity(number);
  const properties: Record<string, (string | NestedEntity)[]> = { ...entity.properties } as never;
  for (const { property } of neighbours) properties[property] = [];
  // What an entity names and no list holds stays as its id.
  for (const property of Object.keys(properties)) {
    if (schemaOf(entity.schema)?.properties.get(property)?.type !== 'entity') continue;
    properties[property] = (entity.properties[property] ?? []).filter(
      (id) => book.numbersOf(id).length === 0,
    );
  }
  for (const { property, number: to } of neighbours)
    properties[property]!.push(neighbour(book, to, entity.id));
  return { ...entity, properties };
}

/** A neighbour as it stands in the entity in the middle: a link with what it links to, anything else as it is. */
export function neighbour(book: EntityBook, number: number, middle: string): NestedEntity {
  const entity = book.entity(number);
  const schema = schemaOf(entity.schema);
  const properties: Record<string, readonly (string | NestedEntity)[]> = { ...entity.properties };
  for (const [property, ids] of Object.entries(entity.properties)) {
    if (schema?.properties.get(property)?.type !== 'entity') continue;
    const others = ids.filter((id) => id !== middle);
    // Where nothing but the entity in the middle is named, its id stays.
    if (others.length === 0 || schema.edge === undefined) continue;
    properties[property] = others.map((id) => {
      const [to] = book.numbersOf(id);
      return to === undefined ? id : book.entity(to);
    });
  }
  return { ...entity, properties };
}
