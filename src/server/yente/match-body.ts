import { type Fault, Unprocessable } from './detail.ts';
import type { Example } from './subject.ts';

/** The body of `POST /match`. */
export interface MatchBody {
  readonly queries: ReadonlyMap<string, Example>;
  /** Settings of an algorithm, by name. */
  readonly config: readonly string[];
}

/** Checks a body as pydantic does. Throws Unprocessable with its faults. */
export function readMatchBody(body: unknown): MatchBody {
  const faults: Fault[] = [];
  if (body === undefined || body === null || body === '') throw new Unprocessable([missing(['body'], null)]);
  if (!isObject(body))
    throw new Unprocessable([
      notOf('model_attributes_type', ['body'], 'a valid dictionary or object to extract fields from', body),
    ]);
  const queries = new Map<string, Example>();
  if (body.queries === undefined) faults.push(missing(['body', 'queries'], body));
  else if (!isObject(body.queries))
    faults.push(notOf('dict_type', ['body', 'queries'], 'a valid dictionary', body.queries));
  else {
    for (const [name, query] of Object.entries(body.queries)) {
      const example = exampleOf(query, ['body', 'queries', name], faults);
      if (example !== undefined) queries.set(name, example);
    }
  }
  if (body.weights !== undefined) numbers(body.weights, ['body', 'weights'], faults);
  const config = configOf(body.config, faults);
  if (faults.length > 0) throw new Unprocessable(faults);
  return { queries, config };
}

/** One example; faults are told with the way to them. */
function exampleOf(query: unknown, loc: readonly (string | number)[], faults: Fault[]): Example | undefined {
  if (!isObject(query)) {
    faults.push(
      notOf('model_attributes_type', loc, 'a valid dictionary or object to extract fields from', query),
    );
    return undefined;
  }
  const { id, schema, properties } = query;
  const before = faults.length;
  if (id !== undefined && id !== null && typeof id !== 'string')
    faults.push(notOf('string_type', [...loc, 'id'], 'a valid string', id));
  if (schema === undefined) faults.push(missing([...loc, 'schema'], query));
  else if (typeof schema !== 'string')
    faults.push(notOf('string_type', [...loc, 'schema'], 'a valid string', schema));
  if (properties === undefined) faults.push(missing([...loc, 'properties'], query));
  else if (!isObject(properties))
    faults.push(notOf('dict_type', [...loc, 'properties'], 'a valid dictionary', properties));
  else {
    for (const [name, values] of Object.entries(properties)) {
      if (typeof values !== 'string' && !Array.isArray(values)) {
        faults.push(notOf('string_type', [...loc, 'properties', name], 'a valid string or list', values));
      }
    }
  }
  if (faults.length > before) return undefined;
  return {
    ...(typeof id === 'string' ? { id } : {}),
    schema: schema as string,
    properties: properties as Example['properties'],
  };
}

function numbers(value: unknown, loc: readonly string[], faults: Fault[]): void {
  if (!isObject(value)) {
    faults.push(notOf('dict_type', loc, 'a valid dictionary', value));
    return;
  }
  for (const [name, number] of Object.entries(value)) {
    if (typeof number !== 'number')
      faults.push(notOf('float_type', [...loc, name], 'a valid number', number));
  }
}

function configOf(value: unknown, faults: Fault[]): readonly string[] {
  if (value === undefined) return [];
  if (!isObject(value)) {
    faults.push(notOf('dict_type', ['body', 'config'], 'a valid dictionary', value));
    return [];
  }
  for (const [name, setting] of Object.entries(value)) {
    if (typeof setting === 'object' && setting !== null) {
      faults.push(notOf('string_type', ['body', 'config', name], 'a valid string', setting));
    }
  }
  return Object.keys(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function missing(loc: Fault['loc'], input: unknown): Fault {
  return { type: 'missing', loc, msg: 'Field required', input: shown(input) };
}

/** @param what ends "Input should be …" */
export function notOf(type: string, loc: Fault['loc'], what: string, input: unknown): Fault {
  return { type, loc, msg: `Input should be ${what}`, input: shown(input) };
}

/** What was given, where it is short enough to give back. */
function shown(input: unknown): unknown {
  return JSON.stringify(input)?.length <= 2_000 ? input : '…';
}
