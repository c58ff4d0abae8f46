import { isA, schemaNames, schemaOf } from '../entity/index.ts';
import { KEYWORDS, type KeywordName } from './book/build-book.ts';
import type { EntityBook } from './book/entity-book.ts';

/** What narrows an answer, before anything is counted or cut. What is absent or empty narrows nothing. */
export interface EntityFilter {
  /** Lists that may name the entity: one of them suffices. An empty array lets nothing through. */
  readonly datasets?: readonly string[];
  /**
   * Leaves out entities that a list has from nowhere but these datasets: of their datasets that are no lists of ours
   * (`carriers`) all are among `datasets`.
   */
  readonly excludeOrigins?: { readonly datasets: readonly string[]; readonly carriers: readonly string[] };
  /** The schema, its descendants and what it may be the same as. */
  readonly schema?: string;
  readonly excludeSchemata?: readonly string[];
  /** Ids, also earlier ones. */
  readonly excludeIds?: readonly string[];
  /** Seconds since 1970; an entity whose last change is not known counts as changed. */
  readonly changedSince?: number;
  /** Values of which an entity has to have one (`any`) or each (`all`). */
  readonly keywords?: readonly KeywordFilter[];
  readonly target?: boolean;
}

export interface KeywordFilter {
  readonly name: KeywordName;
  readonly values: readonly string[];
  readonly need: 'any' | 'all';
}

export type EntityTest = (number: number) => boolean;

/** The filter as a test of an entity's number; undefined where it lets all through. */
export function entityTest(book: EntityBook, filter: EntityFilter): EntityTest | undefined {
  const tests: EntityTest[] = [];
  if (filter.datasets !== undefined) tests.push(anyOf(book, 'datasets', filter.datasets));
  if (filter.excludeOrigins !== undefined) {
    const { datasets, carriers } = filter.excludeOrigins;
    const column = book.keywords.datasets;
    const carrying = column.codesFor(carriers);
    const excluded = column.codesFor(datasets);
    tests.push((number) => {
      const origins = column.codesOf(number).filter((code) => !carrying.has(code));
      return origins.length === 0 || !origins.every((code) => excluded.has(code));
    });
  }
  if (filter.schema !== undefined) {
    tests.push(anyOf(book, 'schema', schemataOf(filter.schema)));
  }
  if (filter.excludeSchemata !== undefined && filter.excludeSchemata.length > 0) {
    const excluded = anyOf(book, 'schema', filter.excludeSchemata);
    tests.push((number) => !excluded(number));
  }
  const { excludeIds, changedSince, target } = filter;
  if (excludeIds !== undefined && excludeIds.length > 0) {
    const excluded = new Set(
      excludeIds.flatMap((id) => [...book.numbersOf(id), ...book.numbersOfReferent(id)]),
    );
    tests.push((number) => !excluded.has(number));
  }
  if (changedSince !== undefined) {
    tests.push((number) => {
      const changed = book.moment('last_change', number);
      return changed === 0 || changed > changedSince;
    });
  }
  if (target !== undefined) tests.push((number) => book.isTarget(number) === target);
  for (const { name, values, need } of filter.keywords ?? []) {
    if (values.length === 0) continue;
    if (need === 'any') tests.push(anyOf(book, name, values));
    else for (const value of values) tests.push(anyOf(book, name, [value]));
  }
  if (tests.length === 0) return undefined;
  return (number) => tests.every((test) => test(number));
}

function anyOf(book: EntityBook, name: KeywordName, values: readonly string[]): EntityTest {
  const column = book.keywords[name];
  const codes = column.codesFor(values);
  return (number) => column.hasAny(number, codes);
}

/**
 * Schemata among which an entity of this schema is looked for: the matchable ones of its own line, and for a schema
 * that is not matchable itself (`Thing`, `Asset`) all that descend from it. FtM's `matchable_schemata`.
 */
function schemataOf(schema: string): readonly string[] {
  const found = new Set([schema]);
  const known = schemaOf(schema);
  if (known?.matchable !== true) return descendantsOf(schema);
  for (const name of schemaNames()) {
    if (schemaOf(name)!.matchable && (isA(name, schema) || isA(schema, name))) found.add(name);
  }
  return [...found];
}

function descendantsOf(schema: string): readonly string[] {
  return schemaNames().filter((name) => isA(name, schema));
}

/** Whether a word names a column that answers can be narrowed by. */
export function isKeyword(name: string): name is KeywordName {
  return (KEYWORDS as readonly string[]).includes(name);
}
