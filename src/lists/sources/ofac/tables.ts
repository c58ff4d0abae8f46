import { RiegelError } from '../../../entity/index.ts';
import type { IssuePlace } from '../../list-draft.ts';
import type { ParseIssue, SourceFile } from '../../source.ts';
import {
  joined,
  type OfacAddress,
  type OfacFact,
  type OfacName,
  type OfacRecord,
  type OfacType,
} from './record.ts';
import { readRemarks, splitName } from './remarks.ts';
import { type OfacRow, readRows, type Table } from './rows.ts';

/** Longest remark of the primary file; what goes beyond stands in the comments file. */
const LONGEST_REMARK = 1000;

/** Which table a file holds, by its name (`SDN.CSV`, `cons_alt.pip`, `sdn_2024-02-20.csv`). */
export function tableOf(name: string): Table {
  const base = name.replace(/^.*[\\/]/, '').toLowerCase();
  if (/comments?\b/.test(base)) return 'comments';
  if (/(^|_)add\b/.test(base)) return 'addresses';
  return /(^|_)alt\b/.test(base) ? 'aliases' : 'primary';
}

/**
 * The records of a set of delimited or fixed-width files. Addresses, aliases and comments are joined to the primary
 * file by number; one whose number the primary file does not have is reported, never dropped in silence.
 *
 * Throws `lists/missing-file` without a primary file, and what `readRows` throws.
 */
export function readTables(files: readonly SourceFile[]): {
  readonly records: readonly OfacRecord[];
  readonly issues: readonly ParseIssue[];
} {
  const issues: ParseIssue[] = [];
  const byTable = new Map<Table, SourceFile>();
  for (const file of files) {
    const table = tableOf(file.name);
    const other = byTable.get(table);
    if (other !== undefined) {
      throw new RiegelError('lists/duplicate-file', `${file.name} and ${other.name} hold the same table`);
    }
    byTable.set(table, file);
  }
  const primary = byTable.get('primary');
  if (primary === undefined) {
    throw new RiegelError('lists/missing-file', 'The primary file (SDN.CSV, CONS_PRIM.CSV) is missing');
  }
  const rows = readRows(primary, 'primary', issues);
  const known = new Set(rows.map(({ fields }) => fields[0] ?? ''));
  const grouped = (table: Table, code: string) => {
    const file = byTable.get(table);
    const groups = new Map<string, OfacRow[]>();
    for (const row of file === undefined ? [] : readRows(file, table, issues)) {
      const uid = row.fields[0] ?? '';
      if (!known.has(uid)) {
        const message = `${code.replace('orphan-', '')} of number ${uid}, which ${primary.name} does not hold`;
        issues.push({
          severity: 'rejected',
          code,
          message,
          file: file?.name ?? '',
          line: row.line,
          row: row.line,
        });
        continue;
      }
      const group = groups.get(uid);
      if (group === undefined) groups.set(uid, [row]);
      else group.push(row);
    }
    return groups;
  };
  const aliases = grouped('aliases', 'orphan-alias');
  const addresses = grouped('addresses', 'orphan-address');
  const comments = grouped('comments', 'orphan-comment');

  const seen = new Set<string>();
  const records: OfacRecord[] = [];
  let cut = 0;
  for (const row of rows) {
    const uid = row.fields[0] ?? '';
    if (seen.has(uid)) {
      const message = `Number ${uid} comes twice`;
      issues.push({
        severity: 'rejected',
        code: 'duplicate-id',
        message,
        file: primary.name,
        line: row.line,
        row: row.line,
      });
      continue;
    }
    seen.add(uid);
    const more = (comments.get(uid) ?? []).map(({ fields }) => fields[1] ?? '').join('');
    const written = row.fields[11] ?? '';
    // A remark that is not cut is of another day than its continuation: what they say stands side by side.
    const continued = written.length >= LONGEST_REMARK - 1;
    const remarks =
      continued || more === '' ? written + more : `${written.trim().replace(/\.$/, '')}; ${more}`;
    if (!continued && more !== '') {
      const message = `The remark of number ${uid} is not cut and yet continued: the files are of different days`;
      issues.push({
        severity: 'drift',
        code: 'strange-comment',
        message,
        file: primary.name,
        line: row.line,
      });
    }
    const isCut = more === '' && continued && !written.trimEnd().endsWith('.');
    if (isCut) cut++;
    const whole = isCut ? remarks.slice(0, remarks.lastIndexOf(';') + 1) : remarks;
    records.push(
      recordOf(
        row,
        whole,
        remarks.slice(whole.length).trim(),
        aliases.get(uid) ?? [],
        addresses.get(uid) ?? [],
        primary.name,
      ),
    );
  }
  if (cut > 0) {
    const message = `${cut} remarks are cut after ${LONGEST_REMARK} characters and have no continuation`;
    issues.push({ severity: 'drift', code: 'cut-remarks', message, file: primary.name });
  }
  return { records, issues };
}

