import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { NamedBytes } from '../../messages/index.ts';

/** What is larger is laid on disk, so that memory stays flat: reading a document needs to go back in it. */
const IN_MEMORY = 16 * 1024 * 1024;

/** Stdin as a document: bytes when small, else the path of a file that only we can read and that goes with us. */
export async function stdinDocument(
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<string | NamedBytes> {
  const pieces: Buffer[] = [];
  let size = 0;
  const input = stdin[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await input.next();
    if (done === true) return { name: 'stdin', bytes: Buffer.concat(pieces) };
    const piece = Buffer.from(value);
    pieces.push(piece);
    size += piece.length;
    if (size > IN_MEMORY) break;
  }
  const folder = await mkdtemp(join(tmpdir(), 'riegel-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'stdin');
  await pipeline(
    async function* () {
      yield* pieces.splice(0);
      for (let next = await input.next(); next.done !== true; next = await input.next()) yield next.value;
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  return path;
}
