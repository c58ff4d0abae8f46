import { identifierFamily, type Origin, type Subject } from '../../entity/index.ts';
import { cleanText } from './clean.ts';
import type { ColumnMapping, MappedColumn } from './columns.ts';
import { readFact, saysNothing } from './facts.ts';
import { cellText, cellValues, type Reject, type Row, type RowIssue, rawOf } from './row.ts';
import { hasLegalForm, schemaOfWord } from './schema-words.ts';

/** A subject of a row, or a reason why the row gives none. */
export type SubjectItem =
  | { readonly subject: Subject; readonly issues?: readonly RowIssue[] }
  | { readonly reject: Reject };

/** A longer text is no name. The longest names on official lists have some 350 letters. */
export const MAX_NAME_LENGTH = 1000;
/** Values that only names, not facts, are read from. */
const NAMING = new Set(['name', 'namePart', 'companyName', 'vesselName']);
const GIVEN = ['firstName', 'middleName', 'patronymic'] as const;
/** Parts that are put together, in the order in which they are. */
const ADDRESS = ['street', 'postalCode', 'city', 'region'] as const;
const BIRTH = ['birthYear', 'birthMonth', 'birthDay'] as const;
const PARTS = new Set<string>([
  ...ADDRESS,
  ...BIRTH,
  'namePart',
  'companyName',
  'vesselName',
  'id',
  'schema',
]);

const DASHES = /^[-–—]+$/;

/** A day number of Excel between 1927 and 2173 in a date column: a workbook's date that lost its format. */
const EXCEL_SERIAL = /^[1-9]\d{4}$/;

interface Value {
  readonly text: string;
  readonly column: MappedColumn;
}

/** The values of one party of a row, by role. */
type Values = Map<string, Value[]>;

/**
 * Makes the subjects of one row: one for each party that has a name or a number that identifies it, and the firm
 * beside a person as one of its own. A row in which there is nothing to screen is rejected, never dropped.
 * @param document name of the document, for the origin.
 */
export function subjectsOfRow(
  row: Row,
  mapping: ColumnMapping,
  document: string,
  format: string,
): readonly SubjectItem[] {
  const issues: RowIssue[] = [...(row.issues ?? [])];
  const parties = new Map<string | undefined, Values>();
  for (const column of mapping.columns) {
    for (const cell of cellValues(row.values[column.index])) {
      const { text, removed } = cleanText(cell);
      for (const code of removed) issues.push({ code, message: REMOVED[code], column: column.column });
      if (text === '') continue;
      const values = parties.get(column.party) ?? new Map<string, Value[]>();
      parties.set(column.party, values);
      values.set(column.role, [...(values.get(column.role) ?? []), { text, column }]);
    }
  }
  const main = parties.get(undefined);
  const id = main?.get('id')?.[0]?.text;
  const items: SubjectItem[] = [];
  for (const [party, values] of parties) {
    for (const one of party === undefined ? [values] : membersOf(values)) {
      items.push(...subjectsOfParty(one, row, document, format, id, issues));
    }
  }
  if (items.length === 0) items.push({ reject: noName(row) });
  return items;
}

/** Several names of a party (a list of directors) are several subjects; which fact is whose is then not known. */
function membersOf(values: Values): readonly Values[] {
  const names = values.get('name') ?? [];
  if (names.length < 2 || names.some(({ column }) => column !== names[0]!.column)) return [values];
  return names.map((name) => new Map([['name', [name]]]));
}

const REMOVED = {
  'messages/control-characters': 'Control characters were taken out',
  'messages/direction-marks': 'Marks of writing direction were taken out',
} as const;

function subjectsOfParty(
  values: Values,
  row: Row,
  document: string,
  format: string,
  id: string | undefined,
  issues: readonly RowIssue[],
): SubjectItem[] {
  const items: SubjectItem[] = [];
  const named = namesOf(values);
  const identified = named.length === 0 ? identifyingColumn(values) : undefined;
  if (identified !== undefined) {
    const nameless: Names = { kind: 'main', texts: [], column: identified };
    return [subjectOf(nameless, values, originOf(row, document, format, identified), id, issues)];
  }
  for (const names of named) {
    const tooLong = names.texts.find((name) => name.length > MAX_NAME_LENGTH);
    if (tooLong !== undefined) {
      const message = `A name of ${tooLong.length} letters is longer than ${MAX_NAME_LENGTH}`;
      items.push({
        reject: { ...placeOf(row), code: 'messages/name-too-long', message, raw: rawOf(tooLong) },
      });
      continue;
    }
    const readable = names.texts.filter((name) => /[\p{L}\p{N}]/u.test(name));
    if (readable.length === 0) {
      const message = 'The name holds no letter';
      const raw = rawOf(names.texts.join('; '));
      items.push({ reject: { ...placeOf(row), code: 'messages/no-name', message, raw } });
      continue;
    }
    items.push(
      subjectOf(
        { ...names, texts: readable },
        values,
        originOf(row, document, format, names.column),
        id,
        issues,
      ),
    );
  }
  return items;
}

/** The first column of a party that holds a number which identifies. */
function identifyingColumn(values: Values): MappedColumn | undefined {
  for (const [role, list] of values) {
    if (identifierFamily(role) === undefined) continue;
    const held = list.find(({ text }) => !saysNothing(text));
    if (held !== undefined) return held.column;
  }
  return undefined;
}

interface Names {
  readonly kind: 'main' | 'firm' | 'firm-beside';
  readonly texts: readonly string[];
  readonly column: MappedColumn;
}

