import { WEIGHT_UNIT } from '../../names/index.ts';
import type { LikeWords, ListedParts } from './like-words.ts';
import { isOrdinary, type PlacedWord } from './words.ts';

export function keyOf({ first, last, schema, broken }: Span): string {
  return `${first}-${last}-${schema}-${broken.join()}`;
}

/** A place in the text where a listed name may stand: its words from first to last. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly schema: SpanSchema;
  /** Words that are read as one with the next, since a line end broke them. */
  readonly broken: readonly number[];
  /** One word alone, or two common ones: they count only where they are the name and not merely like it. */
  readonly lone: boolean;
}

export type SpanSchema = 'Person' | 'Organization' | 'Vessel';

export const SCHEMA_OF_KIND = ['Person', 'Organization', 'Vessel'] as const;

/** Share of a listed name's weight that has to stand in the text: less is a part of a name that anybody may bear. */
const LEAST_SHARE = 0.72;
/** Particles and titles weigh no more, in 1/200: they stand in many names, and belong to one they stand beside. */
const LIGHT = 20;
/** Words that may stand between two words of a name: a particle, a middle name. */
const GAP = 2;
/** A name of one word is too common to be found in running text, unless an organisation's and as long as this. */
export const SHORTEST_LONE = 4;
/** One that a line end broke has to be longer: two words that happen to make a name are met there. */
const SHORTEST_LONE_BROKEN = 9;
/** Least weight of a lone word: `Bank`, `Goods` and `Open` are names too, and words of every text in capitals. */
const LEAST_LONE_WEIGHT = 0.65 * WEIGHT_UNIT;
/** Words of a name none of which is rare. */
const FEWEST_PLAIN = 3;
/** Words from a broken one within which a name that holds it may begin. */
const NEAR = 12;
const NOTHING: ReadonlySet<number> = new Set();

/**
 * Finds the places where enough of a listed name stands close together. Words lead by the terms they are to the names
 * in whose head these are; a name of which the run (the sentence) does not hold enough words is left at once.
 */
export class SpanFinder {
  private readonly words: readonly PlacedWord[];
  private readonly like: LikeWords;
  private readonly runs = new RunsOfTerms();
  /** Terms of the words of the current run. */
  private terms: ReadonlySet<number>[] = [];
  /** Terms that they are one letter away from. */
  private nearly: ReadonlySet<number>[] = [];
  /** Terms of the words that a line end broke, at their first half. */
  private brokenTerms = new Map<number, ReadonlySet<number>>();
  private from = 0;
  private hasCapitals = false;
  private readonly taken = new Set<number>();

  constructor(words: readonly PlacedWord[], like: LikeWords) {
    this.words = words;
    this.like = like;
  }

  /** All places, each once, in the order in which they are met. */
  spans(): Map<string, Span> {
    const { words, runs } = this;
    const spans = new Map<string, Span>();
    for (let from = 0, to = 0; from < words.length; from = to) {
      const run = words[from]!.run;
      while (to < words.length && words[to]!.run === run) to++;
      this.from = from;
      this.terms = words.slice(from, to).map((word) => this.like.of(word.text));
      this.nearly = words.slice(from, to).map((word) => this.like.nearly(word.text));
      runs.begin();
      for (const terms of this.terms) for (const term of terms) runs.note(term);
      for (const terms of this.nearly) for (const term of terms) runs.note(term);
      this.brokenTerms.clear();
      this.hasCapitals = this.hasCapital(from, to - 1);
      for (let at = from; at < to; at++) {
        const { withNext } = words[at]!;
        const terms = withNext === undefined || at + 1 === to ? NOTHING : this.like.of(withNext);
        if (terms.size > 0) this.brokenTerms.set(at, terms);
        for (const term of terms) runs.note(term);
      }
      for (let at = from; at < to; at++) {
        this.spansAt(at, this.terms[at - from]!, false, spans);
        if (![...this.brokenTerms.keys()].some((broken) => Math.abs(broken - at) <= NEAR)) continue;
        const terms = this.brokenTerms.get(at) ?? NOTHING;
        this.spansAt(at, terms.union(this.terms[at - from]!), true, spans);
      }
    }
    return spans;
  }

  private spansAt(at: number, own: ReadonlySet<number>, broken: boolean, spans: Map<string, Span>): void {
    const { like, runs } = this;
    for (const term of own) {
      for (const name of like.namesOf(term)) {
        const parts = like.partsOf(name);
        const { terms, weights, total } = parts;
        let most = 0;
        for (let part = 0; part < terms.length; part++) {
          if (runs.holds(terms[part]!)) most += weights[part]!;
        }
        if (most < total * LEAST_SHARE) continue;
        const span = this.spanOf(at, parts, broken);
        if (span !== undefined) spans.set(keyOf(span), span);
      }
    }
  }

