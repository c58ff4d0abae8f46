import { RiegelError } from '../entity/index.ts';
import type { ListDraft } from './list-draft.ts';
import type { TableRow } from './mapping/csv.ts';

/** Cells of a row by column; a column that comes several times is reached by its position. */
export function columnsOf(header: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  header.forEach((name, index) => {
    const trimmed = name.trim();
    if (trimmed !== '' && !columns.has(trimmed)) columns.set(trimmed, index);
  });
  return columns;
}

/** Throws `lists/unknown-columns` when the header lacks what no entity can be read without. */
export function requireColumns(
  columns: ReadonlyMap<string, number>,
  required: readonly string[],
  file: string,
  line: number,
): void {
  const missing = required.filter((name) => !columns.has(name));
  if (missing.length === 0) return;
  throw new RiegelError('lists/unknown-columns', `The header lacks ${missing.join(', ')}`, {
    place: { file, line },
    expected: required.join(', '),
  });
}

/** Reports columns that we do not read, and those that are gone. */
export function reportColumns(
  list: ListDraft,
  columns: ReadonlyMap<string, number>,
  known: readonly string[],
  line: number,
): void {
  for (const name of columns.keys()) {
    if (!known.includes(name)) {
      list.issueOnce('drift', 'unknown-column', `Column "${name}" is not known and not read`, { line });
    }
  }
  for (const name of known) {
    if (!columns.has(name))
      list.issueOnce('drift', 'missing-column', `Column "${name}" is missing`, { line });
  }
}

/** Rows with fewer cells than the header are cut or broken: rejected, and named by their line. */
export function isWhole(list: ListDraft, row: TableRow, width: number): boolean {
  if (row.cells.length === width) return true;
  const message = `${row.cells.length} cells in a row, ${width} in the header`;
  list.issue('rejected', 'bad-row', message, { line: row.line });
  return false;
}
