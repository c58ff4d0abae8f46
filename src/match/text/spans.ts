import type { LikeWords, ListedParts } from './like-words.ts';
import type { PlacedWord } from './words.ts';

/** A place in the text where a listed name may stand: its words from first to last. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly schema: SpanSchema;
}

export type SpanSchema = 'Person' | 'Organization' | 'Vessel';

export const SCHEMA_OF_KIND = ['Person', 'Organization', 'Vessel'] as const;

/** Share of a listed name's weight that has to stand in the text: less is a part of a name that anybody may bear. */
const LEAST_SHARE = 0.72;
/** Words that may stand between two words of a name: a particle, a middle name. */
const GAP = 2;
/** A name of one word is too common to be found in running text, unless an organisation's and as long as this. */
export const SHORTEST_LONE = 4;

/**
 * Finds the places where enough of a listed name stands close together. Words lead by the terms they are to the names
 * in whose head these are; a name of which the run (the sentence) does not hold enough words is left at once.
 */
export class SpanFinder {
  private readonly words: readonly PlacedWord[];
  private readonly like: LikeWords;
  /** Term → number of the last run of the text that holds it. */
  private runOfTerm = new Int32Array(1 << 16).fill(-1);
  /** Terms of the words of the current run. */
  private terms: ReadonlySet<number>[] = [];
  private from = 0;
  private readonly taken = new Set<number>();

  constructor(words: readonly PlacedWord[], like: LikeWords) {
    this.words = words;
    this.like = like;
  }

  /** All places, each once, in the order in which they are met. */
  spans(): Map<string, Span> {
    const { words } = this;
    const spans = new Map<string, Span>();
    for (let from = 0, to = 0; from < words.length; from = to) {
      const run = words[from]!.run;
      while (to < words.length && words[to]!.run === run) to++;
      this.from = from;
      this.terms = words.slice(from, to).map((word) => this.like.of(word.text));
      for (const terms of this.terms) for (const term of terms) this.note(term, run);
      for (let at = from; at < to; at++) this.spansAt(at, run, spans);
    }
    return spans;
  }

  private spansAt(at: number, run: number, spans: Map<string, Span>): void {
    const { like, runOfTerm } = this;
    for (const term of this.terms[at - this.from]!) {
      for (const name of like.namesOf(term)) {
        const parts = like.partsOf(name);
        const { terms, weights, total } = parts;
        let most = 0;
        for (let part = 0; part < terms.length; part++) {
          if (runOfTerm[terms[part]!] === run) most += weights[part]!;
        }
        if (most < total * LEAST_SHARE) continue;
        const span = this.spanOf(at, parts);
        if (span !== undefined) spans.set(`${span.first}-${span.last}-${span.schema}`, span);
      }
    }
  }

  /** The words around a place that a listed name would take, where enough of it stands there. */
  private spanOf(at: number, { terms, weights, kind, total }: ListedParts): Span | undefined {
    const { taken } = this;
    const reach = terms.length + GAP;
    let met = 0;
    let metWords = 0;
    let first = at;
    let last = at;
    taken.clear();
    for (let part = 0; part < terms.length; part++) {
      const best = this.nearest(at, terms[part]!, reach);
      if (best < 0) continue;
      taken.add(best);
      met += weights[part]!;
      metWords++;
      if (best < first) first = best;
      if (best > last) last = best;
    }
    if (met < total * LEAST_SHARE || last - first + 1 > metWords + GAP) return undefined;
    if (metWords === 1) {
      const word = this.words[at]!;
      if (kind === 0 || !word.capital || word.text.length < SHORTEST_LONE || terms.length > 1)
        return undefined;
    }
    return { first, last, schema: SCHEMA_OF_KIND[kind]! };
  }

  /** The word nearest to a place in its run that a term is and no other took; the one before it first; -1 for none. */
  private nearest(at: number, term: number, reach: number): number {
    const { taken, terms, from } = this;
    const end = from + terms.length;
    for (let distance = 0; distance <= reach; distance++) {
      const before = at - distance;
      if (before >= from && terms[before - from]!.has(term) && !taken.has(before)) return before;
      const behind = at + distance;
      if (behind < end && terms[behind - from]!.has(term) && !taken.has(behind)) return behind;
    }
    return -1;
  }

  private note(term: number, run: number): void {
    if (term >= this.runOfTerm.length) {
      const larger = new Int32Array(Math.max(term + 1, this.runOfTerm.length * 2)).fill(-1);
      larger.set(this.runOfTerm);
      this.runOfTerm = larger;
    }
    this.runOfTerm[term] = run;
  }
}
