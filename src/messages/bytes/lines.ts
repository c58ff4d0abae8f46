import iconv from 'iconv-lite';
import type { Encoding } from './encoding.ts';

/** Something wrong with one line. */
export interface LineFault {
  readonly code: 'messages/line-too-long' | 'messages/undecodable';
  readonly message: string;
  /** Position of the start of the line in the (unpacked) document, in bytes from 0. */
  readonly offset: number;
}

/** Whole lines, without their line ends, as they stand one after another. */
export interface LineBatch {
  readonly lines: readonly string[];
  /** Number of the first line, from 1. */
  readonly first: number;
  /** Index in `lines` to what is wrong with that line. The text of a line that is too long is empty. */
  readonly faults: ReadonlyMap<number, LineFault>;
}

/** 4 MiB. The longest honest line we know of is an FtM entity with some thousand values. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/**
 * Cuts a document into lines at LF, CR LF and CR, mixed as they may be, and decodes them.
 * Memory stays below a few times `maxLineBytes`, however long a line is: a longer line is given as a fault
 * with its number and offset, and reading goes on with the line after it.
 */
export async function* readLines(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  maxLineBytes = MAX_LINE_BYTES,
): AsyncIterable<LineBatch> {
  const width = encoding.name.startsWith('utf-16') ? 2 : 1;
  const decode = decoderOf(encoding);
  let toSkip = encoding.bomLength;
  let carried: Uint8Array[] = [];
  let carriedLength = 0;
  let held: Uint8Array = new Uint8Array(0);
  let offset = toSkip;
  let line = 1;
  let skipping = false;

  const batchOf = (region: Uint8Array): LineBatch => {
    const batch = decode(region, offset, line, width, maxLineBytes);
    offset += region.length;
    line += batch.lines.length;
    return batch;
  };
  const tooLong = (length: number): LineBatch => {
    const batch = { lines: [''], first: line, faults: new Map([[0, tooLongFault(offset, maxLineBytes)]]) };
    offset += length;
    return batch;
  };

  for await (let piece of pieces) {
    if (toSkip > 0) {
      const skipped = Math.min(toSkip, piece.length);
      piece = piece.subarray(skipped);
      toSkip -= skipped;
    }
    if (held.length > 0) piece = Buffer.concat([held, piece]);
    const whole = piece.length - incompleteEnd(piece, width, encoding.name);
    held = Uint8Array.from(piece.subarray(whole));
    piece = piece.subarray(0, whole);
    if (skipping) {
      const end = firstLineEnd(piece, width, encoding.name);
      offset += end < 0 ? piece.length : end;
      if (end < 0) continue;
      piece = piece.subarray(end);
      line++;
      skipping = false;
    }
    const end = lastLineEnd(piece, width, encoding.name);
    if (end > 0) {
      const region =
        carriedLength > 0 ? Buffer.concat([...carried, piece.subarray(0, end)]) : piece.subarray(0, end);
      yield batchOf(region);
      carried = [];
      carriedLength = 0;
    }
    const rest = piece.subarray(Math.max(0, end));
    if (rest.length === 0) continue;
    carried.push(Uint8Array.from(rest));
    carriedLength += rest.length;
    if (carriedLength > maxLineBytes) {
      yield tooLong(carriedLength);
      carried = [];
      carriedLength = 0;
      skipping = true;
    }
  }
  const last = Buffer.concat([...carried, held]);
  if (last.length > 0 && !skipping) yield batchOf(last);
}

function tooLongFault(offset: number, maxLineBytes: number): LineFault {
  return {
    code: 'messages/line-too-long',
    message: `The line is longer than ${maxLineBytes} bytes and was not read`,
    offset,
  };
}

