import { RiegelError } from '../../../entity/index.ts';
import type { HeaderCandidate } from '../header-row.ts';
import type { RowIssue } from '../row.ts';
import type { Archive } from './archive.ts';
import { columnOf, type Merge } from './merges.ts';
import { dateOfSerial } from './number-format.ts';
import { type Sheet, TextCollector, unescapeText, type Workbook } from './workbook.ts';
import { readXml } from './xml.ts';

/** Excel's own bounds (columns, letters in a cell); a cell may be somewhat longer in files of other programs. */
const MAX_COLUMNS = 16_384;
const MAX_CELL_LENGTH = 1024 * 1024;

/**
 * The rows of one sheet, as they are unpacked. Dates come as ISO 8601, formulas as the value last computed. A cell
 * merged downwards gives its value to every row it covers; one merged to the right, to every column of a header.
 * Empty rows are not given.
 */
export async function* readSheet(
  archive: Archive,
  workbook: Workbook,
  sheet: Sheet,
  merges: readonly Merge[],
  file: string,
): AsyncIterable<readonly HeaderCandidate[]> {
  const reader = new SheetReader(workbook, sheet, merges, file);
  for await (const _ of readXml(archive.pieces(sheet.part), file, sheet.part, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

class SheetReader {
  private readonly workbook: Workbook;
  private readonly sheet: Sheet;
  private readonly file: string;
  private readonly merges: readonly Merge[];
  private nextMerge = 0;
  private active: { merge: Merge; value: string }[] = [];
  private rows: HeaderCandidate[] = [];
  private values: string[] = [];
  private issues: RowIssue[] = [];
  private row = 0;
  private column = -1;
  private type = '';
  private style = -1;
  private value = '';
  private inValue = false;
  private inCell = false;
  private readonly inline = new TextCollector();

  constructor(workbook: Workbook, sheet: Sheet, merges: readonly Merge[], file: string) {
    this.workbook = workbook;
    this.sheet = sheet;
    this.merges = merges;
    this.file = file;
  }

  take(): HeaderCandidate[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'row') {
      this.row = Number(attribute('r')) || this.row + 1;
      this.column = -1;
      this.values = [];
      this.issues = [];
    } else if (name === 'c') {
      const reference = attribute('r');
      this.column = reference === undefined ? this.column + 1 : columnOf(reference);
      this.type = attribute('t') ?? 'n';
      this.style = Number(attribute('s') ?? -1);
      this.value = '';
      this.inCell = true;
      if (this.column < 0 || this.column >= MAX_COLUMNS)
        throw this.fault(`the cell reference ${reference} is none`);
    } else if (this.inCell) {
      if (name === 'v') this.inValue = true;
      this.inline.open(name);
    }
  }

  text(piece: string): void {
    if (this.inValue) this.value += piece;
    else if (this.inCell) this.inline.add(piece);
    if (this.value.length > MAX_CELL_LENGTH)
      throw this.fault(`a cell is longer than ${MAX_CELL_LENGTH} letters`);
  }

  close(name: string): void {
    if (name === 'v') this.inValue = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (this.inCell) this.inline.close(name);
  }

  private endCell(): void {
    this.inCell = false;
    const inline = this.inline.take();
    const text = this.type === 'inlineStr' ? inline : this.cellValue();
    if (text === '') return;
    while (this.values.length < this.column) this.values.push('');
    this.values[this.column] = text;
  }

  private cellValue(): string {
    const { value } = this;
    if (value === '') return '';
    if (this.type === 's')
      return (
        this.workbook.texts[Number(value)] ??
        this.lost('messages/cell-error', 'The text of a cell is missing')
      );
    if (this.type === 'e') return this.lost('messages/cell-error', `A cell holds the error ${value}`);
    if (this.type === 'b') return value === '1' ? 'true' : 'false';
    if (this.type === 'str' || this.type === 'd') return unescapeText(value);
    const date = this.workbook.dateStyles[this.style]
      ? dateOfSerial(Number(value), this.workbook.from1904)
      : undefined;
    return date ?? (/[eE.]/.test(value) ? String(Number(value)) : value);
  }

  private lost(code: string, message: string): string {
    this.issues.push({ code, message, column: `column ${this.column + 1}` });
    return '';
  }

  private endRow(): void {
    const merged = this.fillMerged();
    if (!this.values.some((value) => value.trim() !== '')) return;
    this.rows.push({
      values: this.values,
      row: this.row,
      path: this.sheet.name,
      ...(this.issues.length > 0 ? { issues: this.issues } : {}),
      ...(merged ? { merged: true } : {}),
    });
  }

  /** Gives the values of merged cells to the cells they cover; true when one spans columns. */
  private fillMerged(): boolean {
    this.active = this.active.filter(({ merge }) => merge.bottom >= this.row);
    for (; (this.merges[this.nextMerge]?.top ?? Number.POSITIVE_INFINITY) <= this.row; this.nextMerge++) {
      const merge = this.merges[this.nextMerge]!;
      const value = merge.top === this.row ? (this.values[merge.left] ?? '') : '';
      if (value !== '') this.active.push({ merge, value });
    }
    let spans = false;
    for (const { merge, value } of this.active) {
      const last = this.row <= HEADER_ROWS ? Math.min(merge.right, merge.left + MAX_HEADER_SPAN) : merge.left;
      if (last > merge.left && merge.top === this.row) spans = true;
      for (let column = merge.left; column <= last; column++) {
        while (this.values.length < column) this.values.push('');
        if ((this.values[column] ?? '') === '') this.values[column] = value;
      }
    }
    return spans;
  }

  private fault(what: string): RiegelError {
    const place = { file: this.file, path: this.sheet.name, row: this.row, column: this.column + 1 };
    return new RiegelError('messages/bad-xlsx', `In sheet ${this.sheet.name}, row ${this.row}: ${what}`, {
      place,
    });
  }
}

/** Only here can a header stand; a cell merged to the right further down is a heading, not a value of each column. */
const HEADER_ROWS = 30;
const MAX_HEADER_SPAN = 100;
