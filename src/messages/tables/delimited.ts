import type { LineBatch } from '../bytes/lines.ts';
import { cells, readCsv } from './csv.ts';
import { type Dialect, guessDialect } from './dialect.ts';
import { findHeader } from './header-row.ts';
import { headerMeaning } from './headers.ts';
import type { Row } from './row.ts';
import type { TableSource } from './table.ts';

/** A text of which this share of lines has the same cells is a table. */
const MIN_SHARE = 0.8;

/** True when a text without a telling name is a table: most lines have the same number of cells, or a header is known. */
export function isDelimited(lines: readonly string[]): boolean {
  const dialect = guessDialect(lines);
  const filled = lines.slice(dialect.linesToSkip).filter((line) => line.trim() !== '');
  const widths = filled.map((line) => line.split(dialect.delimiter).length);
  const width = commonest(widths);
  if (width < 2) return false;
  if (dialect.linesToSkip > 0) return true;
  const known = filled[0]!
    .split(dialect.delimiter)
    .filter((cell) => (headerMeaning(cell.replaceAll('"', ''))?.confidence ?? 0) > 0.8);
  if (known.length >= 2) return true;
  const share = widths.filter((candidate) => candidate === width).length / widths.length;
  // `Last, First` on each line is a list of names; commas make a table from three cells on.
  return share >= MIN_SHARE && filled.length > 1 && width >= (dialect.delimiter === ',' ? 3 : 2);
}

/** A delimited text as a table. */
export function delimitedTable(
  document: string,
  head: readonly string[],
  lines: () => AsyncIterable<LineBatch>,
  options: { readonly delimiter?: string; readonly header?: boolean | number },
): { table: TableSource; statement: string } {
  const dialect = guessDialect(head, options.delimiter);
  const columns = columnCount(head, dialect, options.header);
  return {
    table: { document, format: 'csv', items: () => readCsv(lines(), dialect, columns) },
    statement: dialect.statement,
  };
}

/** Number of columns: that of the header, or else the commonest of the first lines. */
function columnCount(head: readonly string[], dialect: Dialect, header?: boolean | number): number {
  const rows = head.slice(dialect.linesToSkip).map((line, index): Row => {
    const odd = dialect.quote !== '' && line.split(dialect.quote).length % 2 === 0;
    return {
      values: odd ? line.split(dialect.delimiter) : safeCells(line, dialect),
      row: index + 1 + dialect.linesToSkip,
    };
  });
  const filled = rows.filter((row) => row.values.some((value) => value !== ''));
  const found = findHeader(filled.slice(0, 30), header);
  const headerRow = found.present ? filled.find((row) => row.row === found.lastRow) : undefined;
  return headerRow ? headerRow.values.length : commonest(filled.map((row) => row.values.length));
}

function safeCells(line: string, dialect: Dialect): readonly string[] {
  try {
    return cells(line, dialect);
  } catch {
    return line.split(dialect.delimiter);
  }
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
