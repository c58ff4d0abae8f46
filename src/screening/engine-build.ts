import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINE_VERSION } from '../match/index.ts';

/** The rooms whose code and data decide what an index holds and how it is read. */
const ENGINE_ROOMS = ['entity', 'names', 'match'];

/**
 * Which build of the engine this is: its version, and a digest of its code. An index that was compiled by other code is
 * compiled anew even where nobody raised the version.
 */
export async function engineBuild(): Promise<string> {
  return `${ENGINE_VERSION} ${await digestOfRooms(ENGINE_ROOMS)}`;
}

/** Digest of the names, sizes and times of the files of rooms: what was made by other code is made anew. */
export async function digestOfRooms(rooms: readonly string[]): Promise<string> {
  const digest = createHash('sha256');
  for (const room of rooms) {
    const folder = fileURLToPath(new URL(`../${room}/`, import.meta.url));
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const paths = entries
      .filter((entry) => entry.isFile() && !/\.test\.[jt]s$|\.d\.ts$|\.map$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const path of paths) {
      const { size, mtimeMs } = await stat(path);
      digest.update(`${path.slice(folder.length)} ${size} ${Math.trunc(mtimeMs)}\n`);
    }
  }
  return digest.digest('hex').slice(0, 16);
}
