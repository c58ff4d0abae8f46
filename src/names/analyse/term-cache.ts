import type { Term } from '../terms/term.ts';

/**
 * Terms already made, by a text that says all that they depend on. A word reads the same everywhere, so remembering
 * changes no answer; and a term met again is the same object, with the same id string.
 */
const terms = new Map<string, Term>();
const SIZE = 200_000;

export function remembered(key: string, make: () => Term): Term {
  let term = terms.get(key);
  if (term === undefined) {
    term = make();
    if (terms.size >= SIZE) terms.clear();
    terms.set(key, term);
  }
  return term;
}

export function clearTermCache(): void {
  terms.clear();
}
