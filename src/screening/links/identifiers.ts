import {
  type Entity,
  type IdentifierFamily,
  identifierFamily,
  identifierKey,
  isIdentifierType,
  normaliseIdentifier,
  schemaOf,
  valuesOf,
} from '../../entity/index.ts';
import type { Reference } from './references.ts';

/** A number of an entry that few others can have. */
export interface StrongIdentifier {
  readonly family: IdentifierFamily;
  readonly number: string;
  /** Country that issued it, where the list says. */
  readonly country?: string;
}

/**
 * Families in which one number is one bearer. A bank code names a bank that a person merely has an account with, a
 * ticker a paper, a mobile radio number passes from ship to ship; `any` does not say what it is.
 */
const STRONG: ReadonlySet<IdentifierFamily> = new Set<IdentifierFamily>([
  'passport',
  'register',
  'vessel',
  'craft',
  'entity',
  'reference',
  'wallet',
]);

/** Families whose numbers are given once in the world: an equal one needs no name beside it. */
export const WORLDWIDE: ReadonlySet<string> = new Set<IdentifierFamily>(['vessel', 'entity', 'wallet']);

/** Shorter ones are reached by chance: two countries both have a passport 011697. */
const LEAST_SIGNS = 6;
const LEAST_DIGITS = 4;
/** More bearers in one list than this share an agent, an address or a mistake. */
export const MOST_BEARERS = 3;

/** Entry → its strong identifiers, each once, with the issuing country from its documents. */
export function identifiersOf(entities: readonly Entity[]): Map<string, StrongIdentifier[]> {
  const countries = documentCountries(entities);
  const found = new Map<string, StrongIdentifier[]>();
  for (const entity of entities) {
    const numbers = new Map<string, StrongIdentifier>();
    for (const property of Object.keys(entity.properties)) {
      const family = identifierFamily(property);
      if (
        family === undefined ||
        !STRONG.has(family) ||
        schemaOf(entity.schema)?.lineage.has('Thing') !== true
      )
        continue;
      for (const value of valuesOf(entity, property)) {
        const number = keyOf(value, schemaOf(entity.schema)?.properties.get(property)?.format);
        if (number.length < LEAST_SIGNS || (number.match(/\d/gu)?.length ?? 0) < LEAST_DIGITS) continue;
        const country = countries.get(`${entity.id} ${number}`);
        numbers.set(`${family}:${number}`, { family, number, ...(country === undefined ? {} : { country }) });
      }
    }
    if (numbers.size > 0) found.set(entity.id, [...numbers.values()]);
  }
  return found;
}

/** Lists write what they know of a number behind it: `00085243 (issued on 17.11.1997 in Sanaa, Yemen)`. */
function keyOf(value: string, format: string | undefined): string {
  const bare = value.replace(/\s*[(,;].*$/su, '');
  const written =
    format !== undefined && isIdentifierType(format) ? normaliseIdentifier(format, bare).value : bare;
  return identifierKey(written);
}

/** `holder number` → country, of passports and other documents that stand as entities of their own. */
function documentCountries(entities: readonly Entity[]): Map<string, string> {
  const countries = new Map<string, string>();
  for (const entity of entities) {
    const [country] = valuesOf(entity, 'country');
    if (country === undefined || schemaOf(entity.schema)?.lineage.has('Identification') !== true) continue;
    for (const holder of valuesOf(entity, 'holder'))
      for (const number of valuesOf(entity, 'number'))
        countries.set(`${holder} ${identifierKey(number)}`, country);
  }
  return countries;
}

/** Registers that give everybody one number, with its form: who has two different ones is two. */
const ONE_EACH: readonly [property: string, form: RegExp][] = [
  ['innCode', /^\d{10}(?:\d{2})?$/u],
  ['ogrnCode', /^\d{13}(?:\d{2})?$/u],
  ['imoNumber', /^\d{7}$/u],
  ['leiCode', /^[A-Z\d]{18}\d{2}$/u],
];

/**
 * An entity's numbers in registers that give everybody one. Only these properties: what a list files under
 * `registrationNumber` or `taxNumber` may be of any register of any country.
 */
export function registerNumbersOf(entity: Entity): Reference[] {
  return ONE_EACH.flatMap(([scheme, form]) =>
    valuesOf(entity, scheme)
      .filter((value) => form.test(value))
      .map((number) => ({ scheme, number, written: number })),
  );
}
