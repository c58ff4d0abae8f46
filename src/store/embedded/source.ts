import { Worker } from 'node:worker_threads';
import { RiegelError } from '../../entity/index.ts';
import type { QueryAnswer, Session, SessionSource } from '../connection.ts';
import { checkDiskSpace, RESERVED_BYTES } from './disk-space.ts';

/** To the thread: a query with its parameters, or the wish to end. */
export type ThreadQuestion = readonly [sql: string, parameters: readonly unknown[]] | 'close';

/** From the thread: once that it is ready, then one answer for each query, in their order. */
export type ThreadAnswer =
  | { readonly ready: true }
  | { readonly rows: unknown[]; readonly affected: number | undefined }
  | { readonly error: Readonly<Record<string, string | undefined>> };

const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

interface Waiting {
  resolve(answer: QueryAnswer): void;
  reject(error: Error): void;
}

/** The embedded database in `folder`: one session, lent to one user after the other in the order they ask. */
export async function embeddedSource(folder: string, reserved = RESERVED_BYTES): Promise<SessionSource> {
  const thread = new Worker(THREAD, { workerData: folder, execArgv: [] });
  const waiting: Waiting[] = [];
  let ended: RiegelError | undefined;
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();

  const end = (error: RiegelError) => {
    ended ??= error;
    ready.reject(ended);
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  thread.on('message', (answer: ThreadAnswer) => {
    if ('ready' in answer) return ready.resolve();
    const asked = waiting.shift()!;
    if ('error' in answer) {
      asked.reject(Object.assign(new Error(answer.error.message), answer.error));
    } else asked.resolve(answer);
  });
  thread.on('error', (cause) => {
    end(
      new RiegelError('store/damaged', 'The embedded database ended by itself', {
        place: { file: folder },
        cause,
      }),
    );
  });
  thread.on('exit', () => {
    end(new RiegelError('store/closed', 'The store is closed'));
    gone.resolve();
  });
  await ready.promise;

  const ask = (sql: string, parameters: readonly unknown[]) =>
    new Promise<QueryAnswer>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      checkDiskSpace(folder, sql, parameters, reserved);
      waiting.push({ resolve, reject });
      thread.postMessage([sql, parameters.map(unshared)] satisfies ThreadQuestion);
    });

  let last: Promise<void> = Promise.resolve();
  let closing: Promise<void> | undefined;
  return {
    async acquire(): Promise<Session> {
      if (closing !== undefined) throw new RiegelError('store/closed', 'The store is closed');
      const turn = Promise.withResolvers<void>();
      const before = last;
      last = turn.promise;
      await before;
      if (ended !== undefined) {
        turn.resolve();
        throw ended;
      }
      return { query: ask, release: () => turn.resolve() };
    },
    close() {
      closing ??= last.then(() => {
        if (ended === undefined) thread.postMessage('close' satisfies ThreadQuestion);
        return gone.promise;
      });
      return closing;
    },
  };
}

/** Bytes in memory of their own: a message carries the whole buffer that a view lies in. */
function unshared(parameter: unknown): unknown {
  return parameter instanceof Uint8Array ? new Uint8Array(parameter) : parameter;
}
