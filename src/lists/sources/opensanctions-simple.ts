import type { Entity } from '../../entity/index.ts';
import { ListDraft } from '../list-draft.ts';
import { columnKey, type Row, readRows } from '../mapping/rows.ts';
import { cellReader } from '../mapping/values.ts';
import type { ParsedList, Source, SourceFile } from '../source.ts';

const COLUMNS = [
  'id',
  'schema',
  'name',
  'aliases',
  'birth_date',
  'countries',
  'addresses',
  'identifiers',
  'sanctions',
];
const LATER = ['phones', 'emails', 'program_ids', 'dataset', 'first_seen', 'last_seen', 'last_change'];

/** Values of a cell: parted by `;`, quoted as in CSV where they hold one. */
const values = cellReader({ column: '', property: '', split: { quoted: ';' } });

/** Columns of one kind of value, and the property they fill. */
const PROPERTIES: readonly (readonly [column: string, property: string])[] = [
  ['aliases', 'alias'],
  ['birth_date', 'birthDate'],
  ['countries', 'country'],
  ['addresses', 'address'],
  ['phones', 'phone'],
  ['emails', 'email'],
];

/** The table `targets.simple.csv`: one row for each designated entity, all identifiers in one column. */
export function parseSimple(files: readonly SourceFile[], source: Source): ParsedList {
  const read = readRows(files, {
    format: 'csv',
    names: [],
    encoding: 'utf-8',
    header: { find: ['id', 'schema', 'name'] },
  });
  const list = new ListDraft(source, files[0]!.name);
  list.take(read.issues);
  for (const name of COLUMNS) {
    if (!read.columns.has(name)) list.issue('drift', 'missing-column', `The column ${name} is missing`);
  }
  for (const [key, name] of read.columns) {
    if (![...COLUMNS, ...LATER].includes(key))
      list.issue('drift', 'unknown-column', `The column "${name}" is not known`);
  }
  const seen = new Map<string, Row>();
  for (const row of read.rows) readRow(row, list, seen);
  const { entities, ...rest } = list.build();
  return { ...rest, entities: entities.map((entity) => withTimes(entity, seen.get(entity.id))) };
}

function readRow(row: Row, list: ListDraft, seen: Map<string, Row>): void {
  const cell = (name: string) => row.cells.get(columnKey(name)) ?? '';
  const [id, schema, name] = [cell('id'), cell('schema'), cell('name')];
  const place = { line: row.line };
  if (id === '' || schema === '' || name === '' || seen.has(id)) {
    const why = seen.has(id) ? `repeats the id ${id}` : 'lacks an id, a schema or a name';
    list.issue('rejected', 'bad-entity', `The row ${why}`, place);
    return;
  }
  seen.set(id, row);
  const entity = list.designated(id, schema);
  entity.add('name', name, { element: 'name', quality: 'primary' });
  for (const [column, property] of PROPERTIES) {
    for (const { value } of values(cell(column))) entity.add(property, value, { element: column });
  }
  for (const { value } of values(cell('identifiers'))) {
    entity.add(identifierProperty(schema, value), value, { element: 'identifiers' });
  }
  const sanctions = values(cell('sanctions'));
  const programs = values(cell('program_ids'));
  if (sanctions.length + programs.length === 0) return;
  const sanction = list.linked(`${id}-sanction`, 'Sanction');
  sanction.add('entity', id);
  for (const { value } of sanctions) sanction.add('summary', value, { element: 'sanctions' });
  for (const { value } of programs) sanction.add('programId', value, { element: 'program_ids' });
}

/** The table does not say what a number is; of vessels its form does (IMO and MMSI numbers). */
function identifierProperty(schema: string, value: string): string {
  if (schema === 'Vessel') {
    if (/^(?:IMO\s?)?\d{7}$/i.test(value)) return 'imoNumber';
    return /^\d{9}$/.test(value) ? 'mmsi' : 'registrationNumber';
  }
  if (schema === 'CryptoWallet') return 'publicKey';
  return /^(?:Vehicle|Airplane|Asset|Address|Security)$/.test(schema) ? 'notes' : 'idNumber';
}

function withTimes(entity: Entity, row: Row | undefined): Entity {
  if (!row) return entity;
  const times = (['first_seen', 'last_seen', 'last_change'] as const)
    .map((name) => [name, row.cells.get(name) ?? ''] as const)
    .filter(([, value]) => value !== '');
  return Object.freeze({ ...entity, ...Object.fromEntries(times) });
}
