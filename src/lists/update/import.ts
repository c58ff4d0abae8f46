import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { RiegelError } from '../../entity/index.ts';
import { isDeclaredAs, nameAsDeclared } from '../file-names.ts';
import type { Source, SourceFormat } from '../source.ts';
import { withSource } from '../store/current.ts';
import { placeOf } from '../store/place.ts';
import type { ObtainedFile } from '../store/write.ts';
import { admit, type Offer, recordFailure } from './admit.ts';
import type { UpdateOptions, UpdateResult } from './result.ts';
import { DEFAULT_UNPACK_POLICY, type UnpackedFile, type UnpackPolicy, unpack } from './unpack.ts';

interface FoundFile extends UnpackedFile {
  readonly path: string;
}

/**
 * Puts files from disk in force, through the same guards as a download: for machines without a network, and for
 * formats no longer published. Takes the files themselves, folders of them, gzip, or zip archives; says by content which format
 * they are, and by name, or when there is only one, which file of the format.
 * @param options.obtainedAt when the files left the source. Without it a list is as old as its publication date,
 *   or else as its oldest file, so that an old copy does not look fresh.
 * Throws what the file system throws, `lists/locked`, and the reason of `signal`.
 */
export async function importFiles(
  dataDir: string,
  source: Source,
  paths: readonly string[],
  options: UpdateOptions & { readonly obtainedAt?: Date; readonly unpack?: Partial<UnpackPolicy> } = {},
): Promise<UpdateResult> {
  const place = placeOf(dataDir, source.id);
  const now = options.now ?? (() => new Date());
  const lock = {
    ...(options.lockWaitMs === undefined ? {} : { waitMs: options.lockWaitMs }),
    signal: options.signal,
  };
  const fetchedAt = now().toISOString();
  let offer: Offer;
  try {
    const found = await readPaths(paths, { ...DEFAULT_UNPACK_POLICY, ...options.unpack }, options);
    const { format, files } = recognise(source, found, options.format);
    const confirmedAt = options.obtainedAt?.toISOString();
    const oldest = await oldestOf(paths, now());
    offer = {
      format,
      files,
      fetchedAt,
      fallbackAt: oldest,
      ...(confirmedAt === undefined ? {} : { confirmedAt }),
    };
  } catch (error) {
    if (!(error instanceof RiegelError)) throw error;
    return await withSource(place, () => recordFailure(place, source, error, fetchedAt), lock);
  }
  return await withSource(place, () => admit(dataDir, place, source, offer, options), lock);
}

async function readPaths(
  paths: readonly string[],
  policy: UnpackPolicy,
  options: UpdateOptions,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of await withoutFolders(paths, policy)) {
    options.signal?.throwIfAborted();
    options.onProgress?.({ step: 'read', file: path });
    if ((await stat(path)).size > policy.maxBytes) {
      throw new RiegelError('lists/archive', `Larger than ${policy.maxBytes} bytes`, {
        place: { file: path },
      });
    }
    for (const file of await unpack(path, await readFile(path), policy)) found.push({ ...file, path });
  }
  return found;
}

/** A folder stands for the files in it and below it, in order of their names. */
async function withoutFolders(paths: readonly string[], policy: UnpackPolicy): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) {
      files.push(path);
      continue;
    }
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const within = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
    files.push(...within.map((entry) => join(entry.parentPath, entry.name)).sort());
  }
  if (files.length <= policy.maxEntries) return files;
  throw new RiegelError('lists/archive', `More than ${policy.maxEntries} files`, {
    place: { file: paths.join(', ') },
  });
}

async function oldestOf(paths: readonly string[], now: Date): Promise<string> {
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
  return new Date(Math.min(now.getTime(), ...times)).toISOString();
}

/** The first format, in the source's order, that the content looks like. */
function recognise(
  source: Source,
  found: readonly FoundFile[],
  wanted: string | undefined,
): { format: SourceFormat; files: ObtainedFile[] } {
  const formats = source.formats.filter((format) => wanted === undefined || format.id === wanted);
  const candidates = formats.map((format) => ({ format, files: assign(format, found) }));
  const match = candidates.find(({ format, files }) => files.length > 0 && format.detects(files));
  if (match !== undefined) return match;
  // Where only one format can be meant, its own guards say what is wrong with the files (empty, a web page …).
  const named = candidates.filter(({ files }) => files.length > 0);
  const meant =
    named.length === 1 ? named : found.every(({ bytes }) => bytes.length === 0) ? byEnding(named, found) : [];
  if (meant[0] !== undefined) return meant[0];
  throw new RiegelError('lists/unrecognised-format', `The files are in no format known of ${source.id}`, {
    place: { file: found.map(({ path }) => basename(path)).join(', ') },
    expected: formats.map(({ id }) => id).join(', '),
  });
}

/** The formats whose files end like the ones at hand (`.csv`) before the others: all that an empty file tells. */
function byEnding<T extends { readonly files: readonly ObtainedFile[] }>(
  candidates: readonly T[],
  found: readonly FoundFile[],
): T[] {
  const endings = new Set(found.map(({ name }) => extname(name).toLowerCase()));
  const fits = ({ files }: T) => files.some(({ name }) => endings.has(extname(name).toLowerCase()));
  return [...candidates.filter(fits), ...candidates.filter((candidate) => !fits(candidate))];
}

/**
 * Which of the files is which file of the format: by name or pattern; a lone file of any name is the format's first
 * required one.
 */
function assign(format: SourceFormat, found: readonly FoundFile[]): ObtainedFile[] {
  const files = format.files.flatMap(({ name }) => {
    const fitting = found.filter(
      (file) => isDeclaredAs(name, file.path) || isDeclaredAs(name, file.entry ?? file.name),
    );
    return (name.includes('*') ? fitting : fitting.slice(0, 1)).map((file) => obtained(name, file));
  });
  const main = format.files.find(({ required }) => required) ?? format.files[0];
  if (files.length === 0 && found.length === 1 && main !== undefined) return [obtained(main.name, found[0]!)];
  return files;
}

function obtained(declared: string, file: FoundFile): ObtainedFile {
  const path = file.entry === undefined ? file.path : `${file.path}!${file.entry}`;
  return { name: nameAsDeclared(declared, file.name), bytes: file.bytes, obtained: { path } };
}
