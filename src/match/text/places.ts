import type { Match } from '../match.ts';

/** A subject that was compared with all listed names, and is explained when its matches are asked for. */
export interface ScoredSubject {
  /** Of its best match; 0 where it has none. */
  readonly score: number;
  readonly matches: () => readonly Match[];
}

/** A place in a text and what may stand there. */
interface Place {
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

/** A place that is kept, with the better ones that it holds. */
export interface KeptPlace extends Place {
  readonly holds: readonly Place[];
}

/**
 * Places in a text where names may stand, of which the best of those that overlap are kept: the highest score, the
 * longest, the first. A score is asked for only where it decides: a place that overlaps one that is sure to win has
 * none. Of the places that hold what was kept whole the best are kept too: `Gazprom` must not hide a
 * `Gazprom Trnsgaz Tomsk`, whose slip makes it the lesser match.
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

  /** The places that are kept, in the order of the text, one before those that it holds. @param length of the text */
  best(length: number): KeptPlace[] {
    const inner = chosen([...this.byExtent.values()], length);
    const wider = inner.overlapped.filter((place) => inner.heldBy(place) !== undefined);
    const outer = chosen(wider, length);
    return [
      ...inner.kept.map((place) => ({ ...extentOf(place), holds: [] })),
      ...outer.kept.map((place) => ({ ...extentOf(place), holds: inner.heldBy(place)! })),
    ].sort((a, b) => a.start - b.start || b.end - a.end);
  }
}

function extentOf({ start, end, scored }: Waiting): Place {
  return { start, end, scored };
}

interface Chosen {
  readonly kept: readonly Waiting[];
  /** Those that were passed over for a better one that they overlap. */
  readonly overlapped: readonly Waiting[];
  /** The kept places within a place; undefined where it holds none or cuts through one. */
  heldBy(place: Waiting): readonly Waiting[] | undefined;
}

/** Of places that overlap the best. */
function chosen(places: readonly Waiting[], length: number): Chosen {
  const heap = new Heap(places);
  /** Number of the kept place that stands there, from 1. */
  const taken = new Uint32Array(length);
  const kept: Waiting[] = [];
  const overlapped: Waiting[] = [];
  for (let place = heap.pop(); place !== undefined; place = heap.pop()) {
    if (taken.subarray(place.start, place.end).some((number) => number > 0)) {
      overlapped.push(place);
      continue;
    }
    if (!place.known) {
      place.ask();
      if (place.score > 0) heap.push(place);
      continue;
    }
    kept.push(place);
    taken.fill(kept.length, place.start, place.end);
  }
  return {
    kept,
    overlapped,
    heldBy({ start, end }) {
      const numbers = new Set(taken.subarray(start, end));
      numbers.delete(0);
      const held = [...numbers].map((number) => kept[number - 1]!);
      const whole = held.every((place) => place.start >= start && place.end <= end);
      return held.length > 0 && whole ? held : undefined;
    },
  };
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
