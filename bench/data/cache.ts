import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Digest of the code and knowledge of some rooms: what they made is made anew when they change. */
export function digestOfRooms(rooms: readonly string[]): string {
  const digest = createHash('sha256');
  for (const room of rooms) {
    const folder = join(import.meta.dirname, '../../src', room);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(ts|json)$/.test(file) && !file.endsWith('.test.ts'))
        digest.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return digest.digest('hex');
}

/** Writes a file whole or not at all. */
export function keep(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, bytes);
  renameSync(part, path);
}
