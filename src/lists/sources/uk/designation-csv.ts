import { RiegelError } from '../../../entity/index.ts';
import { columnsOf, isWhole, reportColumns, requireColumns } from '../../columns.ts';
import { decodeText } from '../../decode.ts';
import type { ListDraft } from '../../list-draft.ts';
import { readBelowPreamble } from '../../preamble.ts';
import { UK_FACTS, type UkDesignation, type UkFact } from './designation.ts';
import { splitEnumerated } from './enumerated.ts';

const ADDRESS_LINES = [1, 2, 3, 4, 5, 6].map((line) => `Address Line ${line}`);
const NAME_PARTS = [1, 2, 3, 4, 5, 6].map((part) => `Name ${part}`);

/** Columns of the published CSV, in its order. */
export const UK_CSV_COLUMNS: readonly string[] = [
  ...['Last Updated', 'Unique ID', 'OFSI Group ID', 'UN Reference Number'],
  ...['Name 6', 'Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5', 'Name type', 'Alias strength', 'Title'],
  ...['Name non-latin script', 'Non-latin script type', 'Non-latin script language'],
  ...['Regime Name', 'Designation Type', 'Designation source', 'Sanctions Imposed'],
  ...['Other Information', 'UK Statement of Reasons', ...ADDRESS_LINES, 'Address Postal Code'],
  ...['Address Country', 'Phone number', 'Website', 'Email address', 'Date Designated', 'D.O.B'],
  ...['Nationality(/ies)', 'National Identifier number', 'National Identifier additional information'],
  ...['Passport number', 'Passport additional information', 'Position', 'Gender', 'Town of birth'],
  ...['Country of birth', 'Type of entity', 'Subsidiaries', 'Parent company'],
  ...['Business registration number (s)', 'IMO number', 'Current owner/operator (s)'],
  ...['Previous owner/operator (s)', 'Current believed flag of ship', 'Previous flags', 'Type of ship'],
  ...['Tonnage of ship', 'Length of ship', 'Year Built', 'Hull identification number (HIN)'],
];

/** Names under which a column was published at other times. */
const OTHER_COLUMN_NAMES: ReadonlyMap<string, string> = new Map([
  ['Individual, Entity, Ship', 'Designation Type'],
  ['Parent Company', 'Parent company'],
]);

/**
 * Reads the CSV of the UK Sanctions List: a first line `Report Date: …`, a header, and for each designation
 * one row for each combination of its names, addresses and documents. Returns the report date.
 */
export function readUkCsv(
  bytes: Uint8Array,
  list: ListDraft,
  onDesignation: (designation: UkDesignation) => void,
): string | undefined {
  const text = decodeText(bytes, list.file);
  const { preamble, rows, issues } = readBelowPreamble(text, ',', 'Unique ID', list.file);
  list.take(issues);
  const [header, ...body] = rows;
  if (header === undefined) {
    throw new RiegelError('lists/unknown-columns', 'No header with the column "Unique ID"', {
      place: { file: list.file, line: 1 },
      expected: 'Unique ID',
    });
  }
  const names = header.cells.map((cell) => OTHER_COLUMN_NAMES.get(cell.trim()) ?? cell.trim());
  const columns = columnsOf(names);
  requireColumns(columns, ['Unique ID', 'Name 6', 'Name type', 'Designation Type'], list.file, header.line);
  reportColumns(list, columns, UK_CSV_COLUMNS, header.line);

  const designations = new Map<string, GrowingDesignation>();
  for (const row of body) {
    if (!isWhole(list, row, header.cells.length)) continue;
    const cell = (name: string) => row.cells[columns.get(name) ?? -1]?.trim() ?? '';
    addRow(designations, cell, columns, row.line);
  }
  for (const designation of designations.values()) onDesignation(designation);
  return /Report Date:\s*([^,"\r\n]+)/i.exec(preamble)?.[1]?.trim() ?? '';
}

type Collected = 'names' | 'originalNames' | 'addresses' | 'births' | 'passports' | 'nationalIds' | 'unknown';

type GrowingDesignation = Omit<UkDesignation, Collected | 'facts'> & {
  readonly [list in Collected]: UkDesignation[list][number][];
} & { readonly facts: Map<UkFact, string[]> };

function addRow(
  designations: Map<string, GrowingDesignation>,
  cell: (name: string) => string,
  columns: ReadonlyMap<string, number>,
  line: number,
): void {
  const uniqueId = cell('Unique ID');
  let designation = designations.get(uniqueId);
  if (designation === undefined) {
    designation = emptyDesignation(cell, line);
    designations.set(uniqueId, designation);
  }
  designation.names.push({
    parts: NAME_PARTS.map(cell),
    type: cell('Name type'),
    strength: cell('Alias strength'),
    element: 'Name 1–6',
  });
  designation.originalNames.push({
    name: cell('Name non-latin script'),
    scriptType: cell('Non-latin script type'),
    language: cell('Non-latin script language'),
  });
  const lines = ADDRESS_LINES.map(cell);
  designation.addresses.push({
    lines,
    postalCode: cell('Address Postal Code'),
    country: cell('Address Country'),
  });
  for (const [town, country] of paired(cell('Town of birth'), cell('Country of birth'))) {
    designation.births.push({ town, country });
  }
  for (const [number, details] of paired(cell('Passport number'), cell('Passport additional information'))) {
    designation.passports.push({ number, details });
  }
  for (const [number, details] of paired(
    cell('National Identifier number'),
    cell('National Identifier additional information'),
  )) {
    designation.nationalIds.push({ number, details });
  }
  for (const fact of Object.keys(UK_FACTS) as UkFact[]) {
    for (const value of splitEnumerated(cell(UK_FACTS[fact][1])).values()) {
      const known = designation.facts.get(fact);
      if (known === undefined) designation.facts.set(fact, [value]);
      else if (!known.includes(value)) known.push(value);
    }
  }
  for (const name of columns.keys()) {
    if (!UK_CSV_COLUMNS.includes(name) && cell(name) !== '') designation.unknown.push([name, cell(name)]);
  }
}

/** Two numbered fields side by side: value 2 of the one belongs to value 2 of the other. */
export function paired(one: string, other: string): readonly (readonly [string, string])[] {
  const ones = splitEnumerated(one);
  const others = splitEnumerated(other);
  const numbers = [...new Set([...ones.keys(), ...others.keys()])].sort((a, b) => a - b);
  return numbers.map((number) => [ones.get(number) ?? '', others.get(number) ?? '']);
}

function emptyDesignation(cell: (name: string) => string, line: number): GrowingDesignation {
  return {
    uniqueId: cell('Unique ID'),
    ofsiGroupId: cell('OFSI Group ID'),
    unReference: cell('UN Reference Number'),
    lastUpdated: cell('Last Updated'),
    dateDesignated: cell('Date Designated'),
    regime: cell('Regime Name'),
    type: cell('Designation Type'),
    designationSource: cell('Designation source'),
    sanctionsImposed: cell('Sanctions Imposed'),
    otherInformation: cell('Other Information'),
    statementOfReasons: cell('UK Statement of Reasons'),
    names: [],
    originalNames: [],
    addresses: [],
    births: [],
    passports: [],
    nationalIds: [],
    facts: new Map(),
    unknown: [],
    line,
  };
}
