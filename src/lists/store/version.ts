import { createHash } from 'node:crypto';
import type { IssueCounts, ListCounts } from '../health/counts.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** One file of a publication as it was obtained. */
export interface RawFile {
  /** Name as the source declares it. */
  readonly name: string;
  /** Path within the version's folder; gzip. */
  readonly stored: string;
  /** Bytes and digest of the file as obtained, before our gzip. */
  readonly bytes: number;
  readonly sha256: string;
  readonly obtained: Obtained;
}

/** How a file came to us. */
export interface Obtained {
  /** Address it was asked for at, and the one that answered where a redirect led elsewhere. */
  readonly url?: string;
  readonly finalUrl?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Path it was imported from; with the entry's name where it lay in an archive. */
  readonly path?: string;
}

/** A derived file of a version: gzip on disk; bytes and digest are of its content, before gzip. */
export interface StoredFile {
  readonly stored: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `version.json`: what a version is. Written once; when it was in force stands in the history, since that can be more than once. */
export interface VersionRecord {
  /** `<publication date, or else fetch date>-<first 16 hexadecimal digits of the content digest>`. */
  readonly id: string;
  readonly sourceId: string;
  readonly format: string;
  /** ISO 8601, where the publication states it. */
  readonly publishedAt?: string;
  /** ISO 8601: when the files were obtained. */
  readonly fetchedAt: string;
  /** Version of Riegel that read the files. */
  readonly engine: string;
  readonly counts: ListCounts;
  readonly issues: IssueCounts;
  readonly claimedRecords?: number;
  readonly raw: readonly RawFile[];
  /** FtM JSON lines. */
  readonly entities: StoredFile;
  /** Parse issues, one JSON line each. */
  readonly issueList: StoredFile;
}

/** Digest of what a version holds: which files, and what they were read as. Equal for equal content, whenever obtained. */
export function contentDigest(parts: {
  readonly sourceId: string;
  readonly format: string;
  readonly raw: readonly Pick<RawFile, 'name' | 'sha256'>[];
  readonly entities?: Pick<StoredFile, 'sha256'>;
}): string {
  const lines = [
    parts.sourceId,
    parts.format,
    ...parts.raw.map((file) => `${file.name} ${file.sha256}`).sort(),
    parts.entities?.sha256 ?? 'unread',
  ];
  return sha256(lines.join('\n'));
}

/** What is written to `version.json`: the record with a digest of itself. */
export function sealed(record: VersionRecord): VersionRecord & { readonly seal: string } {
  return { ...record, seal: sha256(JSON.stringify(record)) };
}

/** The record in the text of a `version.json`, or undefined where the text is not what was written for that version. */
export function unsealed(text: string, versionId: string): VersionRecord | undefined {
  try {
    const { seal, ...record } = JSON.parse(text) as VersionRecord & { seal: string };
    const whole = seal === sha256(JSON.stringify(record)) && record.id === versionId;
    return whole && digestPart(versionId) === contentDigest(record).slice(0, 16) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** @param dates ISO 8601, the first that is a day is taken */
export function versionIdOf(digest: string, ...dates: readonly (string | undefined)[]): string {
  const day = dates.map((date) => date?.slice(0, 10)).find((date) => date !== undefined && DAY.test(date));
  return `${day ?? '0000-00-00'}-${digest.slice(0, 16)}`;
}

/** The part of a version id that stands for its content. */
export function digestPart(versionId: string): string {
  return versionId.slice(-16);
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
