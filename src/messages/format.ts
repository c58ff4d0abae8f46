import { RiegelError } from '../entity/index.ts';

/** How a file is packed and laid out, as far as its first bytes say. */
export type Container = 'xlsx' | 'parquet' | 'gzip' | 'text';
export type TextFormat = 'html' | 'json' | 'delimited' | 'plain' | 'undecided';

const MAGIC: readonly (readonly [bytes: string, container: Exclude<Container, 'text'>])[] = [
  ['504b0304', 'xlsx'],
  ['50415231', 'parquet'],
  ['1f8b', 'gzip'],
];
/** Formats we know by sight and do not read, with what to do instead. */
const UNREAD: readonly (readonly [bytes: string, name: string, expected: string])[] = [
  ['d0cf11e0a1b11ae1', 'an old or encrypted Office file', 'an .xlsx file without password, or CSV'],
  ['25504446', 'a PDF file', 'its text as .txt or .html'],
  ['504b0506', 'an empty archive', 'a workbook with a sheet'],
  ['425a68', 'a bzip2 file', 'the file unpacked, or gzip'],
  ['28b52ffd', 'a zstd file', 'the file unpacked, or gzip'],
  ['fd377a585a00', 'an xz file', 'the file unpacked, or gzip'],
  ['377abcaf271c', 'a 7z archive', 'the file unpacked'],
  ['526172211a07', 'a RAR archive', 'the file unpacked'],
];
const DELIMITED_NAMES = /\.(csv|tsv|tab|psv)$/i;
const PLAIN_NAMES = /\.(txt|text|md|lst|list)$/i;
const HTML_NAMES = /\.(html?|xhtml)$/i;
const HTML_START =
  /^\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|table)\b/is;
/** Text holds tabs and line ends, and zero bytes by accident; other control characters say that it is none. */
const MAX_CONTROL_SHARE = 0.02;

/**
 * Tells the container by its first bytes.
 * @throws RiegelError `messages/empty`, `messages/format-unsupported`.
 */
export function containerOf(head: Uint8Array, file: string): Container {
  if (head.length === 0)
    throw new RiegelError('messages/empty', `${file} is empty`, { place: { file, offset: 0 } });
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex');
  const unread = UNREAD.find(([bytes]) => hex.startsWith(bytes));
  if (unread) {
    const [, name, expected] = unread;
    throw new RiegelError('messages/format-unsupported', `${file} is ${name}`, { place: { file }, expected });
  }
  return MAGIC.find(([bytes]) => hex.startsWith(bytes))?.[1] ?? 'text';
}

/**
 * Tells the format of a text by its first letters, and where they do not say, by the file's name.
 * @throws RiegelError `messages/empty` (blanks only), `messages/format-unknown` (no text), `messages/format-unsupported` (XML).
 */
export function textFormatOf(start: string, file: string): TextFormat {
  const name = file.replace(/\.gz$/i, '');
  if (start.trim() === '')
    throw new RiegelError('messages/empty', `${file} holds nothing but blanks`, {
      place: { file, offset: 0 },
    });
  const controls = start.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  if (controls > start.length * MAX_CONTROL_SHARE) {
    throw new RiegelError('messages/format-unknown', `${file} is not text, and no format we know`, {
      place: { file },
      expected: 'CSV, JSON, XLSX, Parquet, HTML or plain text',
    });
  }
  if (HTML_START.test(start) || (HTML_NAMES.test(name) && start.includes('<'))) return 'html';
  if (/^\s*<\?xml|^\s*<[A-Za-z][\w:.-]*[\s>]/.test(start)) {
    throw new RiegelError('messages/format-unsupported', `${file} is XML`, {
      place: { file },
      expected: 'a table or a text',
    });
  }
  if (/^\s*(?:\{\s*["}]|\[\s*[[{"\]\d])/.test(start)) return 'json';
  if (DELIMITED_NAMES.test(name)) return 'delimited';
  return PLAIN_NAMES.test(name) ? 'plain' : 'undecided';
}
