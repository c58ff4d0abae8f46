import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entity, RiegelError } from '../entity/index.ts';
import { type IndexInfo, type MatchIndex, openIndex } from '../match/index.ts';
import { engineBuild } from './engine-build.ts';
import { compile, type IndexInputs, indexInputs, starterInputs } from './list-index.ts';
import { pruneIndexes } from './prune-indexes.ts';
import { findsItsOwn } from './soundness.ts';

/** An index ready to screen with, and what is to be known of it. */
export interface LoadedIndex {
  readonly index: MatchIndex;
  readonly origin: IndexInputs['origin'];
  readonly notices: readonly string[];
  /** File that holds it; absent where it was only built in memory. */
  readonly file?: string;
  /** Whether it was compiled just now. */
  readonly built: boolean;
  /** Reads the whole entities of the very list versions that the index is of. Throws `lists/damaged`. */
  readonly entities: () => Promise<Entity[]>;
}

export interface LoadOptions {
  /** Compile anew even where the cache holds the index. */
  readonly rebuild?: boolean;
  readonly onProgress?: (entities: number) => void;
  /** The clock, for the age of the lists. */
  readonly now?: Date;
}

/** `current.json`: which file holds the index of which lists. Replaced atomically; index files are never changed. */
interface Pointer {
  readonly id: string;
  /** Build of the engine that compiled it. */
  readonly engine: string;
  readonly lists: Readonly<Record<string, string>>;
}

/**
 * The index of the lists in force in a data directory; of the embedded starter where none is, which its notice says.
 * Compiled when the lists or the engine have changed since, and kept as `<data-dir>/index/<id>.rgx`, which can be
 * deleted at any time; old ones are. A cached file that is damaged is told of and compiled anew.
 * Throws `lists/damaged`, and what the file system throws.
 */
export async function loadIndex(dataDir: string, options: LoadOptions = {}): Promise<LoadedIndex> {
  const inputs = await indexInputs(dataDir, options.now);
  const notices = [...inputs.notices];
  const engine = await engineBuild();
  if (options.rebuild !== true) {
    try {
      const cached = await openCached(dataDir, inputs, engine);
      if (cached !== undefined)
        return { ...cached, origin: inputs.origin, notices, built: false, entities: inputs.entities };
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      notices.push(`The cached index could not be used and is built anew: ${error.message}`);
    }
  }
  const { buffer, id } = await compile(inputs, options.onProgress);
  const file = await keep(dataDir, buffer, { id, engine, lists: inputs.lists });
  const index = openIndex(buffer, { verify: false });
  if (!findsItsOwn(index)) {
    throw new RiegelError('screening/index-unsound', 'The index does not find the names it was made of', {
      place: { file },
      expected: 'a report of this as an error of Riegel; nothing can be screened with it',
    });
  }
  return { index, origin: inputs.origin, notices, file, built: true, entities: inputs.entities };
}

/** The index of the embedded starter list, built in memory: for trying Riegel out, never for screening in earnest. */
export async function loadStarterIndex(): Promise<LoadedIndex> {
  const inputs = await starterInputs();
  const { buffer } = await compile(inputs);
  return {
    index: openIndex(buffer, { verify: false }),
    origin: 'starter',
    notices: inputs.notices,
    built: true,
    entities: inputs.entities,
  };
}

/** What `verifyIndex` found. */
export interface IndexVerification {
  readonly file: string;
  readonly info: IndexInfo;
  /** The index in the cache is the one that the lists in force compile to. */
  readonly agrees: boolean;
  /** Id of what the lists in force compile to. */
  readonly expectedId: string;
}

/**
 * Reads the cached index with all checksums, compiles the lists in force again and compares the two.
 * Throws `index/…` with the file and offset of the damage, `screening/no-index` where none has been built.
 */
export async function verifyIndex(dataDir: string): Promise<IndexVerification> {
  const { file, info } = await indexInfo(dataDir);
  const { id } = await compile(await indexInputs(dataDir));
  return { file, info, agrees: id === info.id, expectedId: id };
}

/** What the cached index says of itself, and its file. Throws as `verifyIndex`. */
export async function indexInfo(
  dataDir: string,
): Promise<{ readonly file: string; readonly info: IndexInfo }> {
  const pointer = await readPointer(dataDir);
  if (pointer === undefined) {
    throw new RiegelError('screening/no-index', `No index has been built in ${dataDir}`, {
      expected: '"riegel index build" first',
    });
  }
  const file = indexPath(dataDir, pointer.id);
  return { file, info: openIndex(await readShared(file), { file }).info };
}

async function openCached(
  dataDir: string,
  { lists }: IndexInputs,
  engine: string,
): Promise<{ index: MatchIndex; file: string } | undefined> {
  const pointer = await readPointer(dataDir);
  if (pointer === undefined || pointer.engine !== engine || !sameLists(pointer.lists, lists)) {
    return undefined;
  }
  const file = indexPath(dataDir, pointer.id);
  const index = openIndex(await readShared(file), { file });
  if (index.info.id !== pointer.id || !sameLists(index.info.lists, lists)) return undefined;
  if (findsItsOwn(index)) return { index, file };
  throw new RiegelError('screening/index-unsound', 'it does not find the names that are in it', {
    place: { file },
  });
}

async function readPointer(dataDir: string): Promise<Pointer | undefined> {
  try {
    const pointer = JSON.parse(await readFile(join(dataDir, 'index', 'current.json'), 'utf8')) as Pointer;
    return /^[0-9a-f]{8,128}$/.test(pointer.id) ? pointer : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function keep(dataDir: string, buffer: SharedArrayBuffer, pointer: Pointer): Promise<string> {
  await mkdir(join(dataDir, 'index'), { recursive: true });
  const file = indexPath(dataDir, pointer.id);
  await replace(file, new Uint8Array(buffer));
  const text = `${JSON.stringify(pointer, null, 2)}\n`;
  await replace(join(dataDir, 'index', 'current.json'), new TextEncoder().encode(text));
  // By now another process may have put another index in force.
  const current = await readPointer(dataDir);
  await pruneIndexes(join(dataDir, 'index'), new Set([pointer.id, current?.id ?? pointer.id]));
  return file;
}

/** Written whole beside it, then renamed: who reads meanwhile sees the old or the new, never a part. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx');
    try {
      for (let at = 0; at < bytes.length; ) {
        // The file system takes no shared memory.
        const piece = bytes.slice(at, at + PIECE);
        at += (await file.write(piece, 0, piece.length, at)).bytesWritten;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

const PIECE = 8 * 1024 * 1024;

async function readShared(path: string): Promise<SharedArrayBuffer> {
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new RiegelError('index/missing', `${path} is not there`, { place: { file: path }, cause });
  });
  try {
    const { size } = await file.stat();
    const shared = new SharedArrayBuffer(size);
    const target = new Uint8Array(shared);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(target, at, Math.min(PIECE, size - at), at);
      if (bytesRead === 0) {
        throw new RiegelError('index/truncated', `${path} became shorter while it was read`, {
          place: { file: path, offset: at },
        });
      }
      at += bytesRead;
    }
    return shared;
  } finally {
    await file.close();
  }
}

function indexPath(dataDir: string, id: string): string {
  return join(dataDir, 'index', `${id}.rgx`);
}

function sameLists(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id]);
}
