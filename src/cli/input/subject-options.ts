import type { Command } from 'commander';
import {
  isA,
  parseCountry,
  parseDate,
  parseGender,
  propertyType,
  RiegelError,
  type Subject,
  schemaNames,
} from '../../entity/index.ts';

/** What is known of the one person or thing that a command speaks of. */
export interface SubjectOptions {
  readonly alias?: readonly string[];
  readonly birthDate?: string;
  readonly country?: readonly string[];
  readonly nationality?: readonly string[];
  readonly gender?: string;
  readonly id?: readonly string[];
  readonly schema?: string;
  readonly truncated?: boolean;
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

export function withSubjectOptions(command: Command): Command {
  return command
    .option('--birth-date <date>', 'date of birth as it is known: 1950-06-05, 5.6.1950, 1950, "about 1950"')
    .option(
      '--nationality <country>',
      'nationality, as code or name in any language; may be repeated',
      collect,
    )
    .option('--country <country>', 'any other country it has to do with; may be repeated', collect)
    .option('--gender <gender>', 'male, female or other, in any language')
    .option(
      '--id <number>',
      'document or register number, or PROPERTY=NUMBER (imoNumber=9187629); may be repeated',
      collect,
    )
    .option('--alias <name>', 'another name of the same; may be repeated', collect)
    .option('--truncated', 'what carried the name cuts names off, and this one may be cut')
    .option('--schema <schema>', 'what it is: Person, Company, Organization, Vessel … (default: left open)');
}

/** Whether anything is stated but the name. */
export function statesFacts(options: SubjectOptions): boolean {
  const { alias, birthDate, country, nationality, gender, id } = options;
  return [alias, birthDate, country, nationality, gender, id].some((value) => value !== undefined);
}

/**
 * The subject that a name and the options make. Throws `cli/bad-date`, `cli/bad-country`, `cli/bad-gender`,
 * `cli/bad-id`, `cli/bad-schema`: what cannot be read would not be compared.
 */
export function subjectFrom(name: string | undefined, options: SubjectOptions): Subject {
  const { alias, birthDate, country, nationality, gender, id } = options;
  const stated = schemaFrom(options);
  const identifiers = (id ?? []).map((each) => identifierFrom(each, stated));
  const schema = stated ?? openSchema(identifiers.map(([property]) => property));
  const properties: Record<string, readonly string[]> = {};
  if (name !== undefined) properties.name = [name];
  if (alias !== undefined) properties.alias = alias;
  if (birthDate !== undefined) properties.birthDate = datesFrom(birthDate);
  if (nationality !== undefined) properties.nationality = nationality.map(countryFrom);
  if (country !== undefined) properties.country = country.map(countryFrom);
  if (gender !== undefined) properties.gender = [genderFrom(gender)];
  for (const [property, value] of identifiers) {
    properties[property] = [...(properties[property] ?? []), value];
  }
  return { schema, properties, ...(options.truncated === true ? { carried: { truncated: true } } : {}) };
}

function schemaFrom({ schema, birthDate, gender }: SubjectOptions): string | undefined {
  if (schema === undefined) return birthDate !== undefined || gender !== undefined ? 'Person' : undefined;
  const known = schemaNames().find((name) => name.toLowerCase() === schema.toLowerCase());
  if (known !== undefined && isA(known, 'Thing')) return known;
  throw new RiegelError('cli/bad-schema', `--schema ${schema} is nothing that is screened`, {
    expected: 'Person, Company, Organization, LegalEntity, Vessel, Airplane, CryptoWallet or Thing',
  });
}

const OPEN_SCHEMATA = [
  'Thing',
  'LegalEntity',
  'Person',
  'Vessel',
  'Company',
  'Airplane',
  'CryptoWallet',
] as const;

/** Where nobody says what it is: the widest schema that has all the identifiers given. */
function openSchema(properties: readonly string[]): string {
  const fits = (schema: string) =>
    properties.every((property) => propertyType(schema, property) !== undefined);
  return OPEN_SCHEMATA.find(fits) ?? 'Thing';
}

/** ISO dates; an approximate date or a range stays as it is written, which says more than any one date. */
function datesFrom(text: string): string[] {
  const answer = parseDate(text);
  if (answer.ok) {
    const plain = answer.dates.every(({ circa, until }) => circa !== true && until === undefined);
    return plain ? answer.dates.map(({ value }) => value) : [text];
  }
  throw new RiegelError('cli/bad-date', `--birth-date ${text} is no date: ${answer.detail}`, {
    expected: 'a date such as 1950-06-05, 5.6.1950 or 1950',
  });
}

function countryFrom(text: string): string {
  const country = parseCountry(text);
  if (country !== undefined) return country.code;
  throw new RiegelError('cli/bad-country', `${text} names no country, or several`, {
    expected: 'a code (PK, PAK) or a name in any language',
  });
}

function genderFrom(text: string): string {
  const gender = parseGender(text);
  if (gender !== undefined) return gender;
  throw new RiegelError('cli/bad-gender', `--gender ${text} is not known`, {
    expected: 'male, female or other, in any language (weiblich, жен., ذكر)',
  });
}

function identifierFrom(text: string, schema = 'Thing'): [property: string, value: string] {
  const [, property, value] = /^([a-z][A-Za-z]*)=(.+)$/s.exec(text) ?? [];
  if (property === undefined || value === undefined) {
    // A number whose kind is not said may be any document's.
    const plain = isA(schema, 'Vessel') ? 'imoNumber' : schema === 'CryptoWallet' ? 'publicKey' : 'number';
    return [plain, text];
  }
  const types = [...OPEN_SCHEMATA, schema].map((each) => propertyType(each, property));
  if (property === 'publicKey' || types.includes('identifier')) return [property, value];
  throw new RiegelError('cli/bad-id', `${property} is no property that holds an identifier`, {
    expected: 'passportNumber, idNumber, taxNumber, registrationNumber, imoNumber, publicKey …',
  });
}
