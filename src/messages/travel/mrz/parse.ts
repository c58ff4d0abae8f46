import { checkDigit } from './check-digit.ts';
import { readBirthDate, readExpiry } from './dates.ts';
import {
  LAYOUTS,
  type MrzFieldName,
  type MrzFormat,
  type MrzLayout,
  type MrzSpan,
  textAt,
} from './layouts.ts';
import { readNameField } from './name-field.ts';
import { parseNational } from './national.ts';
import type { MrzCheck, MrzProblem, MrzReading } from './reading.ts';
import { Mending } from './repair.ts';
import { stateOf, trimmed } from './states.ts';
import { zoneLines } from './zone-lines.ts';

export interface MrzOptions {
  /** When the document is looked at, milliseconds since 1970: centuries and expiry are judged by it. */
  readonly asOf: number;
}

/**
 * Reads a machine-readable zone (ICAO Doc 9303 Parts 3 to 7; French and Swiss national lines): tolerant of what readers
 * of print mistake, and telling each repair. What does not hold is a problem and no error: the zone still says who it
 * names. Throws `mrz/unreadable` where there is no zone.
 */
export function parseMrz(input: string | readonly string[], { asOf }: MrzOptions): MrzReading {
  const zone = zoneLines(input);
  if (!(zone.format in LAYOUTS)) return parseNational(zone, asOf);
  const layout = LAYOUTS[zone.format as MrzFormat];
  const mending = new Mending(zone.lines, zone.repairs);
  mending.byClass(layout);
  for (const [name, field] of Object.entries(layout.fields)) {
    if (name === 'documentNumber' && textAt(mending.lines, field.check!) === '<') continue;
    mending.byCheckDigit(field);
  }
  const { lines, repairs } = mending;
  const field = (name: MrzFieldName) =>
    layout.fields[name] === undefined ? '' : textAt(lines, layout.fields[name].at);
  const number = numberOf(lines, layout);
  const checks = checksOf(lines, layout, number);
  const problems: MrzProblem[] = checks
    .filter(({ holds }) => !holds)
    .map(({ field: name, found, expected }) => ({
      code: 'mrz/check-digit',
      message: `The check digit of ${name} is ${found}, not ${expected ?? 'computable'}`,
      place: placeOf(name === 'composite' ? layout.composite!.at : layout.fields[name]!.at),
    }));
  const birth = readBirthDate(field('birthDate'), asOf);
  const expiry = readExpiry(field('expiry'), asOf);
  for (const [name, { isWrong }] of [
    ['birthDate', birth],
    ['expiry', expiry],
  ] as const) {
    if (isWrong) problems.push(problem('mrz/bad-date', `The ${name} is no date`, layout, name));
  }
  const issuer = stateOf(field('issuingState'));
  const nationality = stateOf(field('nationality'));
  for (const [name, { isUnknown }] of [
    ['issuingState', issuer],
    ['nationality', nationality],
  ] as const) {
    if (isUnknown) problems.push(problem('mrz/unknown-state', `The ${name} is not known`, layout, name));
  }
  const sex = field('sex');
  if (!/^[MFX<]$/.test(sex))
    problems.push(problem('mrz/bad-sex', 'The sex is none of M, F and X', layout, 'sex'));
  const name = field('name');
  if (!/^[A-Z<]*$/.test(name))
    problems.push(problem('mrz/bad-name', 'The name holds more than letters', layout, 'name'));
  const names = readNameField(name);
  if (names.surname.length + names.given.length === 0) {
    problems.push(problem('mrz/no-name', 'There is no name', layout, 'name'));
  }
  return {
    format: layout.format,
    lines,
    document: {
      code: field('documentCode').replaceAll('<', ''),
      ...(number.number === '' ? {} : { number: number.number }),
      ...(issuer.printed === '' ? {} : { issuingState: issuer.printed }),
      ...(issuer.country === undefined ? {} : { country: issuer.country }),
      ...(expiry.value === undefined ? {} : { expiry: expiry.value }),
      optional: [number.optional, field('optional2')].map(trimmed).filter((text) => text !== ''),
    },
    names,
    ...(birth.value === undefined ? {} : { birthDate: birth.value }),
    ...(birth.orYear === undefined ? {} : { orBirthYear: birth.orYear }),
    ...(/^[MFX]$/.test(sex) ? { sex: sex as 'M' | 'F' | 'X' } : {}),
    ...(nationality.printed === '' ? {} : { nationality: nationality.printed }),
    ...(nationality.country === undefined ? {} : { nationalityCountry: nationality.country }),
    checks,
    repairs,
    problems,
    places: Object.fromEntries(Object.entries(layout.fields).map(([each, { at }]) => [each, at])),
  };
}

interface NumberRead {
  readonly number: string;
  /** Optional data, without what belongs to the number. */
  readonly optional: string;
  /** The number's check digit, where it stands and over what. */
  readonly check: { readonly found: string; readonly over: string };
}

/**
 * A document number of more than nine characters goes on in the optional data, and its check digit follows it there;
 * a filler stands in the check digit's own place (Doc 9303 Part 5, 4.2.2, note j; Part 6 alike).
 */
function numberOf(lines: readonly string[], { format, fields }: MrzLayout): NumberRead {
  const printed = textAt(lines, fields.documentNumber!.at);
  const digit = textAt(lines, fields.documentNumber!.check!);
  const optional = textAt(lines, fields.optional!.at);
  const more = optional.split('<', 1)[0]!;
  if ((format === 'TD1' || format === 'TD2') && digit === '<' && more.length > 1) {
    const number = printed + more.slice(0, -1);
    const found = more.at(-1)!;
    // Some states count the filler between the two parts in.
    const over =
      [number, `${printed}<${more.slice(0, -1)}`].find((text) => checkDigit(text) === found) ?? number;
    return {
      number: trimmed(number),
      optional: optional.slice(more.length),
      check: { found, over },
    };
  }
  return { number: trimmed(printed), optional, check: { found: digit, over: printed } };
}

function checksOf(
  lines: readonly string[],
  { fields, composite }: MrzLayout,
  number: NumberRead,
): MrzCheck[] {
  const checks: MrzCheck[] = [];
  for (const [name, { at, check }] of Object.entries(fields) as [
    MrzFieldName,
    (typeof fields)['name'] & object,
  ][]) {
    if (check === undefined) continue;
    const over = name === 'documentNumber' ? number.check.over : textAt(lines, at);
    const found = name === 'documentNumber' ? number.check.found : textAt(lines, check);
    checks.push(checkOf(name, over, found));
  }
  if (composite !== undefined) {
    const over = composite.over.map((span) => textAt(lines, span)).join('');
    checks.push(checkOf('composite', over, textAt(lines, composite.at)));
  }
  return checks;
}

function checkOf(field: MrzCheck['field'], over: string, found: string): MrzCheck {
  const expected = checkDigit(over);
  // An empty field has 0 or a filler, as its issuer likes (Part 4, 4.2.2.2).
  const isEmpty = /^<*$/.test(over) && found === '<';
  return { field, found, expected, holds: isEmpty || (expected !== undefined && expected === found) };
}

function problem(code: string, message: string, { fields }: MrzLayout, name: MrzFieldName): MrzProblem {
  return { code, message, place: placeOf(fields[name]!.at) };
}

function placeOf([line, from]: MrzSpan): { readonly line: number; readonly column: number } {
  return { line: line + 1, column: from + 1 };
}
