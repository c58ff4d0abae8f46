import { RiegelError } from '../../../entity/index.ts';
import { checkDigit } from './check-digit.ts';
import { writeDate } from './dates.ts';
import { LAYOUTS, type MrzFieldName, type MrzFormat, type MrzSpan, textAt } from './layouts.ts';
import { type MrzCut, writeNameField } from './name-field.ts';

/** Whose zone is to be written. */
export interface MrzPerson {
  /** In the person's own letters, or Latin ones. */
  readonly surname: string;
  /** Empty for who has but one name. */
  readonly given: string;
  /** ISO 8601 prefix. */
  readonly birthDate?: string;
  readonly sex?: 'M' | 'F' | 'X';
  /** Code of Doc 9303: `D`, `FRA`. */
  readonly nationality?: string;
  readonly issuingState?: string;
  /** `P`, `ID`, `V` … Default that of the format. */
  readonly documentCode?: string;
  readonly documentNumber?: string;
  /** ISO 8601 date. */
  readonly expiry?: string;
  readonly optional?: string;
}

export interface MrzWriting {
  readonly language?: string;
  /** Which of two spellings of the Latin table is taken, where it has two. */
  readonly choice?: number;
  readonly cut?: MrzCut;
}

export interface WrittenMrz {
  readonly lines: readonly string[];
  /** The name did not fit. */
  readonly isCut: boolean;
  /** Letters of the name that no table has. */
  readonly lost: readonly string[];
}

const CODE: Readonly<Record<MrzFormat, string>> = {
  TD1: 'I',
  TD2: 'I',
  TD3: 'P',
  'MRV-A': 'V',
  'MRV-B': 'V',
};
/** Longest document number of a card, whose optional data it goes on into. */
const LONGEST_NUMBER = 22;

/**
 * Writes a machine-readable zone by ICAO Doc 9303. Throws `mrz/bad-value` where a value cannot be written, naming it in
 * `place.path`.
 */
export function generateMrz(person: MrzPerson, format: MrzFormat, writing: MrzWriting = {}): WrittenMrz {
  const { fields, composite, lines: count, width } = LAYOUTS[format];
  const lines = Array.from({ length: count }, () => '<'.repeat(width));
  const put = ([line, from, to]: MrzSpan, text: string) => {
    lines[line] = lines[line]!.slice(0, from) + text.padEnd(to - from, '<') + lines[line]!.slice(to);
  };
  const putField = (name: MrzFieldName, text: string) => {
    const field = fields[name];
    if (field === undefined) return;
    const [, from, to] = field.at;
    if (!/^[A-Z0-9<]*$/.test(text) || text.length > to - from) throw badValue(name, to - from);
    put(field.at, text);
    if (field.check !== undefined) put(field.check, checkDigit(textAt(lines, field.at))!);
  };
  const nameAt = fields.name!.at;
  const name = writeNameField(person, nameAt[2] - nameAt[1], writing);
  putField('name', name.field);
  putField('documentCode', person.documentCode ?? CODE[format]);
  putField('issuingState', person.issuingState ?? '');
  putField('nationality', person.nationality ?? '');
  putField('birthDate', writeDate(person.birthDate));
  putField('sex', person.sex === 'X' ? '<' : (person.sex ?? '<'));
  putField('expiry', writeDate(person.expiry));
  putNumber(person, format, putField, put);
  if (composite !== undefined) {
    put(composite.at, checkDigit(composite.over.map((span) => textAt(lines, span)).join(''))!);
  }
  return { lines, isCut: name.isCut, lost: name.lost };
}

function putNumber(
  { documentNumber = '', optional = '' }: MrzPerson,
  format: MrzFormat,
  putField: (name: MrzFieldName, text: string) => void,
  put: (at: MrzSpan, text: string) => void,
): void {
  const number = documentNumber.toUpperCase().replace(/[\s-]/g, '');
  const isLong = number.length > 9;
  if (
    isLong &&
    ((format !== 'TD1' && format !== 'TD2') || number.length > LONGEST_NUMBER || !/^[A-Z0-9]+$/.test(number))
  ) {
    throw badValue('documentNumber', 9);
  }
  const more = isLong ? `${number.slice(9)}${checkDigit(number)!}` : '';
  putField('documentNumber', number.slice(0, 9));
  putField('optional', isLong && optional !== '' ? `${more}<${optional}` : `${more}${optional}`);
  if (isLong) put(LAYOUTS[format].fields.documentNumber!.check!, '<');
}

function badValue(name: string, length: number): RiegelError {
  return new RiegelError('mrz/bad-value', `The ${name} cannot be written`, {
    place: { path: `/${name}` },
    expected: `up to ${length} letters A to Z, digits and fillers`,
  });
}
