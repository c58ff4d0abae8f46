import { RiegelError } from '../../entity/index.ts';

/** What is asked for, as a tree. */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'term'; readonly field?: string; readonly text: string }
  | { readonly kind: 'phrase'; readonly field?: string; readonly text: string; readonly slop: number }
  /** A value that is this text as a whole. */
  | { readonly kind: 'value'; readonly field: string; readonly text: string }
  /** `pattern` with `*` for any letters and `?` for one. */
  | { readonly kind: 'wildcard'; readonly field?: string; readonly pattern: string }
  | {
      readonly kind: 'fuzzy';
      readonly field?: string;
      readonly text: string;
      readonly edits: number | 'auto';
    }
  | { readonly kind: 'range'; readonly field?: string; readonly from: Bound; readonly to: Bound }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'boost'; readonly of: Query; readonly by: number };

/** End of a range; no value where it is open. */
export interface Bound {
  readonly value?: string;
  readonly included: boolean;
}

/** Parts of a query beyond this are no question that a person asks. */
export const MAX_PARTS = 256;
export const MAX_DEPTH = 32;
export const MAX_QUERY = 10_000;

/** @param at offset in the query */
export function badQuery(message: string, at?: number): RiegelError {
  return new RiegelError('lookup/bad-query', message, {
    ...(at === undefined ? {} : { place: { offset: at } }),
    expected: 'words, "phrases", AND, OR, NOT, field:value, * and ?, word~',
  });
}

export function joined(kind: 'and' | 'or', of: readonly Query[]): Query {
  return of.length === 1 ? of[0]! : { kind, of };
}
