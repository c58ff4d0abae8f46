import iconv from 'iconv-lite';
import { RiegelError } from '../entity/index.ts';

/** Encodings an official list may declare; anything else (`base64`, `utf-7` …) is refused. */
const DECLARABLE =
  /^(utf-?8|utf-?16(le|be)?|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?\d{1,2}|windows-?125\d|cp125\d|koi8-[ru])$/i;

/**
 * The text of an XML document. The encoding is that of the byte order mark, else of the XML declaration,
 * else UTF-8 (XML 1.0, appendix F).
 *
 * Throws `lists/empty` (no bytes), `lists/truncated` (the last character is cut) and `lists/encoding`
 * (undecodable bytes or an encoding we do not read).
 */
export function decodeXml(bytes: Uint8Array, file: string): string {
  if (bytes.length === 0) throw new RiegelError('lists/empty', 'The file has no bytes', { place: { file } });
  const encoding = encodingOf(bytes);
  if (!DECLARABLE.test(encoding)) {
    throw new RiegelError('lists/encoding', `Encoding "${encoding}" is not read`, {
      place: { file, line: 1 },
    });
  }
  if (/^utf-?8$|ascii$/i.test(encoding)) return decodeStrictly('utf-8', bytes, file);
  if (/^utf-?16be$/i.test(encoding)) return decodeStrictly('utf-16be', bytes, file);
  if (/^utf-?16/i.test(encoding)) return decodeStrictly('utf-16le', bytes, file);
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0xef && b === 0xbb) return 'utf-8';
  if (a === 0x3c && b === 0x00) return 'utf-16le';
  if (a === 0x00 && b === 0x3c) return 'utf-16be';
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /^<\?xml[^>]*?\bencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? 'utf-8';
  // A document whose declaration could be read as ASCII is not UTF-16, whatever it declares.
  return /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}

function decodeStrictly(encoding: string, bytes: Uint8Array, file: string): string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let text: string;
  try {
    text = decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw new RiegelError('lists/encoding', `The bytes are not ${encoding}`, { place: { file }, cause });
  }
  try {
    return text + decoder.decode();
  } catch (cause) {
    throw new RiegelError('lists/truncated', 'The input ends inside a character', {
      place: { file, offset: bytes.length },
      cause,
    });
  }
}
