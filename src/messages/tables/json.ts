import { RiegelError } from '../../entity/index.ts';
import type { LineBatch } from '../bytes/lines.ts';
import { flatten } from './flatten.ts';
import { type Cell, type Reject, type Row, type RowItem, rawOf } from './row.ts';

/** A record that is an FtM entity already. */
export interface EntityRecord {
  readonly row: number;
  readonly line?: number;
  readonly id?: string;
  readonly schema: string;
  readonly caption?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type JsonItem = RowItem | { readonly entity: EntityRecord };

/** Collects the keys of records as the columns of a table, in the order in which they first appear. */
export class KeyColumns {
  readonly names: string[] = [];
  private readonly indices = new Map<string, number>();

  /** The cells in the order of the columns, up to the last the record has; new keys become new columns. */
  valuesOf(cells: ReadonlyMap<string, Cell>): Cell[] {
    const values: Cell[] = [];
    for (const [key, cell] of cells) {
      const name = key === '' ? 'value' : key;
      let index = this.indices.get(name);
      if (index === undefined) {
        index = this.names.length;
        this.indices.set(name, index);
        this.names.push(name);
      }
      values[index] = cell;
    }
    for (let index = 0; index < values.length; index++) values[index] ??= '';
    return values;
  }
}

/**
 * Reads JSON lines: each line an object (flat, nested or an FtM entity), or a list of cells. A line that is no JSON
 * is rejected and the next one read.
 */
export async function* readJsonLines(
  batches: AsyncIterable<LineBatch>,
  columns: KeyColumns,
): AsyncIterable<readonly JsonItem[]> {
  for await (const batch of batches) {
    const items: JsonItem[] = [];
    for (const [index, text] of batch.lines.entries()) {
      const line = batch.first + index;
      const fault = batch.faults.get(index);
      if (fault?.code === 'messages/line-too-long') {
        items.push({
          reject: { row: line, line, offset: fault.offset, code: fault.code, message: fault.message },
        });
      } else if (text.trim() !== '') {
        const item = itemOf(text, line, columns);
        items.push(
          fault && 'row' in item
            ? { row: { ...item.row, issues: [{ code: fault.code, message: fault.message }] } }
            : item,
        );
      }
    }
    yield items;
  }
}

function itemOf(text: string, line: number, columns: KeyColumns): JsonItem {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    const message = `The line is not JSON: ${withoutInput(error)}`;
    return { reject: { row: line, line, code: 'messages/bad-json', message, raw: rawOf(text) } };
  }
  return itemOfRecord(record, { row: line, line }, columns, text);
}

/**
 * Reads a JSON document in one piece: a list of records, an object that holds one, or one record.
 * @throws RiegelError `messages/bad-json` with line and column.
 */
export function readJsonDocument(text: string, file: string, columns: KeyColumns): readonly JsonItem[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    const found = /line (\d+) column (\d+)/.exec(String(cause));
    const place = found ? { line: Number(found[1]), column: Number(found[2]) } : {};
    throw new RiegelError('messages/bad-json', `${file} is not JSON: ${withoutInput(cause)}`, {
      place: { file, ...place },
    });
  }
  return recordsOf(document).map((record, index) => itemOfRecord(record, { row: index + 1 }, columns, ''));
}

function recordsOf(document: unknown): readonly unknown[] {
  if (Array.isArray(document)) return document;
  if (typeof document !== 'object' || document === null) return [document];
  const lists = Object.values(document).filter((value) => Array.isArray(value) && value.some(isObject));
  return 'schema' in document || 'name' in document || lists.length === 0 ? [document] : lists.flat();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function itemOfRecord(
  record: unknown,
  place: { row: number; line?: number },
  columns: KeyColumns,
  text: string,
): JsonItem {
  if (isObject(record)) {
    const { id, schema, caption, properties } = record;
    if (typeof schema === 'string' && isObject(properties)) {
      const facts = {
        ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
        ...(typeof caption === 'string' ? { caption } : {}),
      };
      return { entity: { ...place, ...facts, schema, properties } };
    }
    const cells = flatten(record);
    if (cells === undefined)
      return { reject: reject(place, text, 'The record is nested too deep or has too many keys') };
    return { row: rowOf(place, columns.valuesOf(cells)) };
  }
  if (Array.isArray(record)) {
    const cells = flatten(Object.fromEntries(record.map((value, index) => [`Column ${index + 1}`, value])));
    if (cells) return { row: rowOf(place, columns.valuesOf(cells)) };
  }
  if (typeof record === 'string') return { row: rowOf(place, columns.valuesOf(new Map([['name', record]]))) };
  return { reject: reject(place, text, 'The record is neither an object nor a list nor a name') };
}

function rowOf(place: { row: number; line?: number }, values: readonly Cell[]): Row {
  return { ...place, values };
}

function reject(place: { row: number; line?: number }, text: string, message: string): Reject {
  return { ...place, code: 'messages/bad-record', message, ...(text !== '' ? { raw: rawOf(text) } : {}) };
}

/** What the parser says, without the piece of the input it quotes: that may be somebody's data. */
function withoutInput(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/,? ?(\.\.\.)?".*$/s, '');
}
