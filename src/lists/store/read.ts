import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline as pipelineWithCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import { type Entity, RiegelError } from '../../entity/index.ts';
import type { ParseIssue, SourceFile } from '../source.ts';
import { readCurrent } from './current.ts';
import { codeOf, readTextIfThere } from './durable.ts';
import { readHistory } from './history.ts';
import { isSourceId, isVersionId, listsFolder, placeOf, type SourcePlace, versionFolder } from './place.ts';
import { type StoredFile, sha256, unsealed, type VersionRecord } from './version.ts';

/** A version opened for reading. */
export interface ListVersion extends VersionRecord {
  /** Folder that holds it. */
  readonly folder: string;
  /** ISO 8601: when it last came into force; absent if it never did. */
  readonly inForceAt?: string;
  /** True where it was refused and nobody has released it. */
  readonly quarantined: boolean;
}

/**
 * Opens a version of a source, by default the one in force; a refused one too, so that it can be looked at.
 * Throws `lists/no-version` when there is none, `lists/damaged` when `version.json` is not what was written.
 */
export async function openVersion(
  dataDir: string,
  sourceId: string,
  versionId?: string,
): Promise<ListVersion> {
  const place = placeOf(dataDir, sourceId);
  const id = versionId ?? (await readCurrent(place))?.version;
  if (id === undefined) {
    throw new RiegelError('lists/no-version', `No version of ${sourceId} is in force`, {
      place: { file: place.folder },
      expected: 'a list update or import first',
    });
  }
  return await openAt(place, id);
}

/** The versions in force of all sources in the data directory, by source id. */
export async function versionsInForce(dataDir: string): Promise<ListVersion[]> {
  const versions: ListVersion[] = [];
  for (const [sourceId, version] of Object.entries(await listsInForce(dataDir))) {
    versions.push(await openAt(placeOf(dataDir, sourceId), version));
  }
  return versions;
}

/** What the pointers of all sources say: source id → version in force. Opens nothing else. */
export async function listsInForce(dataDir: string): Promise<Record<string, string>> {
  const names = await readdir(listsFolder(dataDir)).catch((error) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const versions: Record<string, string> = {};
  for (const name of names.filter(isSourceId).sort()) {
    const current = await readCurrent(placeOf(dataDir, name));
    if (current !== undefined) versions[name] = current.version;
  }
  return versions;
}

/** Ids of the stored versions, in order of publication; refused ones are not among them. */
export async function versionsOf(dataDir: string, sourceId: string): Promise<string[]> {
  const { folder } = placeOf(dataDir, sourceId);
  return await versionIdsIn(folder);
}

/** Names in a folder that are version ids, sorted; none where there is no such folder. */
export async function versionIdsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names.filter(isVersionId).sort();
}

async function openAt(place: SourcePlace, versionId: string): Promise<ListVersion> {
  for (const parent of [place.folder, place.quarantine]) {
    const folder = versionFolder(parent, versionId);
    const text = await readTextIfThere(join(folder, 'version.json'));
    if (text === undefined) continue;
    const record = unsealed(text, versionId);
    if (record === undefined) throw damaged(join(folder, 'version.json'), 'is not what was written');
    const inForce = (await readHistory(place)).findLast(
      (event) => event.event === 'in-force' && event.version === versionId,
    );
    return {
      ...record,
      folder,
      quarantined: parent === place.quarantine,
      ...(inForce === undefined ? {} : { inForceAt: inForce.at }),
    };
  }
  throw new RiegelError('lists/no-version', `${place.sourceId} has no readable version ${versionId}`, {
    place: { file: place.folder },
  });
}

/**
 * The entities of a version, one after the other. The file is read through and compared with its digest first,
 * so that none is given of a damaged one.
 * Throws `lists/damaged`, naming the file.
 */
export async function* entitiesOf(version: ListVersion): AsyncGenerator<Entity> {
  yield* linesOf<Entity>(version, version.entities);
}

/** What the parser could not read or had to mend. Throws `lists/damaged`, naming the file. */
export async function* issuesOf(version: ListVersion): AsyncGenerator<ParseIssue> {
  yield* linesOf<ParseIssue>(version, version.issueList);
}

async function* linesOf<T>(version: ListVersion, file: StoredFile): AsyncGenerator<T> {
  const path = join(version.folder, file.stored);
  await verify(path, file);
  const content = createGunzip();
  content.setEncoding('utf8');
  // Errors of either stream end the iteration below.
  pipelineWithCallback(createReadStream(path), content, () => {});
  let rest = '';
  // Not node:readline: it also breaks lines at U+2028, which stands unescaped in JSON.
  for await (const chunk of content) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as T;
  }
}

/** Reads every file of a version through. Throws `lists/damaged`, naming the file that is not what was written. */
export async function verifyVersion(version: ListVersion): Promise<void> {
  for (const file of [version.entities, version.issueList, ...version.raw]) {
    await verify(join(version.folder, file.stored), file);
  }
}

async function verify(path: string, expected: Pick<StoredFile, 'sha256'>): Promise<void> {
  const digest = createHash('sha256');
  try {
    await pipeline(createReadStream(path), createGunzip(), digest);
  } catch (cause) {
    throw damaged(path, 'cannot be read', cause);
  }
  if (digest.digest('hex') !== expected.sha256)
    throw damaged(path, 'does not have the digest it was written with');
}

/** The files of a version as they were obtained. Throws `lists/damaged`, naming the file. */
export async function rawFilesOf(version: ListVersion): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const raw of version.raw) {
    const path = join(version.folder, raw.stored);
    let bytes: Buffer;
    try {
      bytes = gunzipSync(await readFile(path), { maxOutputLength: Math.max(1, raw.bytes) });
    } catch (cause) {
      throw damaged(path, 'cannot be read', cause);
    }
    if (sha256(bytes) !== raw.sha256) throw damaged(path, 'does not have the digest it was written with');
    files.push({ name: raw.name, bytes });
  }
  return files;
}

function damaged(file: string, what: string, cause?: unknown): RiegelError {
  if (codeOf(cause) === 'ENOENT') {
    const message = `${file} is gone: was the version released or set aside since it was opened?`;
    return new RiegelError('lists/no-version', message, {
      place: { file },
      expected: 'the version opened again',
      cause,
    });
  }
  return new RiegelError('lists/damaged', `${file} ${what}`, { place: { file }, cause });
}
