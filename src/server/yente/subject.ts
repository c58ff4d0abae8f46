import {
  isCountryCode,
  isIsoDate,
  type Property,
  parseCountries,
  parseCountry,
  parseDate,
  parseGender,
  RiegelError,
  type Subject,
  schemaOf,
} from '../../entity/index.ts';
import { NAME_PROPERTIES } from '../../screening/index.ts';
import { Refusal } from './detail.ts';

/** An entity as a query gives it. */
export interface Example {
  readonly id?: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Values of one subject beyond which nobody says anything of one person. */
const MAX_VALUES = 5_000;
const NAMES: ReadonlySet<string> = new Set(NAME_PROPERTIES);

/**
 * An example as the subject that is screened: values in FtM's normal form (`Russia` becomes `ru`), properties that
 * the schema does not have left out, as yente does. Throws Refusal 400 for a schema that nothing is compared by, and
 * for more names than one subject may have.
 */
export function subjectOf(example: Example, mostNames: number): Subject {
  const schema = schemaOf(example.schema);
  if (schema === undefined) throw unparsable(`No schema for: ${example.schema.slice(0, 100)}`);
  if (schema.name !== 'Thing' && !schema.matchable) {
    throw unparsable(`Non-matchable schema for query: ${schema.name}`);
  }
  const properties: Record<string, readonly string[]> = {};
  let count = 0;
  let names = 0;
  for (const [name, given] of Object.entries(example.properties)) {
    const property = schema.properties.get(name);
    if (property === undefined) continue;
    const values = textsOf(given);
    count += values.length;
    if (count > MAX_VALUES) throw unparsable(`more than ${MAX_VALUES} values`);
    const normal = [...new Set(values.flatMap((value) => normalised(value, property)))];
    if (NAMES.has(name)) names += normal.length;
    if (normal.length > 0) properties[name] = normal;
  }
  if (names > mostNames) throw unparsable(`query requires ${names} names; maximum is ${mostNames}`);
  return { ...(example.id === undefined ? {} : { id: example.id }), schema: schema.name, properties };
}

function unparsable(why: string): Refusal {
  return new Refusal(400, `Cannot parse example entity: ${why}`);
}

/** What a caller is told where a subject cannot be screened as a whole: the batch has no answer then. */
export function unscreened(name: string, error: unknown): unknown {
  if (!(error instanceof RiegelError) || !/^(?:screening|match)\//.test(error.code)) return error;
  if (error.code === 'screening/unknown-list' || error.code === 'screening/bad-policy') return error;
  return new Refusal(400, `Cannot screen query '${name.slice(0, 100)}': ${error.message}`);
}

function textsOf(given: unknown): string[] {
  const values = Array.isArray(given) ? given : [given];
  return values.flatMap((value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
    const text = String(value).trim();
    return text === '' ? [] : [text];
  });
}

/** A value in the normal form of its type; several where the text says several; none where it is not of the type. */
function normalised(text: string, { type }: Property): readonly string[] {
  switch (type) {
    case 'country': {
      const code = text.toLowerCase();
      if (isCountryCode(code)) return [code];
      const one = parseCountry(text);
      return one === undefined ? parseCountries(text).countries.map((country) => country.code) : [one.code];
    }
    case 'date': {
      if (isIsoDate(text)) return [text];
      const read = parseDate(text);
      return read.ok ? read.dates.map((date) => date.value) : [];
    }
    case 'gender': {
      const gender = parseGender(text);
      return gender === undefined ? [] : [gender];
    }
    default:
      return [text];
  }
}
