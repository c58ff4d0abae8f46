import { RiegelError } from '../../entity/index.ts';
import type { Term } from '../../names/index.ts';
import { MAX_TERMS } from './name-records.ts';

/** The different terms of all names, numbered as they come. */
export class Vocabulary {
  readonly terms: Term[] = [];
  private readonly byId = new Map<string, number>();
  /** A term met again is most often the same object: then no string is looked up. */
  private readonly byTerm = new Map<Term, number>();

  /** Number of a term. Throws RiegelError `index/too-large`. */
  numberOf(term: Term): number {
    let number = this.byTerm.get(term);
    if (number !== undefined) return number;
    number = this.byId.get(term.id);
    if (number === undefined) {
      number = this.terms.length;
      if (number >= MAX_TERMS)
        throw new RiegelError('index/too-large', `An index holds at most ${MAX_TERMS} different words.`);
      this.terms.push(term);
      this.byId.set(term.id, number);
    }
    this.byTerm.set(term, number);
    return number;
  }

  /** The terms with words of names first and words read as one after them, and the new number of each. */
  sorted(): {
    readonly terms: readonly Term[];
    readonly wordTerms: number;
    readonly renumbered: Uint32Array;
  } {
    const words = this.terms.filter((term) => !term.joined);
    const renumbered = new Uint32Array(this.terms.length);
    let word = 0;
    let joined = words.length;
    this.terms.forEach((term, number) => {
      renumbered[number] = term.joined ? joined++ : word++;
    });
    return {
      terms: words.concat(this.terms.filter((term) => term.joined)),
      wordTerms: words.length,
      renumbered,
    };
  }
}
