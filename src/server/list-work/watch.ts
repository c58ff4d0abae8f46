import { RiegelError } from '../../entity/index.ts';
import { listsInForce } from '../../lists/index.ts';
import { sameLists } from '../../screening/index.ts';
import type { Service } from '../service.ts';

export interface WatchOptions {
  readonly dataDir: string;
  readonly service: Service;
  /** Done in each round in which the lists in force are those that answer. */
  readonly afterwards?: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two rounds. */
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;
/** After which lists that could not be compiled are tried again. */
const AGAIN_MS = 10 * 60_000;
/** After which what failed in `afterwards` is tried again: another process may be doing it. */
const AFTERWARDS_AGAIN_MS = 60_000;

/**
 * Notices every few seconds that other versions of lists are in force, whoever put them there (this process, another
 * one on the same data directory, `riegel lists`), and has the service load them. Times are taken from a clock that
 * nobody sets. Gives how to stop.
 */
export function watchLists(options: WatchOptions): () => Promise<void> {
  const { everyMs = EVERY_MS, onError } = options;
  const watch = new Watch(options);
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= watch
      .round()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

class Watch {
  private readonly options: WatchOptions;
  /** What could not be loaded, and from when on it is tried again. */
  private refused: { readonly lists: Readonly<Record<string, string>>; readonly until: number } | undefined;
  private afterwardsFrom = 0;

  constructor(options: WatchOptions) {
    this.options = options;
  }

  async round(): Promise<void> {
    const { dataDir, service } = this.options;
    const inForce = await listsInForce(dataDir);
    service.notice(inForce);
    if (!service.isReady || service.isLoading) return;
    const answers = service.ready().index.info.lists;
    // Without any the starter stands in.
    if (Object.keys(inForce).length === 0 || sameLists(inForce, answers)) await this.afterwards();
    else await this.load(inForce);
  }

  private async load(lists: Readonly<Record<string, string>>): Promise<void> {
    const { refused } = this;
    if (refused !== undefined && sameLists(refused.lists, lists) && performance.now() < refused.until) return;
    const { service } = this.options;
    try {
      await service.reload();
    } finally {
      // What comes after loading may have failed alone: that is for `afterwards`.
      this.refused =
        service.failure === undefined ? undefined : { lists, until: performance.now() + AGAIN_MS };
    }
  }

  private async afterwards(): Promise<void> {
    if (performance.now() < this.afterwardsFrom) return;
    try {
      await this.options.afterwards?.();
    } catch (error) {
      this.afterwardsFrom = performance.now() + AFTERWARDS_AGAIN_MS;
      if (!(error instanceof RiegelError && ELSEWHERE.has(error.code))) throw error;
    }
  }
}

/** Another process does the same, or has come further; if it dies, this one goes on. */
const ELSEWHERE = new Set([
  'screening/change-elsewhere',
  'screening/sweep-elsewhere',
  'screening/index-outdated',
]);
