import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { RiegelError } from '../../../entity/index.ts';
import type { ByteSource } from '../../bytes/source.ts';

/** The parts of a workbook, which is a ZIP archive of XML files. */
export interface Archive {
  has(part: string): boolean;
  /** Size of a part, unpacked, as the archive states it; reading more than that fails. */
  size(part: string): number;
  /** Pieces of a part, unpacked as they are asked for. */
  pieces(part: string): AsyncIterable<Uint8Array>;
  close(): void;
}

const MAX_PARTS = 20_000;
/** All parts together, unpacked. A sheet of a million rows and twenty columns has about 1 GiB. */
const MAX_UNPACKED = 8 * 1024 ** 3;
/** XML of sheets packs 10 to 50 to 1; DEFLATE reaches 1032 to 1. */
const MAX_RATIO = 250;
const RATIO_COUNTS_FROM = 16 * 1024 * 1024;

/**
 * Opens the archive and reads its directory. Close it when done.
 * @throws RiegelError `messages/truncated`, `messages/bad-xlsx`, `messages/zip-bomb`, `messages/encrypted`.
 */
export async function openArchive(source: ByteSource): Promise<Archive> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
  const place = { file: source.name };
  let zip: ZipFile;
  try {
    const { bytes } = source;
    zip = bytes
      ? await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options)
      : await openPromise(source.path!, options);
  } catch (cause) {
    throw damaged(source.name, cause);
  }
  const entries = new Map<string, Entry>();
  try {
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      const swells =
        entry.uncompressedSize > RATIO_COUNTS_FROM &&
        entry.uncompressedSize > entry.compressedSize * MAX_RATIO;
      if (swells || unpacked > MAX_UNPACKED || entries.size >= MAX_PARTS) {
        throw new RiegelError(
          'messages/zip-bomb',
          `${source.name} unpacks to more than a workbook can hold`,
          {
            place: { ...place, path: entry.fileName },
          },
        );
      }
      if (entry.isEncrypted()) {
        throw new RiegelError('messages/encrypted', `${source.name} is encrypted`, { place });
      }
      entries.set(entry.fileName.replace(/^\//, ''), entry);
    }
  } catch (cause) {
    zip.close();
    throw cause instanceof RiegelError ? cause : damaged(source.name, cause);
  }
  return {
    has: (part) => entries.has(part),
    size: (part) => entries.get(part)?.uncompressedSize ?? 0,
    pieces: async function* (part) {
      const entry = entries.get(part);
      if (!entry)
        throw new RiegelError('messages/bad-xlsx', `The workbook has no part ${part}`, {
          place: { ...place, path: part },
        });
      let stream: Readable | undefined;
      try {
        stream = await zip.openReadStreamPromise(entry);
        for await (const piece of stream) yield piece as Uint8Array;
      } catch (cause) {
        throw cause instanceof RiegelError ? cause : damaged(source.name, cause, part);
      } finally {
        stream?.destroy();
      }
    },
    close: () => zip.close(),
  };
}

function damaged(file: string, cause: unknown, part?: string): RiegelError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const truncated = /end of central directory|unexpected end|unexpected EOF/i.test(reason);
  return new RiegelError(
    truncated ? 'messages/truncated' : 'messages/bad-xlsx',
    truncated ? `${file} ends before its archive does` : `${file} is not a sound archive: ${reason}`,
    { place: { file, ...(part !== undefined ? { path: part } : {}) }, cause },
  );
}
