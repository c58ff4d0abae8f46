import type { Match } from '../match.ts';

/** A subject that was compared with all listed names, and is explained when its matches are asked for. */
export interface ScoredSubject {
  /** Of its best match; 0 where it has none. */
  readonly score: number;
  readonly matches: () => readonly Match[];
}

/** A place in a text and what may stand there. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** The readings of the place that have a match. */
  readonly scored: () => readonly ScoredSubject[];
}

/** No score is higher. */
const HIGHEST = 1;

/** A place in the heap: its score, or the highest there is while nobody has asked for it. */
class Waiting implements Place {
  readonly start: number;
  readonly end: number;
  readonly readings: (() => ScoredSubject)[] = [];
  known = false;
  score = HIGHEST;
  private all: readonly ScoredSubject[] | undefined;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }

  readonly scored = (): readonly ScoredSubject[] => {
    this.all ??= this.readings.map((reading) => reading()).filter(({ score }) => score > 0);
    return this.all;
  };

  ask(): void {
    this.known = true;
    this.score = this.scored().reduce((highest, { score }) => Math.max(highest, score), 0);
  }

  /** Whether this place wins over another: the higher score, the longer, the first. */
  before(other: Waiting): boolean {
    const longer = this.end - this.start - (other.end - other.start);
    return (this.score - other.score || longer || other.start - this.start) > 0;
  }
}

/**
 * Places in a text where names may stand, of which the best of those that overlap are kept: the highest score, the
 * longest, the first. A score is asked for only where it decides: a place that overlaps one that is sure to win has
 * none.
 */
export class Places {
  private readonly byExtent = new Map<string, Waiting>();

  /** @param score one reading of the place; a place may have several */
  add(start: number, end: number, score: () => ScoredSubject): void {
    const extent = `${start}-${end}`;
    let place = this.byExtent.get(extent);
    if (place === undefined) {
      place = new Waiting(start, end);
      this.byExtent.set(extent, place);
    }
    place.readings.push(score);
  }

  /** The places that are kept, in the order of the text. @param length of the text */
  best(length: number): Place[] {
    const heap = new Heap([...this.byExtent.values()]);
    const taken = new Uint8Array(length);
    const kept: Place[] = [];
    for (let place = heap.pop(); place !== undefined; place = heap.pop()) {
      if (taken.subarray(place.start, place.end).includes(1)) continue;
      if (!place.known) {
        place.ask();
        if (place.score > 0) heap.push(place);
        continue;
      }
      taken.fill(1, place.start, place.end);
      kept.push(place);
    }
    return kept.sort((a, b) => a.start - b.start);
  }
}

/** A binary heap, the place that wins first. */
class Heap {
  private readonly places: Waiting[] = [];

  constructor(places: readonly Waiting[]) {
    for (const place of places) this.push(place);
  }

  push(place: Waiting): void {
    const { places } = this;
    let at = places.push(place) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!place.before(places[above]!)) break;
      places[at] = places[above]!;
      at = above;
    }
    places[at] = place;
  }

  pop(): Waiting | undefined {
    const { places } = this;
    const top = places[0];
    const last = places.pop();
    if (top === undefined || last === undefined || top === last) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= places.length) break;
      if (below + 1 < places.length && places[below + 1]!.before(places[below]!)) below++;
      if (!places[below]!.before(last)) break;
      places[at] = places[below]!;
      at = below;
    }
    places[at] = last;
    return top;
  }
}
