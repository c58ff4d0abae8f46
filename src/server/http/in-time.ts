import type { Readable } from 'node:stream';
import { RiegelError } from '../../entity/index.ts';

/** Ends a stream of which nothing comes for too long while somebody waits for it. */
export async function* inTime(pieces: Readable, ms: number): AsyncGenerator<Uint8Array> {
  const wait = () =>
    setTimeout(() => {
      pieces.destroy(new RiegelError('server/time-limit', 'Nothing came for too long'));
    }, ms).unref();
  let timer = wait();
  try {
    for await (const piece of pieces) {
      clearTimeout(timer);
      yield piece as Uint8Array;
      timer = wait();
    }
  } finally {
    clearTimeout(timer);
  }
}
