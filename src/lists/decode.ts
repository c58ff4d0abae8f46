import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { RiegelError } from '../entity/index.ts';

/** The largest publication read, unpacked. The biggest official file known (SDN advanced XML) has about 130 MB. */
const MAX_BYTES = 1_000_000_000;

/** The bytes of a publication, unpacked when they are gzip (`1f 8b`). Throws `lists/truncated` for a damaged archive. */
export function unpack(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (cause) {
    throw new RiegelError('lists/truncated', 'The gzip archive is damaged or cut', {
      place: { file },
      cause,
    });
  }
}

/**
 * The text of a table or of JSON lines. A byte order mark decides; else `encoding` (an iconv name) where the
 * publication declares one; else UTF-8, and cp1252 where the bytes are not UTF-8.
 *
 * Throws `lists/empty` (no bytes) and `lists/encoding` (an unknown encoding, or bytes that contradict it).
 */
export function decodeText(packed: Uint8Array, file: string, encoding?: string): string {
  const bytes = unpack(packed, file);
  if (bytes.length === 0) throw new RiegelError('lists/empty', 'The file has no bytes', { place: { file } });
  const marked = encodingOfMark(bytes);
  if (marked) return strictly(marked, bytes, file);
  if (encoding === undefined) {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return iconv.decode(Buffer.from(bytes), 'windows-1252');
    }
  }
  if (/^utf-?8$/i.test(encoding)) return strictly('utf-8', bytes, file);
  if (!iconv.encodingExists(encoding)) {
    throw new RiegelError('lists/encoding', `Encoding "${encoding}" is not known`, { place: { file } });
  }
  return iconv.decode(Buffer.from(bytes), encoding);
}

function encodingOfMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return undefined;
}

function strictly(encoding: string, bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RiegelError('lists/encoding', `The bytes are not ${encoding}`, { place: { file }, cause });
  }
}
