import { RiegelError } from '../../entity/index.ts';
import { decodeText, unpack } from '../decode.ts';
import type { ParseIssue, SourceFile } from '../source.ts';
import { readDelimited, type TableRow } from './csv.ts';
import type { HeaderLayout, TableLayout } from './mapping.ts';
import { readWorkbook, type Sheet } from './workbook.ts';

/** One record of the table, its cells by column name (as `columnKey` writes it). */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  /** Columns whose cell is merged with the one above. */
  readonly above: ReadonlySet<string>;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly issues: readonly ParseIssue[];
  /** Column names as the files have them, by key. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Pseudo-columns: the file, the sheet and the heading over a row. */
const PSEUDO = ['$file', '$sheet', '$section'];

/** How far down a header is looked for. */
const HEADER_WITHIN = 60;

/** Column names are the same when they differ in white space, width (NFKC) and case only. */
export function columnKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/**
 * The records of all files of a publication. Throws RiegelError when a file cannot be read as the table it
 * should be (`lists/empty`, `lists/truncated`, `lists/header`, …).
 */
export function readRows(files: readonly SourceFile[], layout: TableLayout): Rows {
  const rows: Row[] = [];
  const issues: ParseIssue[] = [];
  const columns = new Map<string, string>();
  for (const file of files) {
    if (layout.format === 'ndjson') readLinesOfJson(file, layout, rows, issues, columns);
    else readTable(file, layout, rows, issues, columns);
  }
  return { rows, issues, columns };
}

function readTable(
  file: SourceFile,
  layout: TableLayout,
  rows: Row[],
  issues: ParseIssue[],
  columns: Map<string, string>,
): void {
  const wanted = layout.sheets ? new RegExp(layout.sheets, 'u') : undefined;
  const sheets = sheetsOf(file, layout, issues).filter((sheet) => !wanted || wanted.test(sheet.name));
  let headers = 0;
  for (const sheet of sheets) {
    const header = headerOf(sheet.rows, layout.header ?? { row: 1 });
    if (!header) continue;
    headers++;
    const keys = header.names.map(columnKey);
    header.names.forEach((name, i) => {
      if (keys[i] !== '') columns.set(keys[i]!, name);
    });
    readBody(
      sheet.rows.slice(header.next),
      keys,
      { file: file.name, sheet: sheet.name },
      layout,
      rows,
      issues,
    );
  }
  if (headers === 0) {
    throw new RiegelError('lists/header', 'No row holds the column names', {
      place: { file: file.name },
      expected: JSON.stringify(layout.header ?? { row: 1 }),
    });
  }
}

function sheetsOf(file: SourceFile, layout: TableLayout, issues: ParseIssue[]): readonly Sheet[] {
  if (layout.format === 'xlsx' || layout.format === 'xls') {
    return readWorkbook(unpack(file.bytes, file.name), file.name);
  }
  const text = decodeText(file.bytes, file.name, layout.encoding);
  const delimiter = layout.delimiter ?? (layout.format === 'tsv' ? '\t' : ',');
  const read = readDelimited(text, delimiter, file.name);
  issues.push(...read.issues);
  return [{ name: '', rows: read.rows }];
}

function readBody(
  body: readonly TableRow[],
  keys: readonly string[],
  place: { readonly file: string; readonly sheet: string },
  layout: TableLayout,
  rows: Row[],
  issues: ParseIssue[],
): void {
  const section = layout.section ? new RegExp(layout.section, 'iu') : undefined;
  const fillDown = (layout.fillDown ?? []).map(columnKey);
  const above = new Map<string, string>();
  let heading = '';
  for (const { line, cells, above: merged } of body) {
    const filled = cells.filter((cell) => cell.trim() !== '');
    if (filled.length === 0) continue;
    if (filled.length === 1 && section?.test(filled[0]!.trim())) {
      heading = filled[0]!.trim();
      continue;
    }
    const at = { file: place.file, line, ...(place.sheet === '' ? {} : { path: place.sheet }) };
    if (keys.every((key, i) => columnKey(cells[i] ?? '') === key)) {
      issues.push({ severity: 'mended', code: 'repeated-header', message: 'The header is repeated', ...at });
      continue;
    }
    if (cells.slice(keys.length).some((cell) => cell.trim() !== '')) {
      const message = `The row has ${cells.length} cells, the header ${keys.length}`;
      issues.push({ severity: 'rejected', code: 'wrong-columns', message, ...at });
      continue;
    }
    const named = new Map<string, string>([
      ['$file', place.file],
      ['$sheet', place.sheet],
      ['$section', heading],
    ]);
    keys.forEach((key, i) => {
      if (key !== '') named.set(key, (cells[i] ?? '').trim());
    });
    for (const key of fillDown) {
      if (named.get(key)) above.set(key, named.get(key)!);
      else if (above.has(key)) named.set(key, above.get(key)!);
    }
    rows.push({
      file: place.file,
      line,
      cells: named,
      above: new Set([...(merged ?? [])].map((i) => keys[i]!)),
    });
  }
}

