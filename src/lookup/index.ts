/** The entities of the lists in force, to be looked up: by id, by neighbours, by text. */
export {
  MAX_NEIGHBOURS,
  type NestedEntity,
  neighbour,
  neighbourProperties,
  neighboursOf,
  nested,
} from './adjacent.ts';
export { KEYWORDS, type KeywordName } from './book/build-book.ts';
export type { BookEntity, EntityBook } from './book/entity-book.ts';
export { secondsOf } from './book/moment.ts';
export { type EntityFilter, type EntityTest, entityTest, isKeyword, type KeywordFilter } from './filter.ts';
export { buildLookup, Lookup, type LookupData } from './lookup.ts';
export { packLookup, unpackLookup } from './packed.ts';
export type { FacetCount, SearchAnswer, SearchOptions } from './search.ts';
