import { RiegelError } from '../../../entity/index.ts';
import { decodeText } from '../../decode.ts';
import type { ParseIssue, SourceFile } from '../../source.ts';

/** One record of a delimited or fixed-width file. Null (`-0-`) is an empty string. */
export interface OfacRow {
  readonly fields: readonly string[];
  /** Line in the file, from 1. */
  readonly line: number;
}

/** OFAC's tables. A comments file continues the last column of the primary file. */
export type Table = 'primary' | 'addresses' | 'aliases' | 'comments';

/** Columns of each table (dat_spec.txt). */
const COLUMNS: Readonly<Record<Table, number>> = {
  primary: 12,
  addresses: 6,
  aliases: 5,
  comments: 2,
};

/** Widths of the fixed-width files by record length; the programme column grew from 50 to 200 characters. */
const WIDTHS: Readonly<Record<Table, readonly (readonly number[])[]>> = {
  primary: [
    [10, 350, 12, 50, 200, 8, 25, 14, 8, 40, 150, 1000],
    [10, 350, 12, 200, 200, 8, 25, 14, 8, 40, 150, 1000],
  ],
  addresses: [[10, 10, 750, 116, 250, 200]],
  aliases: [[10, 10, 8, 350, 200]],
  comments: [],
};

export type RowFormat = ',' | '@' | '|' | 'fixed';

/** How a table is written, by its first line; undefined where it is no OFAC table. */
export function rowFormat(head: string): RowFormat | undefined {
  const line = head.slice(0, head.search(/\r|\n|$/));
  const delimiter = /^\s*\d+\s*([,@|])/.exec(line)?.[1];
  if (delimiter !== undefined) return delimiter as RowFormat;
  return /^ {2,}\d+/.test(line) && line.length > 300 ? 'fixed' : undefined;
}

/**
 * Reads one table line by line: in these files a record is a line, and quotes never hold a line break, so that a
 * damaged line cannot swallow its neighbours. A line with the wrong number of fields is reported and left out.
 *
 * Throws `lists/empty`, `lists/unknown-format`, and `lists/truncated` when the last line is cut: the files end
 * with a line break and the old end mark 0x1A.
 */
export function readRows(file: SourceFile, table: Table, issues: ParseIssue[]): readonly OfacRow[] {
  const decoded = decodeText(file.bytes, file.name);
  const end = decoded.indexOf('\u001a');
  const text = end === -1 ? decoded : decoded.slice(0, end);
  if (text.trim() === '')
    throw new RiegelError('lists/empty', 'The file has no records', { place: { file: file.name } });
  const format = rowFormat(text.slice(0, 4000));
  if (format === undefined) {
    throw new RiegelError('lists/unknown-format', 'The first line is no OFAC record', {
      place: { file: file.name, line: 1 },
      expected: 'a number and a delimiter, or a fixed-width record',
    });
  }
  const lines = text.split(/\r\n|\n|\r/);
  const rows: OfacRow[] = [];
  const bad: ParseIssue[] = [];
  lines.forEach((content, index) => {
    if (content.trim() === '') return;
    const line = index + 1;
    const fields = format === 'fixed' ? fixedFields(content, table) : delimitedFields(content, format);
    const right = fields.length === COLUMNS[table] && /^\d+$/.test(fields[0] ?? '');
    if (right) {
      rows.push({ fields, line });
      return;
    }
    if (index === lines.length - 1 && end === -1) {
      throw new RiegelError('lists/truncated', 'The last line is cut', { place: { file: file.name, line } });
    }
    const message =
      fields.length === COLUMNS[table]
        ? `Line ${line} does not begin with a number`
        : `Line ${line} has ${fields.length} fields instead of ${COLUMNS[table]}`;
    bad.push({ severity: 'rejected', code: 'bad-row', message, file: file.name, line, row: line });
  });
  if (rows.length === 0) {
    throw new RiegelError('lists/no-records', 'No line of the file is an OFAC record', {
      place: { file: file.name },
    });
  }
  issues.push(...bad);
  return rows;
}

/** `-0- ` stands for null; a quoted value keeps its spaces, as a cut remark may end with one. */
function delimitedFields(line: string, delimiter: string): readonly string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      let value = '';
      let from = at + 1;
      for (;;) {
        const quote = line.indexOf('"', from);
        if (quote === -1) return [...fields, value + line.slice(from), 'unclosed quote'];
        value += line.slice(from, quote);
        if (line[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        value += '"';
        from = quote + 2;
      }
      const next = line.indexOf(delimiter, at);
      if (line.slice(at, next === -1 ? undefined : next).trim() !== '')
        return [...fields, value, 'text behind a quote'];
      fields.push(nulled(value));
      at = next === -1 ? line.length + 1 : next + 1;
    } else {
      const next = line.indexOf(delimiter, at);
      fields.push(nulled(line.slice(at, next === -1 ? undefined : next).trim()));
      at = next === -1 ? line.length + 1 : next + 1;
    }
  }
  return fields;
}

function fixedFields(line: string, table: Table): readonly string[] {
  for (const widths of WIDTHS[table]) {
    const length = widths.reduce((sum, width) => sum + width, 0);
    const last = widths.at(-1) ?? 0;
    // Trailing spaces of the last field may have been stripped on the way.
    if (line.length > length || line.length <= length - last) continue;
    let from = 0;
    return widths.map((width) => {
      const field = line.slice(from, from + width);
      from += width;
      return nulled(field.trim());
    });
  }
  return [line];
}

function nulled(value: string): string {
  return value.trim() === '-0-' ? '' : value;
}
