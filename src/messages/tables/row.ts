/** One row of a table, cut into its cells and not yet understood. */
export interface Row {
  /** Cells in the order of the table's columns; a cell holds several values where its format has lists (JSON, Parquet). */
  readonly values: readonly Cell[];
  /** Number of the row in its table, from 1, the header row and empty rows counted as a spreadsheet shows them. */
  readonly row: number;
  /** Line on which the row begins, for text formats. */
  readonly line?: number;
  /** Sheet of a workbook. */
  readonly path?: string;
  readonly issues?: readonly RowIssue[];
}

export type Cell = string | readonly string[];

/** Something about a row that was mended or could not be read; the row is screened all the same. */
export interface RowIssue {
  /** Stable code, e.g. `messages/bad-date`. */
  readonly code: string;
  readonly message: string;
  readonly column?: string;
}

/** A row that gives no subject, and why. It has not been screened. */
export interface Reject {
  readonly row?: number;
  readonly line?: number;
  /** Bytes from the start of the (unpacked) document. */
  readonly offset?: number;
  readonly path?: string;
  readonly code: string;
  readonly message: string;
  /** The start of what was read, at most `RAW_LENGTH` letters. */
  readonly raw?: string;
}

export type RowItem = { readonly row: Row } | { readonly reject: Reject };

const RAW_LENGTH = 500;

/** The start of a rejected text, short enough to keep in a rejects file. */
export function rawOf(text: string): string {
  return text.length > RAW_LENGTH ? `${text.slice(0, RAW_LENGTH)}…` : text;
}

/** The values of a cell, as a list. */
export function cellValues(cell: Cell | undefined): readonly string[] {
  if (cell === undefined) return [];
  return typeof cell === 'string' ? [cell] : cell;
}

/** The text of a cell, several values joined by `; `. */
export function cellText(cell: Cell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'string' ? cell : cell.join('; ');
}
