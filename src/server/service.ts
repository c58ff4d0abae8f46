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

/**
 * Holds what is loaded and puts another in its place between two requests, never within one: a route asks `ready()`
 * once and answers from that alone.
 */
export class Service {
  private loaded: Loaded | undefined;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private readonly load: () => Promise<Loaded>;
  private followUp: (() => Promise<void>) | undefined;

  /** @param load reads the lists in force; called by `reload` only */
  constructor(load: () => Promise<Loaded>) {
    this.load = tracingLoad(load);
  }

  get isReady(): boolean {
    return this.loaded !== undefined;
  }

  /** Throws `server/not-ready` until there is an index: what was not screened is not clear. */
  ready(): Loaded {
    if (this.loaded !== undefined) return this.loaded;
    throw new RiegelError('server/not-ready', 'The index is not ready', {
      expected: 'to be asked again once /readyz answers 200',
    });
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
    this.loaded = await this.load();
    await this.followUp?.();
  }
}
