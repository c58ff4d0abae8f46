import type { ValueNote } from '../../entity/index.ts';
import type { EntityDraft } from '../entity-draft.ts';
import { ListDraft } from '../list-draft.ts';
import { addRegimes, regimesOf } from '../regime.ts';
import { REGIME_WORDS, type Regime } from '../regimes.data.ts';
import type { ParsedList, ParseIssue, Source, SourceFile } from '../source.ts';
import { checkColumns, NAMING } from './columns.ts';
import { type CompiledColumn, type CompiledMapping, cellOf, digest, filled, names } from './compile.ts';
import { addDates } from './date-values.ts';
import type { Constants, ListMapping } from './mapping.ts';
import { columnKey, isPseudoColumn, type Row, readRows } from './rows.ts';

type Place = Pick<ParseIssue, 'file' | 'line' | 'path'>;

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

/** An entity without any name cannot be found by anyone: it is taken out and reported, with its Sanction. */
function withoutNameless(list: ParsedList, rowOf: ReadonlyMap<string, Row>): ParsedList {
  const nameless = new Set<string>();
  const issues: ParseIssue[] = [];
  for (const entity of list.entities) {
    const row = rowOf.get(entity.id);
    if (!row || Object.keys(entity.properties).some((property) => NAMING.has(property))) continue;
    nameless.add(entity.id);
    const message = `The entity ${entity.id} has no name`;
    issues.push({ severity: 'rejected', code: 'no-name', message, ...placeOf(row) });
  }
  if (nameless.size === 0) return list;
  const belongs = (entity: ParsedList['entities'][number]) =>
    nameless.has(entity.id) ||
    (entity.schema === 'Sanction' && nameless.has(entity.properties.entity?.[0] ?? ''));
  return {
    ...list,
    entities: list.entities.filter((entity) => !belongs(entity)),
    issues: [...list.issues, ...issues],
  };
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

function placeOf(row: Row): Place {
  const sheet = row.cells.get('$sheet');
  return { file: row.file, line: row.line, ...(sheet ? { path: sheet } : {}) };
}
