import type { Entity } from '../entity/index.ts';
import { type BookData, buildBook } from './book/build-book.ts';
import { EntityBook } from './book/entity-book.ts';
import { ordered, prefixQuery, type SearchAnswer, type SearchOptions, searchBook } from './search.ts';
import { buildWords, type WordData } from './text/build-words.ts';
import { Evaluator } from './text/evaluate.ts';
import { parseQueryString } from './text/query-string.ts';
import { parseSimpleQuery } from './text/simple-query.ts';
import { tokensOf } from './text/tokens.ts';
import { WordIndex } from './text/word-index.ts';

/** Everything a lookup holds, to be carried to another thread: what is large is shared. */
export interface LookupData {
  readonly book: BookData;
  readonly words: WordData;
}

/** Writes entities into a book and indexes their words. Holds them twice meanwhile. */
export function buildLookup(entities: readonly Entity[]): LookupData {
  return { book: buildBook(entities), words: buildWords(entities) };
}

/** The entities of the lists in force, to be looked up: by id, by neighbours, by text. Immutable. */
export class Lookup {
  readonly book: EntityBook;
  private readonly evaluator: Evaluator;

  constructor(data: LookupData) {
    this.book = new EntityBook(data.book);
    this.evaluator = new Evaluator(this.book, new WordIndex(data.words));
  }

  /**
   * Entities whose names and values answer a query, best first.
   * @param syntax `query-string` refuses what it cannot read, `simple` reads over it
   * Throws `lookup/bad-query`, `lookup/bad-sort`.
   */
  search(text: string, syntax: 'query-string' | 'simple', options: SearchOptions): SearchAnswer {
    const query = syntax === 'simple' ? parseSimpleQuery(text) : parseQueryString(text);
    return searchBook(this.book, this.evaluator, query, options);
  }

  /** Entities with a name that begins like this; none for a text without words. */
  suggest(prefix: string, options: SearchOptions): SearchAnswer {
    const query = prefixQuery(tokensOf(prefix).slice(0, 30));
    if (query === undefined) return { numbers: [], total: 0, facets: new Map() };
    return searchBook(this.book, this.evaluator, query, options);
  }

  /** Numbers of entities in the order that `sort` parameters ask for. Throws `lookup/bad-sort`. */
  ordered(numbers: readonly number[], sort: readonly string[]): readonly number[] {
    return ordered(this.book, numbers, sort);
  }
}
