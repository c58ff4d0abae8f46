import { Worker } from 'node:worker_threads';
import { RiegelError } from '../../entity/index.ts';
import { type LinkBook, type LinkBookDiff, renewBook } from './book.ts';
import type { LinksInForce } from './in-force.ts';

/** What looking at the lists again makes of the links. */
interface FoundLinks {
  /** Of the lists that were looked at. */
  readonly listVersions: Readonly<Record<string, string>>;
  readonly diff: LinkBookDiff;
}

/** Looks for links in one set of list versions, once; what it found may be held against several books. */
export interface LinkFinder {
  /** `at`: ISO time. */
  renew(book: LinkBook, at: string): Promise<FoundLinks>;
  close(): Promise<void>;
}

/** In the calling thread: for few entities. */
export function finderOf(found: () => Promise<Omit<LinksInForce, 'notices'>>): LinkFinder {
  let known: Promise<Omit<LinksInForce, 'notices'>> | undefined;
  return {
    async renew(book, at) {
      known ??= found();
      const { proposals, entries, listVersions } = await known;
      const { diff } = renewBook(book, proposals, { entries, listVersions, at });
      return { listVersions, diff };
    },
    close: async () => {},
  };
}

/** What the thread is asked. */
export interface FinderQuestion {
  readonly book: LinkBook;
  readonly at: string;
}

/** What the thread answers. */
export type FinderAnswer =
  | { readonly found: FoundLinks }
  | { readonly error: { readonly code: string; readonly message: string } };

/** Source in a checkout, compiled in the published package. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './finder-worker.ts' : './finder-worker.js',
  import.meta.url,
);

/**
 * The lists in force of a data directory, in a thread of its own: with all lists it takes a minute or two.
 * `renew` throws what `linksInForce` throws, `screening/worker-failed`.
 */
export function finderInThread(dataDir: string): LinkFinder {
  let worker: Worker | undefined;
  return {
    async renew(book, at) {
      worker ??= new Worker(WORKER, { workerData: { dataDir } });
      const answer = await answerOf(worker, { book, at });
      if ('found' in answer) return answer.found;
      throw new RiegelError(answer.error.code, answer.error.message);
    },
    async close() {
      await worker?.terminate();
    },
  };
}

function answerOf(worker: Worker, question: FinderQuestion): Promise<FinderAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<FinderAnswer>();
  const failed = (reason: string) =>
    reject(new RiegelError('screening/worker-failed', `The thread that looks for links ${reason}`));
  const onError = (error: unknown) => failed(error instanceof Error ? error.message : String(error));
  const onExit = (code: number) => failed(`ended with code ${code}`);
  worker.once('message', resolve);
  worker.once('error', onError);
  worker.once('exit', onExit);
  worker.postMessage(question);
  return promise.finally(() => {
    worker.off('message', resolve);
    worker.off('error', onError);
    worker.off('exit', onExit);
  });
}