/** The names of a party: those of the person or thing, and those of a firm beside it. */
function namesOf(values: Values): Names[] {
  // A dash beside a passport's number is a name left out, not a name that cannot be read.
  const dashes = identifyingColumn(values) !== undefined;
  const full = [...(values.get('name') ?? []), ...(values.get('vesselName') ?? [])].filter(
    ({ text }) => !(dashes && DASHES.test(text)),
  );
  const numbered = values.get('namePart') ?? [];
  const parts = [...GIVEN.flatMap((role) => values.get(role) ?? []), ...(values.get('lastName') ?? [])];
  const companies = values.get('companyName') ?? [];
  const texts = full.map((value) => value.text);
  for (const joined of [joinedParts(values), numbered.map((value) => value.text).join(' ')]) {
    if (joined !== '' && !texts.some((text) => sameWords(text, joined))) texts.push(joined);
  }
  const found: Names[] = [];
  const column = (full[0] ?? numbered[0] ?? parts[0])?.column;
  if (column) found.push({ kind: 'main', texts, column });
  const firms = companies
    .map((value) => value.text)
    .filter((firm) => !texts.some((text) => sameWords(text, firm)));
  if (firms.length > 0) {
    found.push({ kind: column ? 'firm-beside' : 'firm', texts: firms, column: companies[0]!.column });
  }
  return found;
}

/** First, middle and last names as one; the last name alone where it holds the others already. */
function joinedParts(values: Values): string {
  const text = (role: string) => (values.get(role) ?? []).map((value) => value.text).join(' ');
  const given = GIVEN.map(text)
    .filter((part) => part !== '')
    .join(' ');
  const last = text('lastName');
  if (given !== '' && last !== '' && words(given).every((word) => words(last).includes(word))) return last;
  return [given, last].filter((part) => part !== '').join(' ');
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

function sameWords(a: string, b: string): boolean {
  return words(a).toSorted().join(' ') === words(b).toSorted().join(' ');
}

function subjectOf(
  names: Names,
  values: Values,
  origin: Origin,
  id: string | undefined,
  rowIssues: readonly RowIssue[],
): SubjectItem {
  const issues = [...rowIssues];
  const schema = names.kind === 'firm-beside' ? 'Company' : schemaOfValues(values, names, issues);
  const properties = new Map<string, string[]>();
  if (names.texts.length > 0) properties.set('name', [...names.texts]);
  const add = (property: string, found: readonly string[]) => {
    const known = properties.get(property) ?? [];
    const fresh = found.filter((value) => !known.includes(value));
    if (fresh.length > 0) properties.set(property, [...known, ...fresh]);
  };
  // A firm beside a person has the row's reference, not the person's birth date or passport.
  const shared = names.kind === 'firm-beside' ? new Map<string, Value[]>() : values;
  for (const [role, list] of shared) {
    if (NAMING.has(role) || PARTS.has(role)) continue;
    for (const { text, column } of list) {
      const order = column.dayFirst === undefined ? {} : { dayFirst: column.dayFirst };
      const hints = { ...order, excelSerial: EXCEL_SERIAL.test(text) };
      const fact = readFact(text, role, schema, column.column, hints);
      add(role === 'patronymic' ? 'fatherName' : role, fact.values);
      issues.push(...fact.issues);
    }
  }
  const join = (roles: readonly string[], by: string) =>
    roles.flatMap((role) => shared.get(role)?.map((value) => value.text) ?? []).join(by);
  const address = join(ADDRESS, ', ');
  if (address !== '') add('address', [address]);
  const born = join(BIRTH, '-');
  if (born !== '' && !properties.has('birthDate')) {
    const fact = readFact(born, 'birthDate', 'Person', 'birthYear', {});
    add('birthDate', fact.values);
    issues.push(...fact.issues);
  }
  const subject: Subject = {
    ...(id !== undefined ? { id } : {}),
    schema,
    properties: Object.freeze(Object.fromEntries(properties)),
    origin,
  };
  return { subject: Object.freeze(subject), ...(issues.length > 0 ? { issues } : {}) };
}

/** Numbers that only people have. */
const PERSONAL = ['passportNumber', 'socialSecurityNumber'];

function schemaOfValues(values: Values, names: Names, issues: RowIssue[]): string {
  const stated = values.get('schema')?.[0];
  if (stated) {
    const schema = schemaOfWord(stated.text);
    if (schema !== undefined) return schema;
    const message = 'Not a kind of subject we know; taken from the other columns';
    issues.push({ code: 'messages/unknown-type', message, column: stated.column.column });
  }
  if (['vesselName', 'imoNumber', 'mmsi'].some((role) => values.has(role))) return 'Vessel';
  if (names.texts.length === 0 && values.has('publicKey')) return 'CryptoWallet';
  if (['birthDate', 'birthYear', 'gender', 'firstName'].some((role) => values.has(role))) return 'Person';
  if (names.texts.length === 0 && PERSONAL.some((role) => values.has(role))) return 'Person';
  return names.kind === 'firm' || names.texts.some(hasLegalForm) ? 'Company' : 'LegalEntity';
}

function originOf(row: Row, document: string, format: string, column: MappedColumn): Origin {
  const { line, path } = row;
  const place = { ...(line !== undefined ? { line } : {}), ...(path !== undefined ? { path } : {}) };
  return Object.freeze({ document, format, row: row.row, ...place, column: column.index + 1 });
}

function placeOf(row: Row): Pick<Reject, 'row' | 'line' | 'path'> {
  const { line, path } = row;
  return { row: row.row, ...(line !== undefined ? { line } : {}), ...(path !== undefined ? { path } : {}) };
}

function noName(row: Row): Reject {
  const raw = rawOf(row.values.map(cellText).join(' | '));
  return { ...placeOf(row), code: 'messages/no-name', message: 'The row names and identifies nobody', raw };
}