  /** The words around a place that a listed name would take, where enough of it stands there. */
  private spanOf(
    at: number,
    { terms, weights, kind, total }: ListedParts,
    withBroken: boolean,
  ): Span | undefined {
    const { taken } = this;
    const broken: number[] = [];
    const reach = terms.length + GAP;
    let met = 0;
    let metWords = 0;
    let slips = 0;
    let rarest = 0;
    let first = at;
    let last = at;
    taken.clear();
    for (let part = 0; part < terms.length; part++) {
      let best = this.nearest(at, terms[part]!, reach, this.terms);
      let end = best;
      if (best < 0 && withBroken) {
        best = this.nearestBroken(at, terms[part]!, reach);
        end = best + 1;
        if (best >= 0) {
          broken.push(best);
          taken.add(end);
          metWords++;
        }
      }
      // One word may have a slip where the others lead to the name.
      if (best < 0 && slips === 0 && !withBroken) {
        best = this.nearest(at, terms[part]!, reach, this.nearly);
        end = best;
        if (best >= 0) slips++;
      }
      if (best < 0 || (weights[part]! <= LIGHT && (best < first - 1 || end > last + 1))) continue;
      taken.add(best);
      met += weights[part]!;
      rarest = Math.max(rarest, weights[part]!);
      metWords++;
      if (best < first) first = best;
      if (end > last) last = end;
    }
    // Without a broken word the place was found before.
    if (withBroken && broken.length === 0) return undefined;
    // `Savings Bank` is a name too: two words that have translations tell nobody apart.
    const plain = rarest < LEAST_LONE_WEIGHT && metWords < FEWEST_PLAIN;
    if (plain && !this.words.slice(first, last + 1).every((word) => word.capital)) return undefined;
    if (met < total * LEAST_SHARE || last - first + 1 > metWords + GAP) return undefined;
    // Where a sentence has capitals, words without one are no firm's name: `the savings bank`.
    if (kind !== 0 && metWords < FEWEST_PLAIN && this.hasCapitals && !this.hasCapital(first, last))
      return undefined;
    const lone = plain || metWords === 1 + broken.length;
    if (metWords === 1) {
      const word = this.words[at]!;
      if (isOrdinary(word.text)) return undefined;
      if (
        kind === 0 ||
        !word.capital ||
        word.text.length < SHORTEST_LONE ||
        terms.length > 1 ||
        total < LEAST_LONE_WEIGHT
      )
        return undefined;
    }
    if (metWords === 2 && broken.length === 1) {
      const word = this.words[broken[0]!]!;
      if (kind === 0 || !word.capital || terms.length > 1) return undefined;
      if (word.withNext!.length < SHORTEST_LONE_BROKEN) return undefined;
    }
    return { first, last, schema: SCHEMA_OF_KIND[kind]!, broken, lone };
  }

  private hasCapital(first: number, last: number): boolean {
    for (let at = first; at <= last; at++) if (this.words[at]!.capital) return true;
    return false;
  }

  /** The nearest word of the run that a line end broke and that, whole, a term is; none of its halves is taken. */
  private nearestBroken(at: number, term: number, reach: number): number {
    let best = -1;
    for (const [place, terms] of this.brokenTerms) {
      if (Math.abs(place - at) > reach || (best >= 0 && Math.abs(place - at) >= Math.abs(best - at)))
        continue;
      if (terms.has(term) && !this.taken.has(place) && !this.taken.has(place + 1)) best = place;
    }
    return best;
  }

  /** The word nearest to a place in its run that a term is and no other took; the one before it first; -1 for none. */
  private nearest(at: number, term: number, reach: number, terms: readonly ReadonlySet<number>[]): number {
    const { taken, from } = this;
    const end = from + terms.length;
    for (let distance = 0; distance <= reach; distance++) {
      const before = at - distance;
      if (before >= from && terms[before - from]!.has(term) && !taken.has(before)) return before;
      const behind = at + distance;
      if (behind < end && terms[behind - from]!.has(term) && !taken.has(behind)) return behind;
    }
    return -1;
  }
}

/** Term → number of the last run that held it, over all texts: short ones come by the thousand, and begin with it anew. */
let runOfTerm = new Int32Array(1 << 16);
let lastRun = 0;
const LAST = 2 ** 31 - 1;

/** Which terms the run that is looked at holds. One text is looked at after the other. */
class RunsOfTerms {
  begin(): void {
    if (lastRun === LAST) {
      runOfTerm.fill(0);
      lastRun = 0;
    }
    lastRun++;
  }

  note(term: number): void {
    if (term >= runOfTerm.length) {
      const larger = new Int32Array(Math.max(term + 1, runOfTerm.length * 2));
      larger.set(runOfTerm);
      runOfTerm = larger;
    }
    runOfTerm[term] = lastRun;
  }

  holds(term: number): boolean {
    return runOfTerm[term] === lastRun;
  }
}
