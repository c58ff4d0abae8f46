import { createHash } from 'node:crypto';
import type { ColumnMapping, Condition, KeyPart, ListMapping } from './mapping.ts';
import { columnKey, type Row } from './rows.ts';
import { cellReader } from './values.ts';

/** A mapping made ready: regular expressions compiled, columns by key. */
export interface CompiledMapping {
  readonly mapping: ListMapping;
  readonly skip: readonly ((row: Row) => boolean)[];
  readonly columns: readonly CompiledColumn[];
  readonly addresses: readonly CompiledAddress[];
  readonly key: readonly ((row: Row) => string)[];
  readonly designates: (row: Row) => boolean;
  readonly schemaOf: (row: Row) => string | undefined;
}

export interface CompiledColumn {
  readonly mapping: ColumnMapping;
  readonly keys: readonly string[];
  readonly applies: (row: Row) => boolean;
  readonly read: ReturnType<typeof cellReader>;
}

interface CompiledAddress {
  readonly property: string;
  readonly applies: (row: Row) => boolean;
  readonly parts: readonly { readonly text: string; readonly key?: string }[];
  readonly element: string;
}

export function compileMapping(mapping: ListMapping): CompiledMapping {
  return {
    mapping,
    skip: (mapping.file.skip ?? []).map((condition) => fulfils([condition])),
    columns: mapping.columns.map((column) => ({
      mapping: column,
      keys: names(column.column).map(columnKey),
      applies: fulfils(column.when ?? []),
      read: cellReader(column),
    })),
    addresses: (mapping.addresses ?? []).map((address) => ({
      property: address.property ?? 'address',
      applies: fulfils(address.when ?? []),
      parts: templateParts(address.template),
      element: address.template,
    })),
    key: mapping.entity.id.key.map((part) => keyReader(typeof part === 'string' ? { column: part } : part)),
    designates: fulfils(mapping.entity.designated ?? []),
    schemaOf: schemaChooser(mapping.entity.schema),
  };
}

function keyReader({ column, match, otherwise }: KeyPart): (row: Row) => string {
  const pattern = match === undefined ? undefined : new RegExp(match, 'iu');
  const cell = cellOf(columnKey(column));
  const others = (otherwise ?? []).map((name) => cellOf(columnKey(name)));
  return (row) => {
    const text = cell(row);
    if (text === '' && others.length > 0) return digest(others.map((other) => other(row))).slice(0, 12);
    return pattern ? (pattern.exec(text)?.[0] ?? '') : text;
  };
}

function schemaChooser(schema: ListMapping['entity']['schema']): (row: Row) => string | undefined {
  if (typeof schema === 'string') return () => schema;
  const cases = schema.cases.map((one) => ({ schema: one.schema, holds: fulfils(one.when) }));
  return (row) => cases.find((one) => one.holds(row))?.schema ?? schema.otherwise;
}

function fulfils(conditions: readonly Condition[]): (row: Row) => boolean {
  const tests = conditions.map(({ column, matches, lacks }) => {
    const cell = cellOf(columnKey(column));
    const must = matches === undefined ? undefined : new RegExp(matches, 'iu');
    const mustNot = lacks === undefined ? undefined : new RegExp(lacks, 'iu');
    return (row: Row) => (!must || must.test(cell(row))) && !mustNot?.test(cell(row));
  });
  return (row) => tests.every((test) => test(row));
}

function templateParts(template: string): CompiledAddress['parts'] {
  return [...template.matchAll(/([^{}]*)(?:\{([^{}]+)\})?/g)]
    .filter((match) => match[0] !== '')
    .map((match) => ({ text: match[1]!, ...(match[2] && { key: columnKey(match[2]) }) }));
}

/** The text before an empty column is left out with it, so that no comma stands alone. */
export function filled(address: CompiledAddress, row: Row): string {
  let full = '';
  for (const { text, key } of address.parts) {
    const cell = key === undefined ? '' : (row.cells.get(key) ?? '').replace(/^[-–\s]+$/, '');
    if (key === undefined || cell !== '') full += (full === '' ? text.replace(/^[\s,;]+/, '') : text) + cell;
  }
  return full;
}

/** SHA-1 of the parts, differences of white space and case aside. */
export function digest(parts: readonly string[]): string {
  const text = parts.map((part) => part.replace(/\s+/g, ' ').trim().toLowerCase()).join('\u001f');
  return createHash('sha1').update(text).digest('hex');
}

export function cellOf(key: string): (row: Row) => string {
  return (row) => row.cells.get(key) ?? '';
}

export function names(column: string | readonly string[]): readonly string[] {
  return typeof column === 'string' ? [column] : column;
}
