import { parse } from 'csv-parse/sync';
import type { LineBatch, LineFault } from '../bytes/lines.ts';
import type { Dialect } from './dialect.ts';
import { scanQuotes } from './quotes.ts';
import { type RowIssue, type RowItem, rawOf } from './row.ts';

/** A quoted cell with more line ends than this is taken for a stray quote that swallows the table. */
const MAX_RECORD_LINES = 200;
const MAX_RECORD_LENGTH = 1024 * 1024;

/** Ctrl-Z, with which DOS programs end a file. */
const DOS_END = '\u001a';

interface PendingLine {
  readonly text: string;
  readonly line: number;
  readonly fault: LineFault | undefined;
}

interface CsvRecord {
  readonly text: string;
  readonly row: number;
  readonly line: number;
  readonly fault: LineFault | undefined;
}

/**
 * Cuts delimited text into rows. Where records end is decided here, so that a stray quote costs one row and not the
 * rest of the file: that row is given as a reject and reading goes on with the next line. Cells are cut by csv-parse.
 * Empty rows are counted and not given.
 * @param columns number of cells a row should have; rows with more filled cells are rejected, as what stands in
 * which column is then unknown; shorter rows carry an issue. Undefined: as many as there are.
 * @yields the rows and rejects of one piece of the document at a time.
 */
export async function* readCsv(
  batches: AsyncIterable<LineBatch>,
  dialect: Dialect,
  columns?: number,
): AsyncIterable<readonly RowItem[]> {
  const assembler = new RecordAssembler(dialect, columns);
  for await (const batch of batches) {
    const items: RowItem[] = [];
    for (const [index, text] of batch.lines.entries()) {
      const line = batch.first + index;
      if (line <= dialect.linesToSkip) continue;
      assembler.add({ text, line, fault: batch.faults.get(index) });
    }
    items.push(...assembler.take(false));
    if (items.length > 0) yield items;
  }
  yield assembler.take(true);
}

class RecordAssembler {
  private readonly dialect: Dialect;
  private readonly columns: number | undefined;
  private pending: PendingLine[] = [];
  private row: number;

  constructor(dialect: Dialect, columns: number | undefined) {
    this.dialect = dialect;
    this.columns = columns;
    this.row = dialect.linesToSkip;
  }

  add(line: PendingLine): void {
    this.pending.push(line);
  }

  /** Gives what is complete; at the end of the document, everything. */
  take(atEnd: boolean): RowItem[] {
    const found: (CsvRecord | RowItem)[] = [];
    let from = 0;
    while (from < this.pending.length) {
      const length = this.recordLength(from, atEnd);
      if (length === 'unknown') break;
      const first = this.pending[from]!;
      this.row++;
      if (length === 'stray') {
        found.push({ reject: strayQuote(first, this.row) });
        from++;
        continue;
      }
      if (first.fault?.code === 'messages/line-too-long') {
        const { code, message, offset } = first.fault;
        found.push({ reject: { row: this.row, line: first.line, offset, code, message } });
      } else {
        const lines = this.pending.slice(from, from + length);
        const text = length === 1 ? first.text : lines.map((line) => line.text).join('\n');
        const fault = lines.find((line) => line.fault)?.fault;
        if (text.trim() !== '' && text !== DOS_END)
          found.push({ text, row: this.row, line: first.line, fault });
      }
      from += length;
    }
    this.pending = this.pending.slice(from);
    return cutCells(found, this.dialect, this.columns);
  }

  /** Number of lines of the record that begins at `from`. */
  private recordLength(from: number, atEnd: boolean): number | 'stray' | 'unknown' {
    let inside = false;
    let letters = 0;
    for (let at = from; at < this.pending.length; at++) {
      const line = this.pending[at]!;
      const verdict = scanQuotes(line.text, this.dialect, inside);
      letters += line.text.length;
      if (verdict === 'stray') return 'stray';
      if (verdict === 'complete') {
        const length = at - from + 1;
        return length > 1 && this.swallowsRows(from, length) ? 'stray' : length;
      }
      inside = true;
      if (at - from + 1 >= MAX_RECORD_LINES || letters > MAX_RECORD_LENGTH) return 'stray';
      if (at > from && line.fault?.code === 'messages/line-too-long') return 'stray';
    }
    return atEnd ? 'stray' : 'unknown';
  }

  /** A record over several lines that has the wrong number of cells, while a line within it has the right one. */
  private swallowsRows(from: number, length: number): boolean {
    if (this.columns === undefined || this.columns < 2) return false;
    const lines = this.pending.slice(from, from + length).map((line) => line.text);
    if (cells(lines.join('\n'), this.dialect).length === this.columns) return false;
    return lines
      .slice(1)
      .some(
        (line) =>
          scanQuotes(line, this.dialect, false) === 'complete' &&
          cells(line, this.dialect).length === this.columns,
      );
  }
}

function strayQuote(first: PendingLine, row: number) {
  return {
    row,
    line: first.line,
    code: 'messages/stray-quote',
    message: 'A quote stands where none may stand, or is never closed',
    raw: rawOf(first.text),
  };
}

function cutCells(
  found: readonly (CsvRecord | RowItem)[],
  dialect: Dialect,
  columns: number | undefined,
): RowItem[] {
  const quoted = found.filter((item): item is CsvRecord => 'text' in item && needsParser(item.text, dialect));
  const parsed = new Map(quoted.length > 0 ? parseTogether(quoted, dialect) : []);
  return found.flatMap((item) => {
    if (!('text' in item)) return [item];
    const values = parsed.get(item) ?? item.text.split(dialect.delimiter).map((cell) => cell.trim());
    return values.some((value) => value !== '') ? [rowItem(item, values, columns)] : [];
  });
}

function rowItem(record: CsvRecord, values: readonly string[], columns: number | undefined): RowItem {
  const { row, line, fault } = record;
  if (columns !== undefined && values.slice(columns).some((value) => value !== '')) {
    const message = `The row has ${values.length} cells where the table has ${columns} columns`;
    return { reject: { row, line, code: 'messages/ragged-row', message, raw: rawOf(record.text) } };
  }
  const issues: RowIssue[] = [];
  if (fault) issues.push({ code: fault.code, message: `${fault.message} (byte ${fault.offset})` });
  if (columns !== undefined && values.length < columns) {
    const message = `The row has ${values.length} cells where the table has ${columns} columns`;
    issues.push({ code: 'messages/short-row', message });
  }
  return { row: { values, row, line, ...(issues.length > 0 ? { issues } : {}) } };
}

function needsParser(text: string, dialect: Dialect): boolean {
  return dialect.quote !== '' && text.includes(dialect.quote);
}

function parseTogether(records: readonly CsvRecord[], dialect: Dialect): [CsvRecord, string[]][] {
  const rows = parseCsv(records.map((record) => record.text).join('\n'), dialect);
  if (rows.length === records.length) return records.map((record, index) => [record, rows[index]!]);
  return records.map((record) => [record, cells(record.text, dialect)]);
}

/** The cells of one record whose quotes are known to be sound. */
export function cells(text: string, dialect: Dialect): string[] {
  if (!needsParser(text, dialect)) return text.split(dialect.delimiter).map((cell) => cell.trim());
  return parseCsv(text, dialect)[0] ?? [];
}

function parseCsv(text: string, { delimiter, quote, escapeMark }: Dialect): string[][] {
  return parse(text, {
    delimiter,
    quote: quote === '' ? null : quote,
    escape: escapeMark,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: false,
    trim: true,
  }) as string[][];
}