/** Decodes a run of whole lines and says which of them are at fault. */
function decoderOf(encoding: Encoding) {
  const strict =
    encoding.name === 'utf-8' ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }) : undefined;
  const text = (bytes: Uint8Array, name: string): string =>
    iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, { stripBOM: false });

  return (
    region: Uint8Array,
    offset: number,
    first: number,
    width: number,
    maxLineBytes: number,
  ): LineBatch => {
    const faults = new Map<number, LineFault>();
    let lines: string[];
    try {
      lines = splitLines(strict ? strict.decode(region) : text(region, encoding.name));
    } catch {
      lines = decodeLineByLine(
        region,
        offset,
        strict!,
        (bytes) => text(bytes, encoding.strayEncoding),
        faults,
        encoding,
      );
    }
    for (const [index, line] of lines.entries()) {
      if (line.length > maxLineBytes) {
        lines[index] = '';
        faults.set(
          index,
          tooLongFault(offset + lineStart(region, index, width, encoding.name), maxLineBytes),
        );
      } else if (line.includes('\uFFFD') && !faults.has(index)) {
        faults.set(index, {
          code: 'messages/undecodable',
          message: `The line holds bytes that are no letter in ${encoding.name}`,
          offset: offset + lineStart(region, index, width, encoding.name),
        });
      }
    }
    return { lines, first, faults };
  };
}

function splitLines(text: string): string[] {
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function decodeLineByLine(
  region: Uint8Array,
  offset: number,
  strict: InstanceType<typeof TextDecoder>,
  stray: (bytes: Uint8Array) => string,
  faults: Map<number, LineFault>,
  encoding: Encoding,
): string[] {
  const lines: string[] = [];
  for (let from = 0; from < region.length; ) {
    const length = firstLineEnd(region.subarray(from), 1, 'utf-8');
    const to = length < 0 ? region.length : from + length;
    const bytes = region.subarray(from, to);
    let line: string;
    try {
      line = strict.decode(bytes);
    } catch {
      line = stray(bytes);
      const message = `The line is not valid utf-8; it was read as ${encoding.strayEncoding}`;
      faults.set(lines.length, { code: 'messages/undecodable', message, offset: offset + from });
    }
    lines.push(line.replace(/(\r\n|\n|\r)$/, ''));
    from = to;
  }
  return lines;
}

/** Offset of the start of line `index` within the region. */
function lineStart(region: Uint8Array, index: number, width: number, name: string): number {
  let at = 0;
  for (let i = 0; i < index; i++) at += firstLineEnd(region.subarray(at), width, name);
  return at;
}

function unit(bytes: Uint8Array, at: number, width: number, name: string): number {
  if (width === 1) return bytes[at] ?? -1;
  if (at + 1 >= bytes.length) return -1;
  return name === 'utf-16le' ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!;
}

/** Bytes at the end that cannot be judged yet: half a unit, and a CR whose LF may follow in the next piece. */
function incompleteEnd(bytes: Uint8Array, width: number, name: string): number {
  const half = bytes.length % width;
  return unit(bytes, bytes.length - half - width, width, name) === CR ? half + width : half;
}

/** Index just after the first line end; -1 when there is none. */
function firstLineEnd(bytes: Uint8Array, width: number, name: string): number {
  let at = -1;
  if (width === 1) {
    const lf = bytes.indexOf(LF);
    const cr = (lf < 0 ? bytes : bytes.subarray(0, lf)).indexOf(CR);
    at = cr >= 0 ? cr : lf;
  } else {
    for (let i = 0; i < bytes.length && at < 0; i += 2) {
      const value = unit(bytes, i, 2, name);
      if (value === LF || value === CR) at = i;
    }
  }
  if (at < 0) return -1;
  const isCrLf = unit(bytes, at, width, name) === CR && unit(bytes, at + width, width, name) === LF;
  return at + (isCrLf ? 2 * width : width);
}

/** Index just after the last line end; -1 when there is none. */
function lastLineEnd(bytes: Uint8Array, width: number, name: string): number {
  if (width === 1) return Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)) + 1 || -1;
  for (let i = bytes.length - 2; i >= 0; i -= 2) {
    const value = unit(bytes, i, 2, name);
    if (value === LF || value === CR) return i + 2;
  }
  return -1;
}
