import { readDelimited, type TableRow } from './mapping/csv.ts';
import type { ParseIssue } from './source.ts';

/** Lines above a header that are looked at. */
const MOST_LINES = 5;

export interface TableBelowPreamble {
  /** What stands above the header, e.g. `Report Date: 23-Sep-2026`. */
  readonly preamble: string;
  /** The header first; empty when no line holds the mark. */
  readonly rows: readonly TableRow[];
  readonly issues: readonly ParseIssue[];
}

/**
 * Reads a delimited text whose header, the first line with `mark` in it, stands below lines of another width.
 * Those must not reach the reader: it takes the width of a table from its first record. Lines count from the
 * beginning of the text.
 */
export function readBelowPreamble(
  text: string,
  delimiter: string,
  mark: string,
  file: string,
): TableBelowPreamble {
  let start = text.startsWith('\ufeff') ? 1 : 0;
  for (let above = 0; above < MOST_LINES; above++) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? undefined : end);
    if (line.includes(mark)) {
      const { rows, issues } = readDelimited(text.slice(start), delimiter, file);
      return {
        preamble: text.slice(0, start).replace(/^\ufeff/, ''),
        rows: rows.map((row) => ({ ...row, line: row.line + above })),
        issues: issues.map((issue) =>
          issue.line === undefined ? issue : { ...issue, line: issue.line + above },
        ),
      };
    }
    if (end === -1) break;
    start = end + 1;
  }
  return { preamble: '', rows: [], issues: [] };
}
