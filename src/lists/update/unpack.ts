import { basename } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import yauzl from 'yauzl';
import { RiegelError } from '../../entity/index.ts';

/** Limits of what an archive may unpack to, in bytes and entries. */
export interface UnpackPolicy {
  /** All of an archive together. */
  readonly maxBytes: number;
  readonly maxEntries: number;
}

export const DEFAULT_UNPACK_POLICY: UnpackPolicy = Object.freeze({
  maxBytes: 400 * 1024 * 1024,
  maxEntries: 1000,
});

export interface UnpackedFile {
  /** Name without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Name within the archive, where it lay in one. */
  readonly entry?: string;
}

/**
 * The files in what may be a zip archive or a gzip file, told by their first bytes; anything else is itself.
 * A workbook (.xlsx, .ods) is a zip archive too, and stays whole.
 * Throws `lists/archive` when it is damaged, encrypted, or unpacks to more than the policy allows.
 */
export async function unpack(name: string, bytes: Uint8Array, policy: UnpackPolicy): Promise<UnpackedFile[]> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return [{ name: basename(name).replace(/\.gz$/i, ''), bytes: gunzip(name, bytes, policy) }];
  }
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
  if (isZip && !/\.(xlsx|xlsm|ods)$/i.test(name)) return await unzip(name, bytes, policy);
  return [{ name: basename(name), bytes }];
}

function gunzip(name: string, bytes: Uint8Array, policy: UnpackPolicy): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: policy.maxBytes });
  } catch (cause) {
    throw archiveError(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function unzip(name: string, bytes: Uint8Array, policy: UnpackPolicy): Promise<UnpackedFile[]> {
  const archive = await openArchive(name, bytes);
  const files: UnpackedFile[] = [];
  let unpacked = 0;
  let entries = 0;
  return await new Promise((resolve, reject) => {
    const fail = (cause: unknown) => {
      archive.close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      reject(cause instanceof RiegelError ? cause : archiveError(name, reason, cause));
    };
    archive.on('error', fail);
    archive.on('end', () => resolve(files));
    archive.on('entry', (entry: yauzl.Entry) => {
      entries += 1;
      unpacked += entry.uncompressedSize;
      if (entries > policy.maxEntries) return fail(new Error(`more than ${policy.maxEntries} files`));
      // yauzl ends an entry that unpacks to another size than it states.
      if (unpacked > policy.maxBytes) return fail(new Error(`unpacks to more than ${policy.maxBytes} bytes`));
      if (entry.fileName.endsWith('/')) return archive.readEntry();
      readEntry(archive, entry).then((content) => {
        files.push({ name: basename(entry.fileName), bytes: content, entry: entry.fileName });
        archive.readEntry();
      }, fail);
    });
    archive.readEntry();
  });
}

function openArchive(name: string, bytes: Uint8Array): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, archive) => {
      if (error) reject(archiveError(name, error.message, error));
      else resolve(archive);
    });
  });
}

async function readEntry(archive: yauzl.ZipFile, entry: yauzl.Entry): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw new Error(`${entry.fileName} is encrypted`);
  const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    archive.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32)
    throw new Error(`${entry.fileName} does not have the checksum it states`);
  return content;
}

function archiveError(file: string, reason: string, cause: unknown): RiegelError {
  return new RiegelError('lists/archive', `The archive cannot be unpacked: ${reason}`, {
    place: { file },
    cause,
  });
}
