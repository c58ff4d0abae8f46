import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { RiegelError } from '../../entity/index.ts';

/** DEFLATE reaches at most 1032 to 1. Tables of names reach about 10 to 1, very repetitive ones 100 to 1. */
const MAX_RATIO = 250;
/** Below this many bytes the ratio says nothing and harms nobody. */
const RATIO_COUNTS_FROM = 64 * 1024 * 1024;

/**
 * Takes the pieces of a gzip file. Gives the pieces of what it holds, as they come.
 * @throws RiegelError `messages/truncated` when the file ends too early, `messages/bad-gzip` when it is damaged,
 * `messages/zip-bomb` when it swells beyond all measure. What came before the fault has been given by then.
 */
export async function* gunzip(pieces: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  const counted = (async function* () {
    for await (const piece of pieces) {
      packed += piece.length;
      yield piece;
    }
  })();
  const input = Readable.from(counted);
  const inflater = createGunzip({ chunkSize: 256 * 1024 });
  input.on('error', (error) => inflater.destroy(error));
  input.pipe(inflater);
  try {
    for await (const piece of inflater) {
      unpacked += piece.length;
      if (unpacked > RATIO_COUNTS_FROM && unpacked > packed * MAX_RATIO) {
        throw new RiegelError(
          'messages/zip-bomb',
          `${file} unpacks to more than ${MAX_RATIO} times its size`,
          {
            place: { file, offset: packed },
          },
        );
      }
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof RiegelError) throw cause;
    const truncated = (cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
    throw new RiegelError(
      truncated ? 'messages/truncated' : 'messages/bad-gzip',
      truncated ? `${file} ends before its gzip stream does` : `${file} is not a sound gzip file`,
      { place: { file, offset: packed }, cause },
    );
  } finally {
    inflater.destroy();
    input.destroy();
  }
}
