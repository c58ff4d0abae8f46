import { type FieldName, parse } from 'mrz';
import { readBirthDate, readExpiry } from './dates.ts';
import type { MrzFieldName } from './layouts.ts';
import { readNameField } from './name-field.ts';
import type { MrzCheck, MrzReading, NationalFormat } from './reading.ts';
import { stateOf } from './states.ts';
import type { ZoneLines } from './zone-lines.ts';

const CHECKS: Readonly<Partial<Record<FieldName, MrzCheck['field']>>> = {
  documentNumberCheckDigit: 'documentNumber',
  birthDateCheckDigit: 'birthDate',
  expirationDateCheckDigit: 'expiry',
  compositeCheckDigit: 'composite',
};
const FIELDS: Readonly<Partial<Record<FieldName, MrzFieldName>>> = {
  documentCode: 'documentCode',
  issuingState: 'issuingState',
  lastName: 'name',
  documentNumber: 'documentNumber',
  birthDate: 'birthDate',
  sex: 'sex',
};

/** Lines that single states print in their own form; the library `mrz` knows their fields. */
export function parseNational({ format, lines }: ZoneLines, asOf: number): MrzReading {
  const { details, documentNumber } = parse(lines, { autocorrect: true });
  const printed = (field: FieldName) => details.find((detail) => detail.field === field)?.value ?? '';
  const birth = readBirthDate(printed('birthDate'), asOf);
  const expiry = readExpiry(printed('expirationDate'), asOf);
  const issuer = stateOf(printed('issuingState'));
  const names = [printed('lastName'), printed('firstName')]
    .map((name) => name.replaceAll(' ', '<'))
    .join('<<');
  const sex = { male: 'M', female: 'F' }[printed('sex')];
  return {
    format: format as NationalFormat,
    lines,
    document: {
      code: printed('documentCode'),
      ...(documentNumber === null ? {} : { number: documentNumber }),
      ...(issuer.printed === '' ? {} : { issuingState: issuer.printed }),
      ...(issuer.country === undefined ? {} : { country: issuer.country }),
      ...(expiry.value === undefined ? {} : { expiry: expiry.value }),
      optional: [],
    },
    names: {
      ...readNameField(`${names}<`),
      mayBeCut: lines.some((line) => /[A-Z]$/.test(line) && line.includes('<<')),
    },
    ...(birth.value === undefined ? {} : { birthDate: birth.value }),
    ...(birth.orYear === undefined ? {} : { orBirthYear: birth.orYear }),
    ...(sex === undefined ? {} : { sex: sex as 'M' | 'F' }),
    checks: details.flatMap(({ field, value, valid }) => {
      const own = field === null ? undefined : CHECKS[field];
      return own === undefined ? [] : [{ field: own, found: value ?? '', expected: undefined, holds: valid }];
    }),
    repairs: details.flatMap(({ autocorrect }) =>
      autocorrect.map(({ line, column, original, corrected }) => ({
        line: line + 1,
        column: column + 1,
        from: original,
        to: corrected,
        why: 'class' as const,
      })),
    ),
    problems: details
      .filter(({ valid }) => !valid)
      .map(({ line, start, error, label }) => ({
        code: 'mrz/bad-field',
        message: `${label}: ${error ?? 'not valid'}`,
        place: { line: line + 1, column: start + 1 },
      })),
    places: Object.fromEntries(
      details.flatMap(({ field, line, start, end }) => {
        const own = field === null ? undefined : FIELDS[field];
        return own === undefined ? [] : [[own, [line, start, end] as const]];
      }),
    ),
  };
}
