import { RiegelError } from '../../../entity/index.ts';
import { columnsOf, isWhole, reportColumns, requireColumns } from '../../columns.ts';
import { decodeText } from '../../decode.ts';
import type { ListDraft } from '../../list-draft.ts';
import type { TableRow } from '../../mapping/csv.ts';
import { readWorkbook } from '../../mapping/workbook.ts';
import { readBelowPreamble } from '../../preamble.ts';

/** One row of the OFSI consolidated list: one name of one target with one address and one date of birth. */
export interface OfsiRow {
  /** The cell in a column by the name it has in the layout of 2022; empty when the column is missing. */
  readonly cell: (column: OfsiColumn) => string;
  readonly line: number;
}

const COLUMNS = [
  ...['Name 6', 'Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5', 'Title', 'Name Non-Latin Script'],
  ...['Non-Latin Script Type', 'Non-Latin Script Language', 'DOB', 'Town of Birth', 'Country of Birth'],
  ...['Nationality', 'Passport Number', 'Passport Details', 'National Identification Number'],
  ...['National Identification Details', 'Position', 'Address 1', 'Address 2', 'Address 3', 'Address 4'],
  ...['Address 5', 'Address 6', 'Post/Zip Code', 'Country', 'Other Information', 'Group Type'],
  ...['Alias Type', 'Alias Quality', 'Regime', 'Listed On', 'UK Sanctions List Date Designated'],
  ...['Last Updated', 'Group ID'],
] as const;
type OfsiColumn = (typeof COLUMNS)[number];

/** Columns that had another name: `NI Number` before 2020, `NI Details` in 2020. */
const OTHER_COLUMN_NAMES: ReadonlyMap<string, OfsiColumn> = new Map([
  ['NI Number', 'National Identification Number'],
  ['NI Details', 'National Identification Details'],
]);

/** Columns that the layout of before 2020 did not have. */
const SINCE_2020: readonly string[] = [
  ...['Name Non-Latin Script', 'Non-Latin Script Type', 'Non-Latin Script Language', 'Passport Number'],
  ...['National Identification Details', 'Alias Quality', 'UK Sanctions List Date Designated'],
];

/** Reads the CSV, old layout (29 columns) or new (36). Returns its date as written. */
export function readOfsiCsv(
  bytes: Uint8Array,
  list: ListDraft,
  onRow: (row: OfsiRow) => void,
): string | undefined {
  const text = decodeText(bytes, list.file);
  const { preamble, rows, issues } = readBelowPreamble(text, ',', 'Group ID', list.file);
  list.take(issues);
  readRows(rows, list, onRow, true);
  return dateIn(preamble);
}

/** Reads the same table from the workbook (`.xlsx`, `.xls`). */
export function readOfsiWorkbook(
  bytes: Uint8Array,
  list: ListDraft,
  onRow: (row: OfsiRow) => void,
): string | undefined {
  const sheet = readWorkbook(bytes, list.file).find(({ rows }) =>
    rows.slice(0, 5).some(({ cells }) => cells.includes('Group ID')),
  );
  const rows = sheet?.rows ?? [];
  const at = rows.findIndex(({ cells }) => cells.includes('Group ID'));
  readRows(rows.slice(Math.max(at, 0)), list, onRow, false);
  const above = rows.slice(0, Math.max(at, 0)).flatMap(({ cells }) => cells);
  return dateIn(above.join(' '));
}

/** `Last Updated,04/05/2022` above the header. */
function dateIn(preamble: string): string {
  return /\d\d\/\d\d\/\d{4}/.exec(preamble)?.[0] ?? '';
}

/** A workbook leaves out empty cells at the end of a row, a CSV does not: there a short row is a broken one. */
function readRows(
  rows: readonly TableRow[],
  list: ListDraft,
  onRow: (row: OfsiRow) => void,
  exactWidth: boolean,
): void {
  const [header, ...body] = rows;
  if (header === undefined) {
    throw new RiegelError('lists/unknown-columns', 'No header with the column "Group ID"', {
      place: { file: list.file, line: 1 },
      expected: 'Group ID',
    });
  }
  const columns = columnsOf(header.cells.map((cell) => OTHER_COLUMN_NAMES.get(cell.trim()) ?? cell));
  requireColumns(columns, ['Name 6', 'Group Type', 'Alias Type', 'Group ID'], list.file, header.line);
  const old = !columns.has('Name Non-Latin Script');
  const known = old ? COLUMNS.filter((column) => !SINCE_2020.includes(column)) : COLUMNS;
  reportColumns(list, columns, known, header.line);
  for (const row of body) {
    if (exactWidth && !isWhole(list, row, header.cells.length)) continue;
    onRow({ cell: (column) => row.cells[columns.get(column) ?? -1]?.trim() ?? '', line: row.line });
  }
}
