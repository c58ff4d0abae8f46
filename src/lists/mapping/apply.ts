import { createHash } from 'node:crypto';
import { RiegelError, type ValueNote } from '../../entity/index.ts';
import type { EntityDraft } from '../entity-draft.ts';
import { ListDraft } from '../list-draft.ts';
import { addRegimes, regimesOf } from '../regime.ts';
import { REGIME_WORDS, type Regime } from '../regimes.data.ts';
import type { ParsedList, ParseIssue, Source, SourceFile } from '../source.ts';
import { addDates } from './date-values.ts';
import type { ColumnMapping, Condition, Constants, KeyPart, ListMapping } from './mapping.ts';
import { columnKey, isPseudoColumn, type Row, type Rows, readRows } from './rows.ts';
import { cellReader } from './values.ts';

type Place = Pick<ParseIssue, 'file' | 'line' | 'path'>;

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

interface CompiledColumn {
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

/**
 * The entities of a publication, read by a mapping. A row that cannot be read is rejected by its line; an
 * unknown column, value or country is reported as drift.
 *
 * Throws RiegelError when a file is not the table it should be or lacks a column that the identity needs.
 */
export function applyMapping(
  compiled: CompiledMapping,
  files: readonly SourceFile[],
  source: Source,
): ParsedList {
  const { mapping } = compiled;
  const read = readRows(files, mapping.file);
  const list = new ListDraft(source, files[0]?.name ?? '');
  list.take(read.issues);
  checkColumns(compiled, read, list);
  const identified: Identified[] = [];
  for (const row of read.rows) {
    if (!compiled.skip.some((skips) => skips(row))) identify(compiled, row, list, identified);
  }
  if (!mapping.entity.merge) tellApart(identified, mapping, list);
  const rowOf = new Map<string, Row>();
  const designated = new Set(identified.filter(({ row }) => compiled.designates(row)).map(({ id }) => id));
  for (const { id, schema, row } of identified) {
    if (!rowOf.has(id)) rowOf.set(id, row);
    const entity = designated.has(id) ? list.designated(id, schema) : list.linked(id, schema);
    readRow(compiled, row, entity, list);
  }
  return withoutNameless(list.build(), rowOf);
}

interface Identified {
  readonly id: string;
  readonly schema: string;
  readonly row: Row;
}

/** Two rows with one id in a list that does not repeat entities: two people must not become one. */
function tellApart(identified: Identified[], mapping: ListMapping, list: ListDraft): void {
  const columns = mapping.entity.id.key
    .map((part) => (typeof part === 'string' ? part : part.column))
    .filter((name) => !isPseudoColumn(name))
    .map(columnKey);
  const times = new Map<string, number>();
  identified.forEach((one, i) => {
    // A key merged over several rows of a sheet: they are one record.
    if (columns.every((key) => one.row.above.has(key))) return;
    const time = (times.get(one.id) ?? 0) + 1;
    times.set(one.id, time);
    if (time === 1) return;
    const id = `${one.id}-${time}`;
    list.issue(
      'mended',
      'repeated-id',
      `The id ${one.id} stands above already: this row gets ${id}`,
      placeOf(one.row),
    );
    identified[i] = { ...one, id };
  });
}

function identify(compiled: CompiledMapping, row: Row, list: ListDraft, identified: Identified[]): void {
  const schema = compiled.schemaOf(row);
  const key = compiled.key.map((part) => part(row));
  if (schema !== undefined && key.some((part) => part !== '')) {
    identified.push({ id: idOf(compiled.mapping, key), schema, row });
    return;
  }
  const lacking = schema === undefined ? 'schema' : 'key';
  list.issue('rejected', `no-${lacking}`, `The row has no ${lacking} that the mapping knows`, placeOf(row));
}

function readRow(compiled: CompiledMapping, row: Row, entity: EntityDraft, list: ListDraft): void {
  const { mapping } = compiled;
  const place = placeOf(row);
  const sanction = mapping.sanction ? sanctionOf(mapping, row, entity, list) : undefined;
  for (const column of compiled.columns) {
    if (column.mapping.schemata && !column.mapping.schemata.includes(entity.schema)) continue;
    if (!column.applies(row)) continue;
    const holder = column.mapping.on === 'sanction' ? sanction : entity;
    if (holder) readColumn(column, row, holder, list, place);
  }
  for (const address of compiled.addresses) {
    if (address.applies(row))
      entity.add(address.property, filled(address, row), { element: address.element });
  }
  if (entity.target) addConstants(entity, mapping.constants);
}

function readColumn(
  column: CompiledColumn,
  row: Row,
  holder: EntityDraft,
  list: ListDraft,
  place: Place,
): void {
  const { mapping } = column;
  const at = column.keys.findIndex((key) => (row.cells.get(key) ?? '') !== '');
  if (at < 0) return;
  const element = names(mapping.column)[at]!;
  for (const { value, original } of column.read(row.cells.get(column.keys[at]!)!)) {
    const note: ValueNote = {
      element,
      ...(original !== undefined && { original }),
      ...(mapping.quality && { quality: mapping.quality }),
      ...(mapping.kind && { kind: mapping.kind }),
      ...(mapping.lang && { lang: mapping.lang }),
    };
    if (mapping.linked) {
      const { schema, link } = mapping.linked;
      const linked = list.linked(
        `${holder.id}-${schema.toLowerCase()}-${digest([value]).slice(0, 12)}`,
        schema,
      );
      linked.add(link, holder.id);
      linked.add(mapping.property, value, note);
    } else if (mapping.country) list.country(holder, mapping.property, value, note, place);
    else if (mapping.date) addDates(list, holder, mapping.property, value, mapping.date, note, place);
    else if (mapping.property === 'keywords')
      addRegimes(list, holder, value, regimesIn(value), element, place);
    else holder.add(mapping.property, value, note);
  }
}

const REGIMES = new Set<string>(REGIME_WORDS.flatMap(([, regimes]) => regimes));

function regimesIn(text: string): readonly Regime[] {
  return REGIMES.has(text) ? [text as Regime] : regimesOf(text);
}

function sanctionOf(mapping: ListMapping, row: Row, entity: EntityDraft, list: ListDraft): EntityDraft {
  const key = (mapping.sanction?.key ?? []).map((column) => cellOf(columnKey(column))(row));
  const id = key.length === 0 ? `${entity.id}-sanction` : `${entity.id}-sanction-${digest(key).slice(0, 12)}`;
  const sanction = list.linked(id, 'Sanction');
  sanction.add('entity', entity.id);
  sanction.add('authority', mapping.authority);
  sanction.add('country', mapping.jurisdiction);
  addConstants(sanction, mapping.sanction?.constants);
  return sanction;
}

function addConstants(holder: EntityDraft, constants: Constants | undefined): void {
  for (const [property, values] of Object.entries(constants ?? {})) {
    for (const value of values) holder.add(property, value);
  }
}

function checkColumns(compiled: CompiledMapping, read: Rows, list: ListDraft): void {
  const { mapping } = compiled;
  const present = (name: string) => isPseudoColumn(name) || read.columns.has(columnKey(name));
  const needed = [...mapping.entity.id.key.map((part) => (typeof part === 'string' ? part : part.column))];
  if (!needed.some(present)) {
    throw new RiegelError('lists/header', 'The table has none of the columns that identify an entity', {
      place: { file: list.file },
      expected: needed.join(', '),
    });
  }
  const schema = mapping.entity.schema;
  const conditions = [
    ...(typeof schema === 'string' ? [] : schema.cases.flatMap((one) => one.when)),
    ...(mapping.entity.designated ?? []),
    ...(mapping.file.skip ?? []),
  ];
  const known = new Set(
    [...needed, ...(mapping.ignore ?? []), ...conditions.map((one) => one.column)].map(columnKey),
  );
  for (const { mapping: column, keys } of compiled.columns) {
    for (const key of keys) known.add(key);
    for (const condition of column.when ?? []) known.add(columnKey(condition.column));
    if (!column.optional && !names(column.column).some(present)) {
      list.issueOnce('drift', 'missing-column', `The column ${names(column.column).join(' or ')} is missing`);
    }
  }
  for (const address of compiled.addresses) for (const { key } of address.parts) known.add(key ?? '');
  for (const name of [...(mapping.sanction?.key ?? []), ...(mapping.file.fillDown ?? [])])
    known.add(columnKey(name));
  for (const [key, name] of read.columns) {
    if (!known.has(key)) list.issue('drift', 'unknown-column', `The column "${name}" is not in the mapping`);
  }
}

/** An entity without any name cannot be found by anyone: it is taken out and reported, with its Sanction. */
function withoutNameless(list: ParsedList, rowOf: ReadonlyMap<string, Row>): ParsedList {
  const nameless = new Set<string>();
  const issues: ParseIssue[] = [];
  for (const entity of list.entities) {
    const row = rowOf.get(entity.id);
    if (!row || NAMING.some((property) => entity.properties[property]?.length)) continue;
    nameless.add(entity.id);
    const message = `The entity ${entity.id} has no name`;
    issues.push({ severity: 'rejected', code: 'no-name', message, ...placeOf(row) });
  }
  if (nameless.size === 0) return list;
  const belongs = (entity: ParsedList['entities'][number]) =>
    nameless.has(entity.id) ||
    (entity.schema === 'Sanction' && nameless.has(entity.properties['entity']?.[0] ?? ''));
  return {
    ...list,
    entities: list.entities.filter((entity) => !belongs(entity)),
    issues: [...list.issues, ...issues],
  };
}

/** A name, or a number that names its holder as well. */
const NAMING = [
  ...['name', 'alias', 'weakAlias', 'previousName', 'publicKey', 'accountNumber', 'email'],
  ...['idNumber', 'passportNumber', 'taxNumber', 'registrationNumber', 'imoNumber'],
];

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
function filled(address: CompiledAddress, row: Row): string {
  let full = '';
  for (const { text, key } of address.parts) {
    const cell = key === undefined ? '' : (row.cells.get(key) ?? '').replace(/^[-–\s]+$/, '');
    if (key === undefined || cell !== '') full += (full === '' ? text.replace(/^[\s,;]+/, '') : text) + cell;
  }
  return full;
}

function idOf(mapping: ListMapping, key: readonly string[]): string {
  const { prefix, digest: digested } = mapping.entity.id;
  if (digested) return `${prefix}-${digest(key)}`;
  const slug = key
    .filter((part) => part !== '')
    .map((part) =>
      part
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, ''),
    )
    .join('-');
  return `${prefix}-${slug}`;
}

/** SHA-1 of the parts, differences of white space and case aside. */
function digest(parts: readonly string[]): string {
  const text = parts.map((part) => part.replace(/\s+/g, ' ').trim().toLowerCase()).join('\u001f');
  return createHash('sha1').update(text).digest('hex');
}

function cellOf(key: string): (row: Row) => string {
  return (row) => row.cells.get(key) ?? '';
}

function names(column: string | readonly string[]): readonly string[] {
  return typeof column === 'string' ? [column] : column;
}

function placeOf(row: Row): Place {
  const sheet = row.cells.get('$sheet');
  return { file: row.file, line: row.line, ...(sheet ? { path: sheet } : {}) };
}
