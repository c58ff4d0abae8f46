import type { Cell } from './row.ts';

/** An object that goes deeper than this is refused: no table does, and walking it would cost the stack. */
const MAX_DEPTH = 16;
/** A record with more different keys than this is a document, not a row. */
const MAX_KEYS = 5000;

/**
 * A record of a format with objects and lists, as flat cells: `{name: {first: "A"}, aliases: ["B", "C"]}` becomes
 * `name.first` with `A` and `aliases` with `B` and `C`. Keys go into a Map, so that `__proto__` is a key like others.
 * @returns undefined when the record is too deep or has too many keys.
 */
export function flatten(record: object): ReadonlyMap<string, Cell> | undefined {
  const cells = new Map<string, string[]>();
  return walk(record, '', cells, 0)
    ? new Map([...cells].map(([key, values]) => [key, oneOrMany(values)]))
    : undefined;
}

function oneOrMany(values: string[]): Cell {
  return values.length === 1 ? values[0]! : values;
}

function walk(value: unknown, path: string, cells: Map<string, string[]>, depth: number): boolean {
  if (depth > MAX_DEPTH || cells.size > MAX_KEYS) return false;
  if (Array.isArray(value)) return value.every((item) => walk(item, path, cells, depth + 1));
  if (isRecord(value)) {
    return Object.entries(value).every(([key, item]) =>
      walk(item, path === '' ? key : `${path}.${key}`, cells, depth + 1),
    );
  }
  const values = cells.get(path) ?? [];
  cells.set(path, values);
  const text = scalarText(value);
  if (text !== '') values.push(text);
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Date) && !ArrayBuffer.isView(value)
  );
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return '';
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return String(value);
}
