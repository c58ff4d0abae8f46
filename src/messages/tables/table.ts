import { RiegelError } from '../../entity/index.ts';
import {
  type ColumnMapping,
  describeMapping,
  type ExplicitMapping,
  extendMapping,
  identifiesSomebody,
  mapColumns,
  namesSomebody,
} from './columns.ts';
import { entitySubject } from './entity-record.ts';
import { findHeader, type Header, rowText } from './header-row.ts';
import type { JsonItem } from './json.ts';
import { cellText, type Row, type RowIssue } from './row.ts';
import { type SubjectItem, subjectsOfRow } from './subjects.ts';

/** A table of a document, understood as far as its first rows go. */
export interface Table {
  /** Sheet of a workbook. */
  readonly path?: string;
  readonly mapping: ColumnMapping;
  readonly notes: readonly string[];
  /** All subjects and rejects, from the start. */
  subjects(): AsyncIterable<SubjectItem>;
}

/** Rows looked at before a table is understood. */
const SAMPLE_ROWS = 200;
/** Rows among which the header is looked for. */
const HEADER_CANDIDATES = 30;

/** What a format gives: its rows from the start, each time it is asked. */
export interface TableSource {
  readonly document: string;
  readonly format: string;
  readonly path?: string;
  /** Columns the format itself names; absent where the first rows do. May grow while rows are read. */
  readonly columns?: readonly string[];
  /** @param header what was found to be the header, once that is known. */
  items(header?: Header): AsyncIterable<readonly JsonItem[]>;
}

/** What the caller says of the table. */
export interface TableOptions {
  readonly header?: boolean | number;
  readonly mapping?: ExplicitMapping;
}

/**
 * Looks at the first rows of a table and says what its columns hold.
 * @returns undefined for a table without rows.
 * @throws RiegelError `messages/no-name-column` when no column names or identifies anybody: such a table cannot be
 *   screened.
 */
export async function openTable(source: TableSource, options: TableOptions): Promise<Table | undefined> {
  const sample = await firstItems(source);
  if (sample.length === 0) return undefined;
  const rows = sample.flatMap((item) => ('row' in item ? [item.row] : []));
  const given = source.columns !== undefined && (rows.length === 0 || source.columns.some(isNamed));
  const header: Header = given
    ? { columns: source.columns ?? [], lastRow: 0, present: true, preamble: [], rows: [] }
    : findHeader(rows.slice(0, HEADER_CANDIDATES), options.header);
  const body = rows.filter((row) => row.row > header.lastRow);
  const mapping = mapColumns(header.columns, body, options.mapping);
  const named = namesSomebody(mapping);
  if (rows.length > 0 && !named && !identifiesSomebody(mapping, header.columns, body)) {
    throw noNameColumn(source, header.columns);
  }
  return {
    ...(source.path !== undefined ? { path: source.path } : {}),
    mapping,
    notes: [
      ...headerNotes(header, given),
      ...(named ? [] : ['NO COLUMN NAMES ANYBODY: the rows are screened by their numbers alone']),
      ...describeMapping(mapping),
    ],
    subjects: () => subjectsOf(source, header, mapping),
  };
}

/** Lists of cells in JSON lines have no keys; their columns are numbered. */
function isNamed(column: string): boolean {
  return !/^Column \d+$/.test(column);
}

async function firstItems(source: TableSource): Promise<JsonItem[]> {
  const items: JsonItem[] = [];
  for await (const batch of source.items()) {
    items.push(...batch.slice(0, SAMPLE_ROWS - items.length));
    if (items.length >= SAMPLE_ROWS) break;
  }
  return items;
}

function headerNotes(header: Header, named: boolean): string[] {
  if (named) return [];
  if (!header.present) return ['the table has no header; columns are known by what stands in them'];
  const before = header.preamble.map((text) => `before the header stands: ${text.slice(0, 200)}`);
  return [`the header is row ${header.lastRow}`, ...before];
}

function noNameColumn(source: TableSource, columns: readonly string[]): RiegelError {
  const list = columns
    .slice(0, 50)
    .map((name) => `"${name.slice(0, 60)}"`)
    .join(', ');
  return new RiegelError(
    'messages/no-name-column',
    `No column of ${source.document} was found to name or to identify anybody`,
    {
      place: { file: source.document, ...(source.path !== undefined ? { path: source.path } : {}) },
      expected: `a mapping of one of the columns ${list} to name`,
    },
  );
}

async function* subjectsOf(
  source: TableSource,
  header: Header,
  first: ColumnMapping,
): AsyncIterable<SubjectItem> {
  let mapping = first;
  for await (const batch of source.items(header)) {
    for (const item of batch) {
      if ('entity' in item) {
        yield entitySubject(item.entity, source.document, source.format);
      } else if ('reject' in item) {
        yield item;
      } else if (item.row.row > header.lastRow) {
        const { row, mapping: grown } = withNewColumns(item.row, source, mapping);
        mapping = grown;
        if (isRepeatedHeader(row, header)) yield { reject: repeatedHeader(row) };
        else yield* subjectsOfRow(row, mapping, source.document, source.format);
      }
    }
  }
}

/** Keys that first appear far down in a JSON file become columns, and the row that brings them says so. */
function withNewColumns(
  row: Row,
  source: TableSource,
  mapping: ColumnMapping,
): { row: Row; mapping: ColumnMapping } {
  const known = mapping.columns.length + mapping.unmapped.length + mapping.ignored.length;
  if (source.columns === undefined || row.values.length <= known) return { row, mapping };
  const columns = source.columns.slice(0, row.values.length);
  const grown = extendMapping(mapping, columns, known);
  const issues: RowIssue[] = columns.slice(known).map((column) => {
    const role = grown.columns.find((mapped) => mapped.column === column)?.role;
    const message = `A column that the first rows do not have; ${role === undefined ? 'it is not screened' : `read as ${role}`}`;
    return { code: 'messages/new-column', message, column };
  });
  return { row: { ...row, issues: [...(row.issues ?? []), ...issues] }, mapping: grown };
}

function isRepeatedHeader(row: Row, header: Header): boolean {
  const first = cellText(row.values[0]).trim();
  return header.rows.some((text) => text.startsWith(first)) && header.rows.includes(rowText(row.values));
}

function repeatedHeader(row: Row) {
  const { line, path } = row;
  return {
    row: row.row,
    ...(line !== undefined ? { line } : {}),
    ...(path !== undefined ? { path } : {}),
    code: 'messages/repeated-header',
    message: 'The row repeats the header',
  };
}
