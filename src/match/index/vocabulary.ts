import { RiegelError } from '../../entity/index.ts';
import { soundOrder, type Term } from '../../names/index.ts';
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

  /**
   * The terms in a new order, words of names before words read as one, and the new number of each. Words that sound
   * alike are neighbours: a search compares them with the same word, and finds them in the same memory.
   */
  sorted(): {
    readonly terms: readonly Term[];
    readonly wordTerms: number;
    readonly renumbered: Uint32Array;
  } {
    const { terms } = this;
    // Strings that end in the old number: sorting them needs no comparison of ours.
    const places = terms.map((term, number) => `${term.joined ? 1 : 0}${soundOrder(term)}\0${number}`).sort();
    const order = Uint32Array.from(places, (place) => Number(place.slice(place.lastIndexOf('\0') + 1)));
    const renumbered = new Uint32Array(terms.length);
    order.forEach((old, place) => {
      renumbered[old] = place;
    });
    return {
      terms: Array.from(order, (old) => terms[old]!),
      wordTerms: terms.reduce((count, term) => count + (term.joined ? 0 : 1), 0),
      renumbered,
    };
  }
}
