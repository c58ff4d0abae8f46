import { identifierFamily, RiegelError } from '../../entity/index.ts';
import { type ContentSurvey, contentMeaning, surveyColumn } from './content.ts';
import { headerMeaning, headerNumber } from './headers.ts';
import type { Row } from './row.ts';

/** What one column of a table was taken to hold. */
export interface MappedColumn {
  readonly column: string;
  /** Index in the rows, from 0. */
  readonly index: number;
  /** FtM property, `id`, `schema`, or a part that is put together with others (see `column-names.data.json`). */
  readonly role: string;
  /** Whose, where the table names several parties in a row; absent for the row's main subject. */
  readonly party?: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly basis: 'caller' | 'header' | 'content';
  /** Of a date column in figures: what its sample says about the order of day and month. */
  readonly dayFirst?: boolean;
  /** What makes the guess doubtful, in words. */
  readonly doubt?: string;
}

/** What every column of a table was taken to hold. No column is missing from it. */
export interface ColumnMapping {
  readonly columns: readonly MappedColumn[];
  /** Columns that nothing was made of: their values are not screened. */
  readonly unmapped: readonly string[];
  /** Columns the caller wants left out. */
  readonly ignored: readonly string[];
}

/** Column name to property (or part), or null to leave the column out. `party:property` speaks of another party. */
export type ExplicitMapping = Readonly<Record<string, string | null>>;

/** Roles that give a subject its name. */
const NAMING = new Set([
  'name',
  'namePart',
  'firstName',
  'middleName',
  'patronymic',
  'lastName',
  'companyName',
  'vesselName',
]);
/** Share of cells that look like names from which a column is suspected to hold some. */
const SOME_NAMES = 0.2;
const DATES = new Set(['birthDate', 'deathDate', 'incorporationDate']);
const COUNTRIES = new Set(['country', 'nationality', 'citizenship', 'birthCountry', 'jurisdiction', 'flag']);
/** FtM's property names and the roles look like this; nothing else, `__proto__` say, is taken for one. */
const PROPERTY = /^(?:([a-z][A-Za-z]*):)?([a-z][A-Za-z]*)$/;

/**
 * Guesses what the columns of a table hold, from their names and from what stands in the first rows. Explicit entries
 * win; columns they do not speak of are guessed all the same.
 * @throws RiegelError `messages/unknown-column`, `messages/bad-property` for an explicit mapping that cannot be followed.
 */
export function mapColumns(
  columns: readonly string[],
  sample: readonly Row[],
  explicit: ExplicitMapping = {},
): ColumnMapping {
  checkExplicit(columns, explicit);
  const surveys = columns.map((_, index) => surveyColumn(sample, index));
  const found = columns.map((column, index) =>
    Object.hasOwn(explicit, column)
      ? fromCaller(column, index, explicit[column]!)
      : (fromHeader(column, index, surveys[index]!) ?? fromContent(column, index, surveys[index]!)),
  );
  if (columns.length === 1 && surveys[0]!.letters > 0.5) {
    found[0] ??= { column: columns[0]!, index: 0, role: 'name', confidence: 0.3, basis: 'content' };
  }
  const mapped = resolve(
    found.filter((column) => column !== undefined),
    surveys,
  );
  const kept = new Set(mapped.map((column) => column.index));
  return Object.freeze({
    columns: mapped,
    unmapped: columns.filter((column, index) => !kept.has(index) && explicit[column] !== null),
    ignored: columns.filter((column) => Object.hasOwn(explicit, column) && explicit[column] === null),
  });
}

/** The mapping with the columns from index `from` on, which the first rows did not have, guessed by their names. */
export function extendMapping(
  mapping: ColumnMapping,
  columns: readonly string[],
  from: number,
): ColumnMapping {
  const added = columns.map((column, index) =>
    index < from ? undefined : fromHeader(column, index, surveyColumn([], index)),
  );
  const known = added.filter((column) => column !== undefined);
  return Object.freeze({
    ...mapping,
    columns: [...mapping.columns, ...known],
    unmapped: [
      ...mapping.unmapped,
      ...columns.filter((_, index) => index >= from && added[index] === undefined),
    ],
  });
}

/** True when at least one column gives a name. */
export function namesSomebody(mapping: ColumnMapping): boolean {
  return mapping.columns.some((column) => NAMING.has(column.role));
}

/**
 * True when at least one column holds numbers that identify, and no column that was left over looks as if it held
 * names: those must not go unscreened behind their numbers.
 */
export function identifiesSomebody(
  mapping: ColumnMapping,
  columns: readonly string[],
  sample: readonly Row[],
): boolean {
  const left = new Set(mapping.unmapped);
  const mayName = columns.some(
    (column, index) => left.has(column) && surveyColumn(sample, index).names > SOME_NAMES,
  );
  return !mayName && mapping.columns.some(({ role }) => identifierFamily(role) !== undefined);
}

/** The mapping in lines for people: one for each column, then those left over. */
export function describeMapping(mapping: ColumnMapping): readonly string[] {
  const lines = mapping.columns.map((column) => {
    const whose = column.party === undefined ? '' : ` of the ${column.party}`;
    const order =
      column.dayFirst === undefined ? '' : column.dayFirst ? ', day before month' : ', month before day';
    const doubt = column.doubt === undefined ? '' : `; ${column.doubt}`;
    return `"${column.column}" is ${column.role}${whose}${order} (${column.confidence.toFixed(2)}, by ${column.basis}${doubt})`;
  });
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  if (mapping.unmapped.length > 0) lines.push(`not screened: ${list(mapping.unmapped)}`);
  if (mapping.ignored.length > 0) lines.push(`left out as the caller wants: ${list(mapping.ignored)}`);
  return lines;
}

