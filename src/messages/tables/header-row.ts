import { headerMeaning } from './headers.ts';
import { type Cell, cellText, type Row } from './row.ts';

/** Where a table's columns are named. */
export interface Header {
  /** Names of the columns, from the first; `Column 3` where there is no name. */
  readonly columns: readonly string[];
  /** Rows up to this number are header or stand before it; 0 when the table has no header. */
  readonly lastRow: number;
  /** True when the first rows name the columns. */
  readonly present: boolean;
  /** What stands before the header, e.g. a title or a date of issue. */
  readonly preamble: readonly string[];
  /** The texts of each row of the header: a later row that equals one of them is a repeated header. */
  readonly rows: readonly string[];
}

/** A row from a workbook knows whether merged cells were filled in. */
export type HeaderCandidate = Row & { readonly merged?: boolean };

/** A header names at least this share of its filled columns in words we know. */
const MIN_KNOWN_SHARE = 0.3;
const SURE = 0.8;

/**
 * Finds the header among the first rows of a table: the row with most column names we know; or, when there is none,
 * a first row without digits above columns of figures or dates.
 * @param override true: the first row is the header; false: there is none; a number: that row is.
 */
export function findHeader(rows: readonly HeaderCandidate[], override?: boolean | number): Header {
  const width = Math.max(0, ...rows.map((row) => row.values.length));
  if (override === false || rows.length === 0) return noHeader(width);
  if (override !== undefined) {
    const row = override === true ? rows[0] : rows.find((candidate) => candidate.row === override);
    return row ? headerOf(rows, [row], width) : noHeader(width);
  }
  let best: { rows: HeaderCandidate[]; known: number } | undefined;
  const single = rows.map((row) => [row]);
  // A header over two rows has merged cells in the first of them.
  const double = rows.flatMap((row, index) =>
    row.merged && rows[index + 1] ? [[row, rows[index + 1]!]] : [],
  );
  for (const candidate of [...single, ...double]) {
    const names = namesOf(candidate, width).filter((name) => name !== '');
    const known = names.filter((name) => (headerMeaning(name)?.confidence ?? 0) >= SURE).length;
    const enough = known > 0 && known >= names.length * MIN_KNOWN_SHARE;
    if (enough && (best === undefined || known > best.known)) best = { rows: candidate, known };
  }
  if (best) return headerOf(rows, best.rows, width);
  return looksLikeHeader(rows) ? headerOf(rows, [rows[0]!], width) : noHeader(width);
}

function noHeader(width: number): Header {
  return { columns: numbered(Array(width).fill('')), lastRow: 0, present: false, preamble: [], rows: [] };
}

function headerOf(all: readonly Row[], rows: readonly Row[], width: number): Header {
  const first = rows[0]!.row;
  const preamble = all
    .filter((row) => row.row < first)
    .map((row) =>
      row.values
        .map(cellText)
        .filter((value) => value !== '')
        .join(' '),
    );
  return {
    columns: numbered(namesOf(rows, width)),
    lastRow: rows.at(-1)!.row,
    present: true,
    preamble,
    rows: rows.map((row) => rowText(row.values)),
  };
}

/** A row as one text, to compare it with the header. */
export function rowText(values: readonly Cell[]): string {
  return values
    .map((value) => cellText(value).trim())
    .join('\u0000')
    .replace(/\u0000+$/, '');
}

/** The texts of the header rows above each other, each said once: `Name` over `First` is `Name / First`. */
function namesOf(rows: readonly Row[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const texts = rows.map((row) => cellText(row.values[column]).replace(/\s+/g, ' ').trim());
    return [...new Set(texts.filter((text) => text !== ''))].join(' / ');
  });
}

/** Gives nameless columns a number, and columns of one name a mark, so that each name stands for one column. */
function numbered(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const wanted = name === '' ? `Column ${index + 1}` : name;
    let unique = wanted;
    for (let copy = 2; taken.has(unique); copy++) unique = `${wanted} (${copy})`;
    taken.add(unique);
    return unique;
  });
}

function looksLikeHeader(rows: readonly Row[]): boolean {
  const [first, ...rest] = rows;
  const names = first!.values.map(cellText);
  if (rest.length < 2 || names.some((name) => name === '' || /\d/.test(name))) return false;
  if (new Set(names).size < names.length) return false;
  return names.some((_, column) => {
    const filled = rest.map((row) => cellText(row.values[column])).filter((text) => text !== '');
    return filled.length > 1 && filled.every((text) => /\d/.test(text));
  });
}