function headerOf(rows: readonly TableRow[], layout: HeaderLayout) {
  if ('names' in layout) return { names: layout.names, next: 0 };
  const first =
    'find' in layout
      ? rows.findIndex((row, i) => i < HEADER_WITHIN && holdsAll(row.cells, layout.find))
      : rows.findIndex((row) => row.line >= layout.row);
  if (first < 0) return undefined;
  const span = rows.slice(first, first + (layout.rows ?? 1)).map((row) => row.cells);
  return { names: joinHeader(span), next: first + span.length };
}

function holdsAll(cells: readonly string[], names: readonly string[]): boolean {
  const present = new Set(cells.map(columnKey));
  return names.every((name) => present.has(columnKey(name)));
}

/**
 * Names of a header of one or several rows. A cell merged over several columns stands in the first only: the
 * empty cells right of it have its name too, in all but the last row. A name that repeats gets `#2`, `#3`.
 */
function joinHeader(span: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...span.map((cells) => cells.length));
  const levels = span.map((cells, level) => {
    let left = '';
    return Array.from({ length: width }, (_, i) => {
      const cell = (cells[i] ?? '').replace(/\s+/g, ' ').trim();
      if (level === span.length - 1) return cell;
      left = cell === '' ? left : cell;
      return left;
    });
  });
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, i) => {
    const parts = levels.map((level) => level[i]!).filter((part) => part !== '');
    const name = [...new Set(parts)].join(' / ');
    const times = (seen.get(columnKey(name)) ?? 0) + 1;
    seen.set(columnKey(name), times);
    return name === '' || times === 1 ? name : `${name}#${times}`;
  });
}

function readLinesOfJson(
  file: SourceFile,
  layout: TableLayout,
  rows: Row[],
  issues: ParseIssue[],
  columns: Map<string, string>,
): void {
  const lines = decodeText(file.bytes, file.name, layout.encoding).split('\n');
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const cells = new Map<string, string>([['$file', file.name]]);
    try {
      flatten(JSON.parse(line), '', 0, (path, value) => {
        const key = columnKey(path);
        columns.set(key, path);
        cells.set(key, cells.has(key) ? `${cells.get(key)}\n${value}` : value);
      });
    } catch {
      const last = index === lines.length - 1;
      if (last) {
        throw new RiegelError('lists/truncated', 'The last line is cut', {
          place: { file: file.name, line: index + 1 },
        });
      }
      const message = 'The line is no JSON object';
      issues.push({ severity: 'rejected', code: 'bad-json', message, file: file.name, line: index + 1 });
      return;
    }
    rows.push({ file: file.name, line: index + 1, cells, above: new Set() });
  });
}

/** Nested values by dotted path; the values of an array share the path, one to a line. */
function flatten(
  value: unknown,
  path: string,
  depth: number,
  put: (path: string, value: string) => void,
): void {
  if (depth > 8 || (depth === 0 && (typeof value !== 'object' || value === null))) {
    throw new SyntaxError('not an object, or nested too deep');
  }
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) flatten(item, path, depth + 1, put);
  } else if (typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) {
      flatten(item, path === '' ? name : `${path}.${name}`, depth + 1, put);
    }
  } else put(path, String(value));
}

export function isPseudoColumn(name: string): boolean {
  return PSEUDO.includes(name);
}
