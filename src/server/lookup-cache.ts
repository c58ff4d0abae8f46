import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LookupData, packLookup, unpackLookup } from '../lookup/index.ts';
import { digestOfRooms } from '../screening/index.ts';

/** The rooms whose code decides what can be looked up. */
const ROOMS = ['entity', 'lists', 'lookup', 'server'];

/** What was kept for an index by this very code; undefined where there is nothing. Throws `lookup/damaged`. */
export async function keptLookup(dataDir: string, indexId: string): Promise<LookupData | undefined> {
  const path = await pathOf(dataDir, indexId);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return bytes === undefined ? undefined : unpackLookup(bytes);
}

/** Keeps it, written whole and then renamed, and lets go of what was kept before. */
export async function keepLookup(dataDir: string, indexId: string, data: LookupData): Promise<void> {
  const path = await pathOf(dataDir, indexId);
  await mkdir(folderOf(dataDir), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, packLookup(data));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  for (const name of await readdir(folderOf(dataDir))) {
    const other = join(folderOf(dataDir), name);
    if (name.endsWith('.rgl') && other !== path) await rm(other, { force: true });
  }
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'lookup');
}

async function pathOf(dataDir: string, indexId: string): Promise<string> {
  return join(folderOf(dataDir), `${indexId}-${await digestOfRooms(ROOMS)}.rgl`);
}