function checkExplicit(columns: readonly string[], explicit: ExplicitMapping): void {
  for (const [column, property] of Object.entries(explicit)) {
    if (!columns.includes(column)) {
      throw new RiegelError('messages/unknown-column', `The table has no column "${column}"`, {
        expected: `one of ${columns.map((name) => `"${name}"`).join(', ')}`,
      });
    }
    if (property !== null && !PROPERTY.test(property)) {
      throw new RiegelError('messages/bad-property', `"${property}" is not the name of a property`, {
        expected: 'an FtM property such as birthDate, or party:property',
      });
    }
  }
}

function fromCaller(column: string, index: number, wanted: string | null): MappedColumn | undefined {
  const [, party, role] = PROPERTY.exec(wanted ?? '') ?? [];
  if (role === undefined) return undefined;
  return { column, index, role, confidence: 1, basis: 'caller', ...(party !== undefined ? { party } : {}) };
}

function fromHeader(column: string, index: number, survey: ContentSurvey): MappedColumn | undefined {
  const meaning = headerMeaning(column);
  if (meaning === undefined) return undefined;
  if (meaning.role === 'schema' && survey.filled > 0 && survey.types < 0.5) return undefined;
  const doubt = doubtOf(meaning.role, survey);
  const confidence = doubt === undefined ? meaning.confidence : meaning.confidence / 2;
  return {
    column,
    index,
    ...meaning,
    confidence,
    basis: 'header',
    ...(doubt !== undefined ? { doubt } : {}),
  };
}

function doubtOf(role: string, survey: ContentSurvey): string | undefined {
  if (survey.filled === 0) return undefined;
  if (DATES.has(role) && survey.dates < 0.5) return 'most values in the first rows are no dates';
  if (COUNTRIES.has(role) && survey.countries < 0.3)
    return 'few values in the first rows are countries we know';
  if (NAMING.has(role) && survey.letters < 0.5) return 'most values in the first rows hold no letters';
  return undefined;
}

function fromContent(column: string, index: number, survey: ContentSurvey): MappedColumn | undefined {
  const meaning = contentMeaning(survey);
  return meaning && { column, index, ...meaning, basis: 'content' };
}

/** Settles what depends on the other columns: words with two meanings, numbered name parts, a missing name. */
function resolve(found: readonly MappedColumn[], surveys: readonly ContentSurvey[]): MappedColumn[] {
  const byHeader = found.filter((column) => column.basis !== 'content');
  const parties = new Set(byHeader.filter(speaksOfSomebody).map((column) => column.party));
  let columns = found.map((column) => settle(column, byHeader, surveys));
  // Another party's country without its name (`bank country`) tells nothing about the main subject.
  columns = columns
    .map((column) =>
      column.party !== undefined && !parties.has(column.party) ? withoutParty(column) : column,
    )
    .filter((column) => column !== undefined);
  const named = columns.some((column) => NAMING.has(column.role) && column.basis !== 'content');
  const guessed = columns.filter((column) => column.basis === 'content' && column.role === 'name');
  const best = guessed.toSorted((a, b) => b.confidence - a.confidence)[0];
  return columns.filter((column) => !guessed.includes(column) || (!named && column === best));
}

/** A name, or a number that lists know: of a bank its BIC, and not an account, which no list names. */
function speaksOfSomebody({ role, column }: MappedColumn): boolean {
  const family = identifierFamily(role);
  // The objects within a record (`document.number`) are the record's own.
  return NAMING.has(role) || (family !== undefined && family !== 'account' && !column.includes('.'));
}

/** Of a party without a name: nothing, but what the caller wants; and the objects within a record are the record's own. */
function withoutParty(column: MappedColumn): MappedColumn | undefined {
  if (!column.column.includes('.')) return column.basis === 'caller' ? column : undefined;
  const { party: _, ...own } = column;
  return own;
}

function settle(
  column: MappedColumn,
  all: readonly MappedColumn[],
  surveys: readonly ContentSurvey[],
): MappedColumn {
  const siblings = all.filter((other) => other.index !== column.index && other.party === column.party);
  const has = (...roles: string[]) => siblings.some((other) => roles.includes(other.role));
  if (column.role === 'givenOrFullName') {
    return { ...column, role: has('lastName', 'familyOrFullName') ? 'firstName' : 'name' };
  }
  if (column.role === 'familyOrFullName') {
    return { ...column, role: has('firstName', 'givenOrFullName') ? 'lastName' : 'name' };
  }
  if (column.role === 'name' && column.basis === 'header') {
    const numbered = siblings.some(
      (other) => other.role === 'name' && headerNumber(other.column) !== undefined,
    );
    if (numbered && headerNumber(column.column) !== undefined) return { ...column, role: 'namePart' };
    // `Name` beside `Vorname` or `First name`, and no surname column: the surname.
    if (
      has('firstName') &&
      !has('lastName', 'name', 'familyOrFullName') &&
      /^(name|names|naam|nama)$/i.test(column.column.trim())
    ) {
      return { ...column, role: 'lastName', doubt: 'taken for the surname, as given names stand beside it' };
    }
  }
  const order = surveys[column.index]?.dayFirst;
  return DATES.has(column.role) && order !== undefined ? { ...column, dayFirst: order } : column;
}
