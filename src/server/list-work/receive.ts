import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RiegelError } from '../../entity/index.ts';
import { DEFAULT_UNPACK_POLICY } from '../../lists/index.ts';
import { inTime } from '../http/in-time.ts';

/**
 * Writes a file to a new folder as it comes, and gives the folder; nothing is left where it does not come whole.
 * @param bounds.idleMs within which something has to come
 * Throws `server/body-too-large`, `server/empty-body`, `server/time-limit`, `server/disk-full`.
 */
export async function receiveFile(
  incoming: string,
  name: string,
  body: Readable,
  bounds: { readonly idleMs: number; readonly maxBytes?: number },
): Promise<string> {
  const { idleMs, maxBytes = DEFAULT_UNPACK_POLICY.maxBytes } = bounds;
  const folder = join(incoming, randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let bytes = 0;
  async function* bounded(): AsyncGenerator<Uint8Array> {
    for await (const piece of inTime(body, idleMs)) {
      bytes += piece.length;
      if (bytes > maxBytes) {
        throw new RiegelError('server/body-too-large', 'The file is too large', {
          expected: `${maxBytes} bytes at most`,
        });
      }
      yield piece;
    }
    if (bytes === 0) throw new RiegelError('server/empty-body', 'The file is empty');
  }
  try {
    await pipeline(bounded(), createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600 }));
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new RiegelError('server/disk-full', 'There is no room for the file', { cause: error });
  }
}
