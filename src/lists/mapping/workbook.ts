import { runInNewContext } from 'node:vm';
import { crc32 } from 'node:zlib';
import { type CellObject, type Range, read, SSF, type WorkSheet } from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { RiegelError } from '../../entity/index.ts';
import type { TableRow } from './csv.ts';

export interface Sheet {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

/** Unpacked size of the parts of an xlsx file that we accept: a small archive can hold an endless sheet. */
const MAX_UNPACKED = 500_000_000;
const MAX_COLUMNS = 1_000;
/** Reading a sound workbook takes a tenth of this: five seconds, and one more for each half a megabyte. */
const FIRST_MS = 5_000;
const BYTES_A_MS = 500;

/**
 * The sheets of an Excel workbook, `.xlsx` or the older `.xls` (BIFF8). Dates come as ISO 8601, numbers as the
 * sheet shows them, a cell merged over rows stands in each of
 * them; empty rows are left out.
 *
 * Throws `lists/not-a-workbook`, `lists/truncated`, `lists/too-large`.
 */
export function readWorkbook(bytes: Uint8Array, file: string): readonly Sheet[] {
  refuseUnreadable(bytes, file);
  try {
    const whole = unpacked(bytes);
    const workbook = withinTime(FIRST_MS + bytes.length / BYTES_A_MS, () =>
      read(whole, { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: false }),
    );
    const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
    // A damaged workbook may name a sheet that is not there: that throws here as well.
    return workbook.SheetNames.map((name) => ({ name, rows: rowsOf(workbook.Sheets[name]!, date1904) }));
  } catch (cause) {
    throw new RiegelError('lists/truncated', 'The workbook is damaged or cut', { place: { file }, cause });
  }
}

/** A damaged formula of the older format has the library go round for ever. Throws where `work` takes longer than `ms`. */
function withinTime<T>(ms: number, work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: Math.ceil(ms) }) as T;
}

function rowsOf(sheet: WorkSheet, date1904: boolean): TableRow[] {
  const data = (sheet as { '!data'?: (CellObject | undefined)[][] })['!data'] ?? [];
  const texts = Array.from(data, (cells) =>
    Array.from((cells ?? []).slice(0, MAX_COLUMNS), (cell) => (cell ? textOf(cell, date1904) : '')),
  );
  const merged = fillMerges(sheet['!merges'] ?? [], texts);
  const rows: TableRow[] = [];
  texts.forEach((cells, index) => {
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    const above = merged.get(index);
    if (cells.length > 0) rows.push({ line: index + 1, cells, ...(above && { above }) });
  });
  return rows;
}

/** Repeats the value of a cell merged over several rows in each of them; gives the columns so filled, by row. */
function fillMerges(merges: readonly Range[], texts: string[][]): ReadonlyMap<number, ReadonlySet<number>> {
  const filled = new Map<number, Set<number>>();
  for (const { s: start, e: end } of merges) {
    const value = texts[start.r]?.[start.c] ?? '';
    if (value === '') continue;
    for (let row = start.r + 1; row <= end.r && row < texts.length; row++) {
      const cells = texts[row]!;
      // A wholly empty row stays empty: a merge may reach far below the table.
      if (cells.every((cell) => cell === '')) continue;
      while (cells.length <= start.c) cells.push('');
      cells[start.c] = value;
      filled.set(row, (filled.get(row) ?? new Set()).add(start.c));
    }
  }
  return filled;
}

function textOf(cell: CellObject, date1904: boolean): string {
  if (cell.t === 'n' && typeof cell.v === 'number') {
    if (isDate(cell)) return isoDate(cell.v, date1904);
    return Number.isSafeInteger(cell.v) ? String(cell.v) : (cell.w ?? String(cell.v)).trim();
  }
  if (cell.t === 'd' && cell.v instanceof Date) return cell.v.toISOString().slice(0, 10);
  if (cell.t === 'e' || cell.t === 'z') return '';
  return typeof cell.v === 'string' ? cell.v.trim() : String(cell.v ?? '');
}

/** The library names no format for Excel's own short date (format 14); it is known by what the cell shows. */
function isDate(cell: CellObject): boolean {
  if (typeof cell.z === 'string') return SSF.is_date(cell.z);
  return /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/.test(cell.w ?? '');
}

function isoDate(serial: number, date1904: boolean): string {
  const date = SSF.parse_date_code(serial, { date1904 }) as { y: number; m: number; d: number } | null;
  if (!date) return String(serial);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.y).padStart(4, '0')}-${two(date.m)}-${two(date.d)}`;
}

/** The library would read any text as a one-column sheet, and a cut BIFF file as a shorter one: decide before it. */
function refuseUnreadable(bytes: Uint8Array, file: string): void {
  if (bytes.length === 0) throw new RiegelError('lists/empty', 'The file has no bytes', { place: { file } });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length >= 8 ? view.getUint32(0) : 0;
  if (magic === 0xd0cf11e0) {
    // [MS-CFB] 2.2: the file is the header and whole sectors.
    if (bytes.length % 512 !== 0) {
      throw new RiegelError('lists/truncated', 'The workbook ends inside a sector', {
        place: { file, offset: bytes.length },
      });
    }
    return;
  }
  if (magic !== 0x504b0304) {
    throw new RiegelError('lists/not-a-workbook', 'The file is no Excel workbook', {
      place: { file, offset: 0 },
      expected: 'a .xlsx or .xls file',
    });
  }
  if (unpackedSize(view) > MAX_UNPACKED) {
    throw new RiegelError('lists/too-large', 'The workbook unpacks to more than is read', {
      place: { file },
    });
  }
}

/**
 * An xlsx file with its parts unpacked, every checksum compared: the library's own inflate never ends on some damaged
 * parts. Other workbooks as they are.
 */
function unpacked(bytes: Uint8Array): Buffer {
  if (bytes[0] !== 0x50) return Buffer.from(bytes);
  const checksums = checksumsOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const parts = unzipSync(bytes);
  for (const [name, content] of Object.entries(parts)) {
    if (crc32(content) !== checksums.get(name))
      throw new Error(`${name} does not have the checksum it states`);
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
}

/** Names of the parts of a ZIP file with their CRC-32, as its central directory states them (APPNOTE 4.3.12). */
function checksumsOf(view: DataView): ReadonlyMap<string, number> {
  const checksums = new Map<string, number>();
  for (const entry of entriesOf(view)) {
    const name = new Uint8Array(view.buffer, view.byteOffset + entry + 46, view.getUint16(entry + 28, true));
    checksums.set(new TextDecoder().decode(name), view.getUint32(entry + 16, true));
  }
  return checksums;
}

/** The sum of the sizes that the central directory of the ZIP file states (APPNOTE 4.3.12). */
function unpackedSize(view: DataView): number {
  let sum = 0;
  for (const entry of entriesOf(view)) sum += view.getUint32(entry + 24, true);
  return sum;
}

/** Where the entries of a ZIP file's central directory begin, as far as they are whole. */
function* entriesOf(view: DataView): Generator<number> {
  const end = view.byteLength;
  for (let at = Math.max(0, end - 66_000); at + 22 <= end; at++) {
    if (view.getUint32(at) !== 0x504b0506) continue;
    let entry = view.getUint32(at + 16, true);
    for (let left = view.getUint16(at + 10, true); left > 0 && entry + 46 <= end; left--) {
      if (view.getUint32(entry) !== 0x504b0102) return;
      const name = view.getUint16(entry + 28, true);
      if (entry + 46 + name > end) return;
      yield entry;
      entry += 46 + name + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
    }
    return;
  }
}