/** `fragment` is the clause in which the remarks are cut. */
function recordOf(
  row: OfacRow,
  remarks: string,
  fragment: string,
  aliasRows: readonly OfacRow[],
  addressRows: readonly OfacRow[],
  file: string,
): OfacRecord {
  const [uid = '', name = '', typeName = '', programs = '', title = ''] = row.fields;
  const column = (number: number) => `${file.toUpperCase()}#${number}`;
  const type = typeOf(typeName);
  const place: IssuePlace = { line: row.line, row: row.line };
  const read = readRemarks(remarks, title, type, column(12));
  const vessel = VESSEL_COLUMNS.map(([at, label]): OfacFact => {
    return { label, value: (row.fields[at] ?? '').trim(), element: column(at + 1) };
  }).filter(({ value }) => value !== '');
  const titles = title === '' ? [] : [{ label: 'Title', value: title, element: column(5) }];
  return {
    uid,
    type,
    place,
    names: [
      { role: 'primary', weak: false, ...splitName(name, type), element: column(2) },
      ...aliasRows.map((alias) => aliasOf(alias, type)),
      ...read.names,
    ],
    programs: programsOf(programs),
    addresses: addressRows.map(addressOf),
    facts: [...titles, ...vessel, ...read.facts],
    links: read.links,
    // Half a number would be a wrong number: the clause in which a remark is cut is kept as text.
    remarks: fragment === '' ? read.rest : [...read.rest, { text: fragment, element: column(12) }],
  };
}

const VESSEL_COLUMNS: readonly (readonly [at: number, label: string])[] = [
  [5, 'Vessel Call Sign'],
  [6, 'Vessel Type'],
  [7, 'Vessel Tonnage'],
  [8, 'Vessel Gross Registered Tonnage'],
  [9, 'Vessel Flag'],
  [10, 'Vessel Owner'],
];

/** `SDGT] [IFSR` is how the delimited files write two programmes. */
export function programsOf(text: string): readonly string[] {
  return text
    .split(/\]\s*\[|;/)
    .map((program) => program.replace(/[[\]]/g, '').trim())
    .filter((program) => program !== '');
}

export function typeOf(text: string): OfacType {
  const type = text.trim().toLowerCase();
  return type === 'individual' || type === 'vessel' || type === 'aircraft' ? type : 'entity';
}

function aliasOf({ fields }: OfacRow, type: OfacType): OfacName {
  const [, , kind = '', name = ''] = fields;
  const role = /^f/i.test(kind) ? 'fka' : /^n/i.test(kind) ? 'nka' : 'aka';
  const weak = /\bweak\b/i.test(fields[4] ?? '');
  return { role, weak, ...splitName(name, type), element: 'ALT#4' };
}

function addressOf({ fields }: OfacRow): OfacAddress {
  const [, , street = '', cityLine = '', country = '', remark = ''] = fields;
  return {
    streets: [street.trim()],
    cityLine: cityLine.trim(),
    country: country.trim(),
    ...(remark !== '' && { remark: joined(' ', remark) }),
    element: 'ADD#3',
  };
}
