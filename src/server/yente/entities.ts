import { schemaOf } from '../../entity/index.ts';
import { MAX_NEIGHBOURS, neighbour, neighbourProperties, neighboursOf, nested } from '../../lookup/index.ts';
import type { Loaded } from '../service.ts';
import { Refusal } from './detail.ts';
import type { Parameters, Values } from './parameters.ts';
import { PAGE_PARAMETERS } from './search.ts';

export const ENTITY_PARAMETERS = {
  nested: {
    kind: 'flag',
    default: true,
    title: 'Include adjacent entities (e.g. addresses, family) in response',
  },
} as const satisfies Parameters;

export const ADJACENT_PARAMETERS = PAGE_PARAMETERS;

/** The number of an entity, or the id that it has now. Throws Refusal 404. */
export function findEntity(
  { lookup: { book } }: Loaded,
  id: string,
): { readonly number: number } | { readonly movedTo: string } {
  const [number] = book.numbersOf(id);
  if (number !== undefined) return { number };
  const [successor] = book.numbersOfReferent(id);
  if (successor !== undefined) return { movedTo: book.head(successor).id };
  throw new Refusal(404, 'No such entity!');
}

/** Answers `GET /entities/…` as JSON text. */
export function answerEntity(
  { lookup: { book } }: Loaded,
  number: number,
  parameters: Values<typeof ENTITY_PARAMETERS>,
): string {
  return parameters.nested ? JSON.stringify(nested(book, number)) : `${book.openText(number)}}`;
}

interface Page {
  readonly results: readonly unknown[];
  readonly total: { readonly value: number; readonly relation: 'eq' };
  readonly limit: number;
  readonly offset: number;
}

/** Answers `GET /entities/…/adjacent`: a page for each property through which there are neighbours. */
export function answerAdjacent(
  loaded: Loaded,
  number: number,
  parameters: Values<typeof ADJACENT_PARAMETERS>,
): object {
  const { book } = loaded.lookup;
  const byProperty = Map.groupBy(neighboursOf(book, number), ({ property }) => property);
  return {
    entity: book.entity(number),
    adjacent: Object.fromEntries(
      [...byProperty].map(([property, neighbours]) => [
        property,
        pageOf(
          loaded,
          number,
          neighbours.map((each) => each.number),
          parameters,
        ),
      ]),
    ),
    limit: Math.max(0, parameters.limit),
    offset: Math.max(0, parameters.offset),
  };
}

/** Answers `GET /entities/…/adjacent/…`. Throws Refusal 404 for a property that leads to no entity. */
export function answerAdjacentBy(
  loaded: Loaded,
  number: number,
  property: string,
  parameters: Values<typeof ADJACENT_PARAMETERS>,
): object {
  const { book } = loaded.lookup;
  const { schema } = book.entity(number);
  if (schemaOf(schema) === undefined || !neighbourProperties(schema).has(property)) {
    throw new Refusal(404, 'No such property!');
  }
  const neighbours = neighboursOf(book, number).filter((each) => each.property === property);
  return pageOf(
    loaded,
    number,
    neighbours.map((each) => each.number),
    parameters,
  );
}

function pageOf(
  { lookup }: Loaded,
  middle: number,
  numbers: readonly number[],
  parameters: Values<typeof ADJACENT_PARAMETERS>,
): Page {
  const limit = Math.max(0, parameters.limit);
  const offset = Math.max(0, parameters.offset);
  const { id } = lookup.book.head(middle);
  const ordered = lookup.ordered(numbers, parameters.sort);
  const end = Math.min(offset + limit, MAX_NEIGHBOURS);
  return {
    results: ordered.slice(offset, end).map((number) => neighbour(lookup.book, number, id)),
    total: { value: numbers.length, relation: 'eq' },
    limit,
    offset,
  };
}
