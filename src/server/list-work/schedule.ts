import { allSources, isPublished, listsInForce, type Source, statusOf } from '../../lists/index.ts';
import { findSource } from '../../screening/index.ts';

const HOUR_MS = 3_600_000;
/** How many times a list is asked about in the time after which its age would be an alarm; within these bounds. */
const TIMES = 48;
const SHORTEST_MS = HOUR_MS;
const LONGEST_MS = 6 * HOUR_MS;
/** Share by which a pause is made longer or shorter at random: not all installations ask in the same minute. */
const JITTER = 0.2;
/** After a refusal it is tried again in this share of the pause. */
const AFTER_REFUSAL = 0.25;
/** A list that is due at the start is asked about within this time. */
const SOON_MS = 60_000;
const ROUND_MS = 15_000;

export interface ScheduleOptions {
  readonly dataDir: string;
  /** Asks a source and puts in force what passes the guards; another process that asked within `notWithinMs` will do. */
  readonly ask: (list: string, notWithinMs: number) => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly random?: () => number;
  readonly roundMs?: number;
  /** Within which lists that are due at the start are asked about. */
  readonly soonMs?: number;
}

/** Milliseconds between two questions to a source, before chance; undefined where it has no address or publishes no longer. */
export function pauseOf(source: Source): number | undefined {
  const { maxAgeHours } = source.rhythm;
  if (!isPublished(source) || !Number.isFinite(maxAgeHours)) return undefined;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (maxAgeHours * HOUR_MS) / TIMES));
}

/**
 * Asks the sources of the lists in force, each in its rhythm and one after the other; where no list is in force yet,
 * all that have an address. When a list is due is reckoned by a clock that nobody sets; only at the start the time of
 * the last answer is looked at, and one that lies ahead does not count. Never throws; gives how to stop, which does not wait for a question under way.
 */
export function keepListsFresh(options: ScheduleOptions): () => void {
  const { roundMs = ROUND_MS, onError } = options;
  const schedule = new Schedule(options);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void schedule
      .round()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  }, roundMs);
  return () => {
    clearInterval(timer);
    schedule.stop();
  };
}

class Schedule {
  private readonly options: ScheduleOptions;
  private readonly random: () => number;
  private readonly due = new Map<string, number>();
  /** Ids of the lists that are asked about, once it is known. */
  private chosen: Set<string> | undefined;
  private stopped = false;

  constructor(options: ScheduleOptions) {
    this.options = options;
    this.random = options.random ?? Math.random;
  }

  stop(): void {
    this.stopped = true;
  }

  async round(): Promise<void> {
    for (const source of await this.sources()) {
      if (this.stopped) return;
      const pause = pauseOf(source);
      if (pause === undefined) continue;
      const due = this.due.get(source.id) ?? (await this.firstDue(source, pause));
      this.due.set(source.id, due);
      if (performance.now() < due) continue;
      const isRefused = await this.ask(source, pause);
      this.due.set(source.id, performance.now() + this.varied(isRefused ? pause * AFTER_REFUSAL : pause));
    }
  }

  /** Of the lists in force; where there were none at the start, all that there are. */
  private async sources(): Promise<readonly Source[]> {
    const inForce = Object.keys(await listsInForce(this.options.dataDir));
    this.chosen ??= new Set(inForce.length === 0 ? allSources().map(({ id }) => id) : inForce);
    for (const list of inForce) this.chosen.add(list);
    return await Promise.all([...this.chosen].map((list) => findSource(this.options.dataDir, list)));
  }

  private async ask({ id, ...source }: Source, pause: number): Promise<boolean> {
    try {
      await this.options.ask(id, pause / 2);
      return (await statusOf(this.options.dataDir, { id, ...source })).refused !== undefined;
    } catch (error) {
      this.options.onError(error);
      return true;
    }
  }

  private async firstDue(source: Source, pause: number): Promise<number> {
    const { confirmedAt, refused } = await statusOf(this.options.dataDir, source);
    const last = Math.max(...[confirmedAt, refused?.at].map((at) => Date.parse(at ?? '') || 0));
    const ago = Date.now() - last;
    const soon = this.random() * (this.options.soonMs ?? SOON_MS);
    const wait = ago < 0 || ago >= pause ? soon : this.varied(pause - ago);
    return performance.now() + wait;
  }

  private varied(ms: number): number {
    return ms * (1 + JITTER * (2 * this.random() - 1));
  }
}
