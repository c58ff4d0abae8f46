import type { Subject } from '../../../entity/index.ts';
import type { MrzReading } from './reading.ts';
import { writesArabic } from './states.ts';
import { arabicOfMrz, latinOfMrz } from './transliterate.ts';

const NUMBER: readonly [codes: RegExp, property: string][] = [
  [/^P/, 'passportNumber'],
  [/^(?:I|A|C|D)/, 'idNumber'],
];

/**
 * Whom a zone names, as it is screened. A name that may be cut says so; letters of the Arabic table are given back in
 * Arabic as well where the issuing state writes Arabic. `document` names the place it came from.
 */
export function subjectOfMrz(reading: MrzReading, document: string): Subject {
  const { names, document: paper, birthDate, sex, nationalityCountry, format, places } = reading;
  const surname = names.surname.join(' ');
  const given = names.given.join(' ');
  // A name that may be cut stands as it is printed: what is missing is missing at its end.
  const parts = names.mayBeCut ? [surname, given] : [given, surname];
  const name = parts.filter((part) => part !== '').join(' ');
  const aliases = new Set([latinOfMrz(name), arabicName(reading)].filter((each) => each !== undefined));
  aliases.delete(name);
  const numbered = NUMBER.find(([codes]) => codes.test(paper.code))?.[1] ?? 'idNumber';
  const properties: Record<string, readonly string[] | undefined> = {
    name: name === '' ? undefined : [name],
    lastName: surname === '' ? undefined : [surname],
    firstName: given === '' ? undefined : [given],
    alias: aliases.size === 0 ? undefined : [...aliases],
    birthDate: birthDate === undefined ? undefined : [birthDate, ...otherCentury(reading)],
    gender: sex === 'M' ? ['male'] : sex === 'F' ? ['female'] : undefined,
    nationality: nationalityCountry === undefined ? undefined : [nationalityCountry],
    [numbered]: paper.number === undefined ? undefined : [paper.number],
  };
  const at = places.name;
  return {
    schema: 'Person',
    properties: Object.fromEntries(
      Object.entries(properties).filter(
        (entry): entry is [string, readonly string[]] => entry[1] !== undefined,
      ),
    ),
    origin: {
      document,
      format: `mrz/${format}`,
      ...(at === undefined ? {} : { line: at[0] + 1, column: at[1] + 1 }),
    },
    carried: { transliteration: 'icao-9303', ...(names.mayBeCut ? { truncated: true } : {}) },
  };
}

function otherCentury({ birthDate, orBirthYear }: MrzReading): string[] {
  return orBirthYear === undefined ? [] : [`${orBirthYear}${birthDate!.slice(4)}`];
}

function arabicName({ names, document: { country }, nationalityCountry }: MrzReading): string | undefined {
  if (!writesArabic(country) && !writesArabic(nationalityCountry)) return undefined;
  const parts = [...names.given, ...names.surname];
  // Without its escape letter a Latin spelling is likelier than the table.
  if (!parts.some((part) => part.includes('X'))) return undefined;
  const written = parts.map(arabicOfMrz);
  return written.every((part) => part !== undefined) ? written.join(' ') : undefined;
}
