import { RiegelError } from '../entity/index.ts';
import { KEYWORDS, type KeywordName, MOMENTS, type MomentName } from './book/build-book.ts';
import type { EntityBook } from './book/entity-book.ts';
import { type EntityFilter, entityTest } from './filter.ts';
import type { Evaluator, Scores } from './text/evaluate.ts';
import { joined, type Query } from './text/query.ts';

export interface SearchOptions {
  readonly filter?: EntityFilter;
  /** Values that a field has to have as a whole: one of them (`any`) or each (`all`). */
  readonly properties?: readonly PropertyFilter[];
  /** What is counted over all that was found. */
  readonly facets?: readonly KeywordName[];
  /** `field:asc` or `field:desc`, first things first; what stands equal is ordered by score, then id. */
  readonly sort?: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

interface PropertyFilter {
  readonly field: string;
  readonly values: readonly string[];
  readonly need: 'any' | 'all';
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface SearchAnswer {
  /** Numbers of the entities of this page. */
  readonly numbers: readonly number[];
  /** How many were found in all, exactly. */
  readonly total: number;
  readonly facets: ReadonlyMap<KeywordName, readonly FacetCount[]>;
}

/** Most values told of one facet: yente's size of an aggregation. */
const MAX_FACET_VALUES = 1000;

/** Throws `lookup/bad-query`, `lookup/bad-sort`. */
export function searchBook(
  book: EntityBook,
  evaluator: Evaluator,
  query: Query,
  options: SearchOptions,
): SearchAnswer {
  const order = orderOf(book, options.sort ?? []);
  const scores = evaluator.scores(narrowed(query, options.properties ?? []));
  const passes = entityTest(book, options.filter ?? {});
  const found: number[] = [];
  for (let number = 0; number < scores.length; number++) {
    if (scores[number]! > 0 && (passes === undefined || passes(number))) found.push(number);
  }
  const facets = new Map((options.facets ?? []).map((name) => [name, countsOf(book, name, found)] as const));
  const end = options.offset + options.limit;
  const numbers =
    end === options.offset || options.offset >= found.length ? [] : page(book, found, scores, order, options);
  return { numbers, total: found.length, facets };
}

function narrowed(query: Query, filters: readonly PropertyFilter[]): Query {
  const clauses = filters.map(({ field, values, need }) =>
    joined(
      need === 'any' ? 'or' : 'and',
      values.map((text): Query => ({ kind: 'value', field, text })),
    ),
  );
  return joined('and', [query, ...clauses]);
}

/** Numbers of entities in the order that `sort` parameters ask for. Throws `lookup/bad-sort`. */
export function ordered(
  book: EntityBook,
  numbers: readonly number[],
  sort: readonly string[],
): readonly number[] {
  const order = orderOf(book, sort);
  return order === undefined ? numbers : [...numbers].sort(order);
}

type Order = (a: number, b: number) => number;

function page(
  book: EntityBook,
  found: readonly number[],
  scores: Scores,
  order: Order | undefined,
  { limit, offset }: SearchOptions,
): number[] {
  const ranks = new Float64Array(book.count);
  // Of equally good answers the entity of which more is said comes first.
  for (const number of found) ranks[number] = scores[number]! + Math.log1p(book.data.sizes[number]!) / 4;
  return [...found]
    .sort((a, b) => order?.(a, b) || ranks[b]! - ranks[a]! || a - b)
    .slice(offset, offset + limit);
}

/** Reads `sort` parameters. Throws `lookup/bad-sort` for a field that nothing is ordered by. */
function orderOf(book: EntityBook, sorts: readonly string[]): Order | undefined {
  const orders = sorts.flatMap((sort) => {
    const [, field = sort, direction] = /^(.*):([^:]*)$/.exec(sort) ?? [];
    if (field === '_score') return [];
    const key = keyOf(book, field);
    const sign = direction === 'desc' ? -1 : 1;
    return [
      (a: number, b: number) => {
        const left = key(a);
        const right = key(b);
        if (left === right) return 0;
        // What is not known comes last, whichever way it goes.
        if (left === undefined) return 1;
        if (right === undefined) return -1;
        return left < right ? -sign : sign;
      },
    ];
  });
  if (orders.length === 0) return undefined;
  return (a, b) => {
    for (const order of orders) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function keyOf(book: EntityBook, field: string): (number: number) => string | number | undefined {
  if ((MOMENTS as readonly string[]).includes(field)) {
    return (number) => book.moment(field as MomentName, number) || undefined;
  }
  if (field === 'target') return (number) => Number(book.isTarget(number));
  if ((KEYWORDS as readonly string[]).includes(field)) {
    return remembered((number) => book.keywords[field as KeywordName].of(number).sort()[0]);
  }
  if (field === 'caption') return remembered((number) => book.head(number).caption);
  if (field === 'id' || field === 'entity_id' || field === 'canonical_id') {
    return remembered((number) => book.head(number).id);
  }
  throw new RiegelError('lookup/bad-sort', `Nothing is ordered by ${JSON.stringify(field.slice(0, 60))}`, {
    expected: `one of id, caption, target, ${[...MOMENTS, ...KEYWORDS].join(', ')}`,
  });
}

function remembered<T>(read: (number: number) => T): (number: number) => T {
  const known = new Map<number, T>();
  return (number) => {
    if (!known.has(number)) known.set(number, read(number));
    return known.get(number)!;
  };
}

function countsOf(book: EntityBook, name: KeywordName, found: readonly number[]): FacetCount[] {
  const column = book.keywords[name];
  const counts = new Uint32Array(column.words.length);
  for (const number of found) column.count(number, counts);
  return column.words
    .map((value, code) => ({ value, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_FACET_VALUES);
}

/** A query for names that hold all words of a beginning, its last word perhaps unfinished; undefined for no word. */
export function prefixQuery(tokens: readonly string[]): Query | undefined {
  if (tokens.length === 0) return undefined;
  const parts = tokens.map(
    (text, i): Query =>
      i < tokens.length - 1
        ? { kind: 'term', field: 'names', text }
        : { kind: 'wildcard', field: 'names', pattern: `${text}*` },
  );
  return joined('and', parts);
}
