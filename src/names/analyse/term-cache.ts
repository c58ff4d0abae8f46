import { Remembered } from '../remembered.ts';
import type { Term } from '../terms/term.ts';

/**
 * Terms already made, by a text that says all that they depend on. A word reads the same everywhere, so remembering
 * changes no answer; and a term met again is the same object, with the same id string.
 */
const terms = new Remembered<string, Term>(200_000);

export function remembered(key: string, make: () => Term): Term {
  return terms.of(key, make);
}

export function clearTermCache(): void {
  terms.clear();
}
