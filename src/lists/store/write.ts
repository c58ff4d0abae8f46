import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { countEntities, countIssues } from '../health/counts.ts';
import type { ParsedList, SourceFile } from '../source.ts';
import { STAGING } from './current.ts';
import { makeFolder, syncFolder, writeDurably } from './durable.ts';
import { ENGINE_VERSION } from './engine.ts';
import { type SourcePlace, versionFolder } from './place.ts';
import {
  contentDigest,
  type Obtained,
  type RawFile,
  type StoredFile,
  sealed,
  sha256,
  type VersionRecord,
  versionIdOf,
} from './version.ts';

/** Text is compressed in pieces of about this size, in UTF-16 units. */
const CHUNK = 1 << 16;

export interface ObtainedFile extends SourceFile {
  readonly obtained: Obtained;
}

/** A publication as obtained, and what it was read as. */
export interface NewVersion {
  readonly format: string;
  readonly files: readonly ObtainedFile[];
  /** ISO 8601 */
  readonly fetchedAt: string;
  /** Absent where the files could not be read. */
  readonly parsed?: ParsedList;
}

/** A version written in full to a folder that is not yet in its place. */
export interface StagedVersion {
  readonly id: string;
  readonly folder: string;
  /** Absent where the files could not be read. */
  readonly record?: VersionRecord;
}

/** Writes a version to a staging folder, everything on the disk. Only within `withSource`. */
export async function stageVersion(place: SourcePlace, version: NewVersion): Promise<StagedVersion> {
  const folder = join(place.folder, `${STAGING}${randomBytes(8).toString('hex')}`);
  await makeFolder(join(folder, 'raw'));
  const raw: RawFile[] = [];
  for (const file of version.files) raw.push(await writeRaw(folder, file));
  await syncFolder(join(folder, 'raw'));

  const parts = { sourceId: place.sourceId, format: version.format, raw };
  const { parsed } = version;
  if (parsed === undefined) {
    await syncFolder(folder);
    return { id: versionIdOf(contentDigest(parts), version.fetchedAt), folder };
  }
  const entities = await writeLines(folder, 'entities.ftm.json.gz', parsed.entities);
  const issueList = await writeLines(folder, 'issues.jsonl.gz', parsed.issues);
  const record: VersionRecord = {
    id: versionIdOf(contentDigest({ ...parts, entities }), parsed.publishedAt, version.fetchedAt),
    sourceId: place.sourceId,
    format: version.format,
    ...(parsed.publishedAt === undefined ? {} : { publishedAt: parsed.publishedAt }),
    fetchedAt: version.fetchedAt,
    engine: ENGINE_VERSION,
    counts: countEntities(parsed.entities),
    issues: countIssues(parsed.issues),
    ...(parsed.claimedRecords === undefined ? {} : { claimedRecords: parsed.claimedRecords }),
    raw,
    entities,
    issueList,
  };
  await writeDurably(join(folder, 'version.json'), `${JSON.stringify(sealed(record), null, 2)}\n`);
  await syncFolder(folder);
  return { id: record.id, folder, record };
}

/** Moves a staged version to its place under `parent`. Where the same version is there already, that one stays. */
export async function settle(staged: StagedVersion, parent: string): Promise<void> {
  await makeFolder(parent);
  const target = versionFolder(parent, staged.id);
  if (await isThere(target)) await discard(staged);
  else await moveFolder(staged.folder, target);
  await syncFolder(parent);
}

export async function discard(staged: StagedVersion): Promise<void> {
  await rm(staged.folder, { recursive: true, force: true });
}

/** Renames a folder, atomically. */
export async function moveFolder(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(join(to, '..'));
  await syncFolder(join(from, '..'));
}

export async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

async function writeRaw(folder: string, file: ObtainedFile): Promise<RawFile> {
  const stored = `raw/${encodeURIComponent(file.name)}.gz`;
  await writeDurably(join(folder, stored), gzipSync(file.bytes, { level: 6 }));
  return {
    name: file.name,
    stored,
    bytes: file.bytes.length,
    sha256: sha256(file.bytes),
    obtained: file.obtained,
  };
}

async function writeLines(folder: string, stored: string, values: readonly object[]): Promise<StoredFile> {
  const digest = createHash('sha256');
  let bytes = 0;
  function* chunks(): Generator<Buffer> {
    let pending = '';
    for (const [index, value] of values.entries()) {
      pending += `${JSON.stringify(value)}\n`;
      if (pending.length < CHUNK && index < values.length - 1) continue;
      const chunk = Buffer.from(pending);
      pending = '';
      digest.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const path = join(folder, stored);
  await pipeline(Readable.from(chunks()), createGzip({ level: 6 }), createWriteStream(path, { flags: 'wx' }));
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return { stored, bytes, sha256: digest.digest('hex') };
}
