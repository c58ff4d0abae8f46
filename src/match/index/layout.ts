import { RiegelError } from '../../entity/index.ts';

/**
 * The index as bytes: a header, a table of sections, and the sections, each one typed array on an 8-byte boundary.
 *
 *   0  'RIEGELIX'
 *   8  format version        u32
 *  12  number of sections    u32
 *  16  byte length of all    f64
 *  24  checksum of all that stands before the sections, itself taken as 0   u32
 *  32  section table: for each section 64 bytes
 *        0 name (ASCII, 32 bytes, zero-padded)   32 type  u32   36 checksum u32   40 offset f64   48 byte length f64
 *      sections …
 */
const FORMAT_VERSION = 2;
const MAGIC = 'RIEGELIX';
const HEADER = 32;
const ENTRY = 64;
const MAX_SECTIONS = 256;
const CHECKSUM_AT = 24;

export type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const TYPES = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array] as const;

export type Sections = Readonly<Record<string, Column>>;

/** FNV-like checksum over 32-bit words: fast, and any single damaged byte changes it. */
function checksum(bytes: Uint8Array): number {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  const words = new Uint32Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength >>> 2);
  for (let i = 0; i < words.length; i++) {
    a = Math.imul(a ^ words[i]!, 0x01000193);
    b = (b + a) | 0;
    a ^= a >>> 15;
  }
  for (let i = words.length << 2; i < bytes.length; i++) a = Math.imul(a ^ bytes[i]!, 0x01000193);
  return (a ^ b) >>> 0;
}

const align = (offset: number) => (offset + 7) & ~7;

/** Lays sections out in one buffer that threads can share. */
export function writeSections(sections: Sections): SharedArrayBuffer {
  const entries = Object.entries(sections);
  let size = HEADER + entries.length * ENTRY;
  const offsets = entries.map(([, column]) => {
    size = align(size);
    const offset = size;
    size += column.byteLength;
    return offset;
  });
  size = align(size);
  const buffer = new SharedArrayBuffer(size);
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  for (let i = 0; i < 8; i++) bytes[i] = MAGIC.charCodeAt(i);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, entries.length, true);
  view.setFloat64(16, size, true);
  entries.forEach(([name, column], i) => {
    const entry = HEADER + i * ENTRY;
    for (let c = 0; c < name.length; c++) bytes[entry + c] = name.charCodeAt(c);
    const target = new Uint8Array(buffer, offsets[i]!, column.byteLength);
    target.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    view.setUint32(
      entry + 32,
      TYPES.findIndex((T) => column instanceof T),
      true,
    );
    view.setUint32(entry + 36, checksum(target), true);
    view.setFloat64(entry + 40, offsets[i]!, true);
    view.setFloat64(entry + 48, column.byteLength, true);
  });
  view.setUint32(CHECKSUM_AT, checksum(bytes.slice(0, HEADER + entries.length * ENTRY)), true);
  return buffer;
}

/**
 * Reads the sections back as views, without copying. Throws RiegelError `index/…` that names the offset where the
 * file is damaged, cut, of another format version or no index at all. `verify: false` skips the checksums.
 */
export function readSections(
  buffer: SharedArrayBuffer | ArrayBuffer,
  file?: string,
  verify = true,
): Sections {
  const bytes = new Uint8Array(buffer);
  const fail = (code: string, message: string, offset: number): never => {
    throw new RiegelError(code, message, { place: file === undefined ? { offset } : { file, offset } });
  };
  if (bytes.length < HEADER)
    fail('index/truncated', `The index is ${bytes.length} bytes, shorter than its header.`, bytes.length);
  for (let i = 0; i < 8; i++) {
    if (bytes[i] !== MAGIC.charCodeAt(i)) fail('index/not-an-index', 'This is no Riegel index.', i);
  }
  const view = new DataView(buffer);
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    fail(
      'index/version',
      `The index has format ${version}; this version reads ${FORMAT_VERSION}. Build it anew.`,
      8,
    );
  }
  const count = view.getUint32(12, true);
  if (count === 0 || count > MAX_SECTIONS) fail('index/damaged', `The index names ${count} sections.`, 12);
  const size = view.getFloat64(16, true);
  if (size !== bytes.length) {
    fail(
      'index/truncated',
      `The index says it is ${size} bytes but is ${bytes.length}.`,
      Math.min(size, bytes.length),
    );
  }
  if (HEADER + count * ENTRY > size) fail('index/damaged', `The index names ${count} sections.`, 12);
  // Always checked, whatever `verify` says: a wrong name or type would be read as another section.
  const table = bytes.slice(0, HEADER + count * ENTRY);
  new DataView(table.buffer).setUint32(CHECKSUM_AT, 0, true);
  if (checksum(table) !== view.getUint32(CHECKSUM_AT, true)) {
    fail('index/damaged', 'The table of sections is damaged.', HEADER);
  }
  const sections: Record<string, Column> = Object.create(null);
  for (let i = 0; i < count; i++) {
    const entry = HEADER + i * ENTRY;
    let name = '';
    for (let c = 0; c < 32 && bytes[entry + c] !== 0; c++) name += String.fromCharCode(bytes[entry + c]!);
    const Type = TYPES[view.getUint32(entry + 32, true)];
    const offset = view.getFloat64(entry + 40, true);
    const length = view.getFloat64(entry + 48, true);
    if (
      Type === undefined ||
      offset % 8 !== 0 ||
      offset < HEADER ||
      !(offset + length <= size) ||
      length < 0 ||
      length % Type.BYTES_PER_ELEMENT !== 0
    ) {
      fail('index/damaged', `The table entry of section ${i} (${name}) is damaged.`, entry);
    }
    if (
      verify &&
      checksum(new Uint8Array(buffer as ArrayBuffer, offset, length)) !== view.getUint32(entry + 36, true)
    ) {
      fail('index/damaged', `Section ${name} is damaged.`, offset);
    }
    sections[name] = new Type!(buffer as ArrayBuffer, offset, length / Type!.BYTES_PER_ELEMENT) as Column;
  }
  return sections;
}
