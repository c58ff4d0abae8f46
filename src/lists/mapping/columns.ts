import { RiegelError } from '../../entity/index.ts';
import type { ListDraft } from '../list-draft.ts';
import { type CompiledMapping, names } from './compile.ts';
import { columnKey, isPseudoColumn, type Rows } from './rows.ts';

/** Properties that hold a name, or a number that names its holder as well. */
export const NAMING: ReadonlySet<string> = new Set([
  ...['name', 'alias', 'weakAlias', 'previousName', 'publicKey', 'accountId', 'email'],
  ...['idNumber', 'passportNumber', 'taxNumber', 'registrationNumber', 'imoNumber'],
]);

/**
 * Compares the columns of the files with those of the mapping: a column of one that the other does not have is
 * reported as drift. Throws `lists/header` when no column that identifies an entity is there.
 */
export function checkColumns(compiled: CompiledMapping, read: Rows, list: ListDraft): void {
  const { mapping } = compiled;
  const present = (name: string) => isPseudoColumn(name) || read.columns.has(columnKey(name));
  const needed = mapping.entity.id.key.flatMap((part) =>
    typeof part === 'string' ? [part] : [part.column, ...(part.otherwise ?? [])],
  );
  const naming = mapping.columns
    .filter((column) => NAMING.has(column.property))
    .flatMap((column) => column.column);
  for (const [group, what] of [[needed, 'identify'] as const, [naming, 'name'] as const]) {
    if (group.some((name) => !isPseudoColumn(name) && present(name))) continue;
    throw new RiegelError('lists/header', `The table has none of the columns that ${what} an entity`, {
      place: { file: list.file },
      expected: group.join(', '),
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
