import { RiegelError } from '../entity/index.ts';
import type { Store } from '../store/index.ts';
import { type EventKind, eventOf, recordsOf, type ToldEvent } from './event.ts';

/** How often the journal is looked at while somebody waits, milliseconds. */
const LOOK_MS = 500;
/** Records read in one query. */
const PAGE = 200;
/** The newest events, kept for all who follow: one query serves them together. */
const KEPT = 1_000;
/** Who has not looked for so many records begins anew: what lies between is read from the table by who wants it. */
const FAR = 50_000;

/** Which events to read. */
export interface EventQuery {
  /** Only those after this record. */
  readonly beyond: number;
  /** All where none is named. */
  readonly kinds?: ReadonlySet<EventKind> | undefined;
}

export interface EventPage {
  readonly events: readonly ToldEvent[];
  /** Everything up to this record has been looked through: where to go on. */
  readonly upTo: number;
  /** Whether there is more to look through already. */
  readonly more: boolean;
}

/**
 * The journal as a stream of events. Nothing is stored beside it: a record is in it or it is not, its number is given
 * while the head is held, so that numbers become visible in their order and whoever goes on behind one misses none.
 */
export class EventFeed {
  private readonly store: Store;
  /** The newest events, all there are beyond `from` and up to `upTo`. */
  private kept: ToldEvent[] = [];
  private from = Number.POSITIVE_INFINITY;
  private upTo = -1;
  private looking: Promise<void> | undefined;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(store: Store) {
    this.store = store;
  }

  /** Number of the journal's last record; -1 where there is none. */
  async newest(): Promise<number> {
    return ((await this.store.tables.journal.readHead())?.size ?? 0) - 1;
  }

  /** Throws `events/ahead` where the journal has not come as far as `record`. */
  async checkReached(record: number): Promise<void> {
    const newest = await this.newest();
    if (record <= newest) return;
    throw new RiegelError('events/ahead', 'The journal has not come so far', {
      expected: `a record up to ${newest}; an older copy of the database may have been restored`,
    });
  }

  /** A page of events, perhaps empty although there is more: go on at `upTo`. Throws `store/…`. */
  async read({ beyond, kinds }: EventQuery): Promise<EventPage> {
    if (beyond >= this.from) {
      // Looked for from the end: whoever follows has seen nearly all of them.
      const seen = this.kept.findLastIndex(({ record }) => record <= beyond) + 1;
      const all = this.kept.slice(seen).filter(({ kind }) => kinds?.has(kind) ?? true);
      const events = all.slice(0, PAGE);
      const more = all.length > PAGE;
      return { events, upTo: more ? events.at(-1)!.record : Math.max(this.upTo, beyond), more };
    }
    return await this.readStored({ beyond, kinds });
  }

  /** Looks for new records, once for all who ask meanwhile, and no more often than every half second. */
  async look(): Promise<void> {
    if (performance.now() - this.lookedAt < LOOK_MS) return;
    this.looking ??= this.catchUp().finally(() => {
      this.looking = undefined;
    });
    await this.looking;
  }

  /** Returns when there may be something beyond a record, or after `ms`, or at once where it is aborted. */
  async wait(beyond: number, ms: number, signal: AbortSignal): Promise<void> {
    const until = performance.now() + ms;
    while (!signal.aborted) {
      await this.look();
      if (this.upTo > beyond || performance.now() >= until) return;
      await pause(Math.min(LOOK_MS, Math.max(1, until - performance.now())), signal);
    }
  }

  private async catchUp(): Promise<void> {
    const newest = await this.newest();
    if (this.from === Number.POSITIVE_INFINITY || newest - this.upTo > FAR) {
      this.kept = [];
      this.from = newest;
      this.upTo = newest;
    }
    for (let more = true; more; ) {
      const { events, upTo, ...page } = await this.readStored({ beyond: this.upTo });
      more = page.more;
      this.kept.push(...events);
      this.upTo = upTo;
      if (this.kept.length > KEPT) {
        const gone = this.kept.splice(0, this.kept.length - KEPT);
        this.from = gone.at(-1)!.record;
      }
    }
    this.lookedAt = performance.now();
  }

  private async readStored({ beyond, kinds }: EventQuery): Promise<EventPage> {
    // The head first: what is recorded between the two questions may be seen already, and is never passed over.
    const newest = await this.newest();
    const records = recordsOf(kinds);
    if (newest <= beyond || records.length === 0) {
      return { events: [], upTo: Math.max(newest, beyond), more: false };
    }
    const rows = await this.store.tables.events.readTold(records, beyond, PAGE);
    const events = rows
      .map(eventOf)
      .filter((event) => event !== undefined)
      .filter(({ kind }) => kinds?.has(kind) ?? true);
    const last = rows.at(-1)?.seq ?? beyond;
    const more = rows.length === PAGE;
    return { events, upTo: more ? last : Math.max(newest, last), more };
  }
}

/** Waits, at most until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
