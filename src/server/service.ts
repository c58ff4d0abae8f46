import { RiegelError } from '../entity/index.ts';
import type { Lookup } from '../lookup/index.ts';
import type { MatchIndex } from '../match/index.ts';
import type { LinkFinder } from '../screening/index.ts';
import { tracingLoad } from './tracing/spans.ts';
import type { Catalogue } from './yente/catalogue.ts';

/** All that answers come from: one index and the entities of the very same list versions. Never changed, only replaced. */
export interface Loaded {
  readonly index: MatchIndex;
  readonly lookup: Lookup;
  readonly catalogue: Catalogue;
  /** What whoever relies on the answers must know: lists that are too old, the starter. */
  readonly notices: readonly string[];
  /** Looks for links in these lists. */
  readonly links: () => LinkFinder;
}

/** Lists were to be put in place and could not be compiled or read. */
export interface LoadFailure {
  readonly code: string;
}

/**
 * Holds what is loaded and puts another in its place between two requests, never within one: a route asks `ready()`
 * once and answers from that alone.
 */
export class Service {
  private loaded: Loaded | undefined;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private begun: Promise<Loaded> | undefined;
  private failed: LoadFailure | undefined;
  private noticed: Readonly<Record<string, string>> | undefined;
  private readonly load: () => Promise<Loaded>;
  private followUp: (() => Promise<void>) | undefined;

  /** @param load reads the lists in force; called by `reload` only */
  constructor(load: () => Promise<Loaded>) {
    this.load = tracingLoad(load);
  }

  get isReady(): boolean {
    return this.loaded !== undefined;
  }

  /** Begins to load: the first `reload` puts in place what comes of it, and throws what it threw. */
  begin(): void {
    this.begun = this.load();
    this.begun.catch(() => {});
  }

  /** Throws `server/not-ready` until there is an index: what was not screened is not clear. */
  ready(): Loaded {
    if (this.loaded !== undefined) return this.loaded;
    throw new RiegelError('server/not-ready', 'The index is not ready', {
      expected: 'to be asked again once /readyz answers 200',
    });
  }

  /** Why the last load failed; undefined where it did not. What was loaded before still answers. */
  get failure(): LoadFailure | undefined {
    return this.failed;
  }

  get isLoading(): boolean {
    return this.running !== undefined;
  }

  /** Lists whose version in force is not the one that answers: of those that were noticed last. */
  get behind(): readonly string[] {
    const { noticed, loaded } = this;
    if (noticed === undefined || loaded === undefined) return [];
    return Object.keys(noticed).filter((list) => loaded.index.info.lists[list] !== noticed[list]);
  }

  /** Told which versions are in force: list id → version. */
  notice(inForce: Readonly<Record<string, string>>): void {
    this.noticed = inForce;
  }

  /** What is to be done whenever other lists are in place, before `reload` returns. */
  whenReplaced(followUp: () => Promise<void>): void {
    this.followUp = followUp;
  }

  /**
   * Loads the lists in force and puts them in place of what is there; what is there stays where that fails. One runs
   * at a time: who asks meanwhile waits for one that begins after, so that it holds all that was there when asked.
   */
  reload(): Promise<void> {
    if (this.running === undefined) {
      this.running = this.replace().finally(() => {
        this.running = undefined;
      });
      return this.running;
    }
    this.next ??= this.running
      .catch(() => {})
      .then(() => {
        this.next = undefined;
        return this.reload();
      });
    return this.next;
  }

  private async replace(): Promise<void> {
    const loading = this.begun ?? this.load();
    this.begun = undefined;
    try {
      this.loaded = await loading;
      this.failed = undefined;
    } catch (error) {
      this.failed = { code: error instanceof RiegelError ? error.code : 'server/internal' };
      throw error;
    }
    await this.followUp?.();
  }
}
