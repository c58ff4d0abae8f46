import { RiegelError } from '../../entity/index.ts';
import type { Source, SourceFormat } from '../source.ts';
import { readCurrent, withSource } from '../store/current.ts';
import { readTextIfThere, replaceAtomically } from '../store/durable.ts';
import { ENGINE_VERSION } from '../store/engine.ts';
import { appendHistory } from '../store/history.ts';
import { placeOf, type SourcePlace } from '../store/place.ts';
import { type ListVersion, openVersion, rawFilesOf, verifyVersion } from '../store/read.ts';
import type { ObtainedFile } from '../store/write.ts';
import { admit, recordFailure } from './admit.ts';
import { download } from './download.ts';
import type { Answer, Validators } from './exchange.ts';
import { DEFAULT_NETWORK_POLICY, type NetworkPolicy, networkFor } from './network.ts';
import type { UpdateOptions, UpdateResult } from './result.ts';

/** Validators of the files in force, by name. They change without the content changing, so they lie beside the version. */
interface StoredValidators {
  readonly version: string;
  readonly files: KnownValidators;
}

type KnownValidators = Readonly<Record<string, Validators>>;

type Fetched = Map<string, Answer>;

/**
 * Fetches a source and puts it in force when it passes the guards. What is wrong with the server or the
 * publication is no exception: the result says `refused`, the history why, and the last good version stays.
 * Throws `lists/not-published` where no format has an address, `lists/locked`, what the file system throws, and
 * the reason of `signal`.
 */
export async function updateList(
  dataDir: string,
  source: Source,
  options: UpdateOptions & { readonly network?: Partial<NetworkPolicy> } = {},
): Promise<UpdateResult> {
  const place = placeOf(dataDir, source.id);
  const format = publishedFormat(source, options.format);
  const policy = { ...DEFAULT_NETWORK_POLICY, ...options.network };
  const now = options.now ?? (() => new Date());
  const lock = {
    ...(options.lockWaitMs === undefined ? {} : { waitMs: options.lockWaitMs }),
    signal: options.signal,
  };
  const copy = await soundCopy(dataDir, source, format);
  let known: KnownValidators;
  let fetched: Fetched;
  try {
    known = await knownValidators(place, copy);
    fetched = await fetchAll(format, known, policy, options);
  } catch (error) {
    if (!(error instanceof RiegelError)) throw error;
    return await withSource(place, () => recordFailure(place, source, error, now().toISOString()), lock);
  }
  const fetchedAt = now().toISOString();
  return await withSource(
    place,
    async () => {
      const current = await readCurrent(place);
      const notModified = [...fetched.values()].every(({ status }) => status === 'not-modified');
      if (
        copy !== undefined &&
        notModified &&
        current?.version === copy.id &&
        copy.engine === ENGINE_VERSION
      ) {
        const version = copy.id;
        await appendHistory(place, {
          event: 'unchanged',
          at: fetchedAt,
          version,
          confirmedAt: fetchedAt,
          how: 'not-modified',
        });
        return {
          sourceId: source.id,
          outcome: 'unchanged',
          version,
          inForce: version,
          counts: copy.counts,
          findings: [],
        };
      }
      const files = await assemble(format, fetched, copy, known);
      const offer = { format, files, fetchedAt, confirmedAt: fetchedAt };
      const result = await admit(dataDir, place, source, offer, { ...options, now });
      if (result.outcome !== 'refused' && result.inForce !== undefined) {
        await rememberValidators(place, result.inForce, files);
      }
      return result;
    },
    lock,
  );
}

function publishedFormat(source: Source, id: string | undefined): SourceFormat {
  const published = source.formats.filter((format) =>
    format.files.every((file) => file.url !== undefined || !file.required),
  );
  const format = published.find((candidate) =>
    id === undefined ? candidate.files.some((file) => file.url !== undefined) : candidate.id === id,
  );
  if (format !== undefined) return format;
  throw new RiegelError(
    'lists/not-published',
    `${source.id} has no ${id ?? 'format'} with an address to fetch`,
    {
      expected: 'an import of files from disk',
    },
  );
}

/** The version in force, where it was read from this format and every byte of it is sound: what a 304 refers to. */
async function soundCopy(
  dataDir: string,
  source: Source,
  format: SourceFormat,
): Promise<ListVersion | undefined> {
  try {
    const version = await openVersion(dataDir, source.id);
    await verifyVersion(version);
    return version.format === format.id ? version : undefined;
  } catch (error) {
    if (error instanceof RiegelError && ['lists/no-version', 'lists/damaged'].includes(error.code))
      return undefined;
    throw error;
  }
}

async function knownValidators(place: SourcePlace, copy: ListVersion | undefined): Promise<KnownValidators> {
  if (copy === undefined) return {};
  const text = await readTextIfThere(place.validators);
  try {
    const stored = JSON.parse(text ?? '{}') as StoredValidators;
    return stored.version === copy.id ? stored.files : {};
  } catch {
    // Without validators the file is simply fetched whole.
    return {};
  }
}

async function rememberValidators(
  place: SourcePlace,
  version: string,
  files: readonly ObtainedFile[],
): Promise<void> {
  const entries = files.map(({ name, obtained: { etag, lastModified } }) => [
    name,
    { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) },
  ]);
  const stored: StoredValidators = { version, files: Object.fromEntries(entries) };
  await replaceAtomically(place.validators, `${JSON.stringify(stored)}\n`);
}

/** One file after the other: an authority's server is not to be pressed. */
async function fetchAll(
  format: SourceFormat,
  known: KnownValidators,
  policy: NetworkPolicy,
  options: UpdateOptions,
): Promise<Fetched> {
  const network = networkFor(policy);
  const fetched: Fetched = new Map();
  try {
    for (const file of format.files) {
      if (file.url === undefined) continue;
      const validators = known[file.name];
      const wanted = {
        file: file.name,
        url: file.url,
        ...(validators === undefined ? {} : { known: validators }),
      };
      try {
        fetched.set(file.name, await download(wanted, network, policy, options));
      } catch (error) {
        // Not there (any more) is an answer for a file the list can do without; no answer is not.
        if (file.required || !isGone(error)) throw error;
      }
    }
  } finally {
    await network.destroy();
  }
  return fetched;
}

function isGone(error: unknown): boolean {
  return error instanceof RiegelError && error.code === 'lists/download-gone';
}

/** The files as they are now: those that came, and for those that had not changed our copy. */
async function assemble(
  format: SourceFormat,
  fetched: Fetched,
  copy: ListVersion | undefined,
  known: KnownValidators,
): Promise<ObtainedFile[]> {
  const copies = new Map(
    (copy === undefined ? [] : await rawFilesOf(copy)).map((file) => [file.name, file.bytes]),
  );
  const files: ObtainedFile[] = [];
  for (const { name, url } of format.files) {
    const answer = fetched.get(name);
    if (answer === undefined || url === undefined) continue;
    if (answer.status === 'file') {
      const { bytes, finalUrl, validators } = answer;
      files.push({
        name,
        bytes,
        obtained: { url, ...(finalUrl === url ? {} : { finalUrl }), ...validators },
      });
      continue;
    }
    const bytes = copies.get(name);
    const before = copy?.raw.find((raw) => raw.name === name);
    if (bytes === undefined || before === undefined) {
      throw new RiegelError('lists/download-status', 'The server answered 304, but there is no copy', {
        place: { file: url },
      });
    }
    files.push({ name, bytes, obtained: { ...before.obtained, ...known[name] } });
  }
  return files;
}
