import { CsvError, parse } from 'csv-parse/sync';
import type { ParseIssue } from '../source.ts';

/** One record of a table: the line (or row of a sheet) where it starts, from 1, and its cells. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Columns whose value stands in the row above, the cell being merged over both. */
  readonly above?: ReadonlySet<number>;
}

/** A quoted cell may run over this many lines; beyond it the quote is taken for a stray one. */
const MAX_LINES_OF_A_RECORD = 200;
const MAX_RECORD = 4_000_000;
const NEWLINE = /\r\n|\r|\n/;

/**
 * The records of a delimited text (RFC 4180 with any delimiter). A record with a stray quote is rejected by its
 * line and reading goes on at the next line, so that one quote never swallows the records after it.
 */
export function readDelimited(
  text: string,
  delimiter: string,
  file: string,
): { readonly rows: readonly TableRow[]; readonly issues: readonly ParseIssue[] } {
  const records = parseStrictly(text, delimiter);
  const width = records?.[0]?.length ?? 0;
  // Two stray quotes can make one record of many: it has line breaks, and seldom the table's width.
  if (records?.every((cells) => cells.length === width || !cells.some((cell) => NEWLINE.test(cell)))) {
    return { rows: withLines(records, text), issues: [] };
  }
  return readLineByLine(text, delimiter, file);
}

function parseStrictly(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD,
      bom: true,
    });
  } catch (cause) {
    if (cause instanceof CsvError) return undefined;
    throw cause;
  }
}

/** A quoted cell holding a whole line with as many delimiters as a record has: two stray quotes, not one cell. */
function swallowsRecords(cells: readonly string[], delimiter: string, width: number): boolean {
  if (width < 3) return false;
  return cells.some((cell) => {
    const inner = cell.split(NEWLINE).slice(1, -1);
    return inner.some((line) => line.split(delimiter).length === width);
  });
}

/** The line where each record starts: records follow each other, empty lines between them are skipped. */
function withLines(records: readonly string[][], text: string): TableRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(NEWLINE);
  let at = 0;
  return records.map((cells) => {
    while (at < lines.length && lines[at] === '') at++;
    const row = { line: at + 1, cells };
    at += 1 + cells.reduce((sum, cell) => sum + cell.split(NEWLINE).length - 1, 0);
    return row;
  });
}

/**
 * Where strict reading fails: each line, joined with the lines after it while its quotes are open, must read as
 * one record as wide as the table. The first line of what does not is rejected.
 */
function readLineByLine(text: string, delimiter: string, file: string) {
  const lines = text.replace(/^\uFEFF/, '').split(NEWLINE);
  const width = widthOf(lines, delimiter);
  const rows: TableRow[] = [];
  const issues: ParseIssue[] = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at] === '') {
      at++;
      continue;
    }
    const read = recordFrom(lines, at, delimiter, width);
    if (read) rows.push({ line: at + 1, cells: read.cells });
    else {
      const cut = at === lines.length - 1;
      const message = cut ? 'The last record is cut' : 'The record has a stray quote';
      issues.push({
        severity: 'rejected',
        code: cut ? 'truncated' : 'bad-record',
        message,
        file,
        line: at + 1,
      });
    }
    at += read?.lines ?? 1;
  }
  return { rows, issues };
}

function recordFrom(lines: readonly string[], at: number, delimiter: string, width: number) {
  let open = false;
  const end = Math.min(lines.length, at + MAX_LINES_OF_A_RECORD);
  for (let last = at; last < end; last++) {
    if (lines[last]!.split('"').length % 2 === 0) open = !open;
    if (open) continue;
    const records = parseStrictly(lines.slice(at, last + 1).join('\n'), delimiter);
    const cells = records?.[0];
    if (records?.length !== 1 || !cells) return undefined;
    if (cells.length !== width || swallowsRecords(cells, delimiter, width)) return undefined;
    return { cells, lines: last - at + 1 };
  }
  return undefined;
}

/** The width of the table: that of the widest of its first lines, a title above the header being narrower. */
function widthOf(lines: readonly string[], delimiter: string): number {
  const widths = lines.slice(0, 10).map((line) => parseStrictly(line, delimiter)?.[0]?.length ?? 1);
  return Math.max(1, ...widths);
}
