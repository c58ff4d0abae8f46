import { isCountryCode } from './countries.ts';
import type { Entity, ValueNote } from './entity.ts';
import { isIsoDate } from './partial-date.ts';
import { isTopic, type Property, schemaOf } from './schema.ts';

/** Something in an entity from outside that is not as the model wants it. */
export interface EntityIssue {
  /** Stable: `entity/<what>`. */
  readonly code:
    | 'entity/not-an-object'
    | 'entity/no-id'
    | 'entity/no-schema'
    | 'entity/wrong-type'
    | 'entity/too-large'
    | 'entity/unknown-schema'
    | 'entity/unknown-property'
    | 'entity/value-form'
    | 'entity/value-long'
    | 'entity/unknown-field'
    | 'entity/more-issues';
  /** JSON pointer (RFC 6901) to the place. */
  readonly path: string;
  readonly message: string;
}

export interface ValidatedEntity {
  /** Absent only where the input has no id or schema, or is no object. Frozen. */
  readonly entity?: Entity;
  readonly issues: readonly EntityIssue[];
}

/** Bounds of what is taken in. What lies beyond is reported and left out. */
export const entityBounds = {
  properties: 500,
  values: 20_000,
  valueLength: 100_000,
  idLength: 500,
  issues: 200,
} as const;

/**
 * Checks one FtM object from outside (parsed JSON) and gives it in the model's shape.
 *
 * Nothing is lost silently: an unknown schema or property, and a value whose form is not that of its type (a date that
 * is no ISO prefix, an unknown country code), is kept and reported; a number or a nested entity becomes its text or
 * id and is reported; what cannot be held (null, a list in a list, text beyond the bounds) is left out and reported.
 * Never throws.
 */
export function validateEntity(input: unknown): ValidatedEntity {
  const issues = new Issues();
  if (!isObject(input)) {
    issues.add('entity/not-an-object', '', 'an entity is a JSON object');
    return { issues: issues.list };
  }
  const id = shortText(input.id, '/id', issues);
  const schema = shortText(input.schema, '/schema', issues);
  if (id === undefined) issues.add('entity/no-id', '/id', 'an entity has an id');
  if (schema === undefined) issues.add('entity/no-schema', '/schema', 'an entity has a schema');
  if (id === undefined || schema === undefined) return { issues: issues.list };
  if (schemaOf(schema) === undefined) issues.add('entity/unknown-schema', '/schema', `no schema ${schema}`);
  const properties = readProperties(input.properties, schema, issues);
  const caption = shortText(input.caption, '/caption', issues) ?? properties.get('name')?.[0] ?? id;
  const referents = textList(input.referents, '/referents', issues);
  const notes = isObject(input.notes) ? readNotes(input.notes, properties, issues) : undefined;
  for (const field of Object.keys(input)) {
    if (!knownFields.has(field))
      issues.add('entity/unknown-field', `/${pointerPart(field)}`, 'not part of the model: left out');
  }
  if (input.target !== undefined && typeof input.target !== 'boolean') {
    issues.add('entity/wrong-type', '/target', 'expected true or false: left out');
  }
  const entity: Entity = {
    id,
    schema,
    caption,
    properties: Object.freeze(Object.fromEntries(properties)),
    datasets: textList(input.datasets, '/datasets', issues) ?? [],
    ...(referents !== undefined && { referents }),
    ...(typeof input.target === 'boolean' && { target: input.target }),
    ...Object.fromEntries(
      (['first_seen', 'last_seen', 'last_change'] as const).flatMap((field) => {
        const text = shortText(input[field], `/${field}`, issues);
        return text === undefined ? [] : [[field, text]];
      }),
    ),
    ...(notes !== undefined && { notes }),
  };
  return { entity: Object.freeze(entity), issues: issues.list };
}

const knownFields = new Set([
  'id',
  'schema',
  'caption',
  'properties',
  'datasets',
  'referents',
  'target',
  'first_seen',
  'last_seen',
  'last_change',
  'notes',
]);

class Issues {
  readonly #list: EntityIssue[] = [];
  #more = 0;

  add(code: EntityIssue['code'], path: string, message: string): void {
    if (this.#list.length < entityBounds.issues)
      this.#list.push({ code, path, message: message.slice(0, 300) });
    else this.#more++;
  }

  get list(): readonly EntityIssue[] {
    if (this.#more === 0) return this.#list;
    return [...this.#list, { code: 'entity/more-issues', path: '', message: `${this.#more} more issues` }];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pointerPart(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

function shortText(value: unknown, path: string, issues: Issues): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') {
    issues.add('entity/wrong-type', path, 'expected a text: left out');
    return undefined;
  }
  if (value.length > entityBounds.idLength) {
    issues.add('entity/too-large', path, `longer than ${entityBounds.idLength} characters: left out`);
    return undefined;
  }
  return value;
}

function textList(value: unknown, path: string, issues: Issues): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    issues.add('entity/wrong-type', path, 'expected a list of texts: left out');
    return undefined;
  }
  if (value.length > entityBounds.values)
    issues.add('entity/too-large', path, `only the first ${entityBounds.values} are kept`);
  const texts = value
    .slice(0, entityBounds.values)
    .flatMap((one: unknown, index) => shortText(one, `${path}/${index}`, issues) ?? []);
  return Object.freeze(texts);
}

function readProperties(
  value: unknown,
  schemaName: string,
  issues: Issues,
): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, readonly string[]>();
  if (value === undefined || value === null) return read;
  if (!isObject(value)) {
    issues.add('entity/wrong-type', '/properties', 'expected an object: left out');
    return read;
  }
  const schema = schemaOf(schemaName);
  const entries = Object.entries(value);
  if (entries.length > entityBounds.properties) {
    issues.add(
      'entity/too-large',
      '/properties',
      `only the first ${entityBounds.properties} of ${entries.length} are kept`,
    );
  }
  for (const [name, given] of entries.slice(0, entityBounds.properties)) {
    const path = `/properties/${pointerPart(name)}`;
    const property = schema?.properties.get(name);
    if (schema !== undefined && property === undefined) {
      issues.add('entity/unknown-property', path, `${schemaName} has no property ${name}`);
    }
    const values = readValues(given, property, path, issues);
    if (values.length > 0) read.set(name, Object.freeze(values));
  }
  return read;
}

function readValues(given: unknown, property: Property | undefined, path: string, issues: Issues): string[] {
  if (given !== null && !Array.isArray(given))
    issues.add('entity/wrong-type', path, 'expected a list of texts: taken as one');
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length > entityBounds.values)
    issues.add('entity/too-large', path, `only the first ${entityBounds.values} of ${list.length} are kept`);
  const values: string[] = [];
  for (const [index, one] of list.slice(0, entityBounds.values).entries()) {
    const place = `${path}/${index}`;
    const text = textOf(one, place, issues);
    if (text === undefined) continue;
    if (text.length > entityBounds.valueLength) {
      issues.add('entity/too-large', place, `longer than ${entityBounds.valueLength} characters: left out`);
      continue;
    }
    if (property !== undefined) checkForm(text, property, place, issues);
    values.push(text);
  }
  return values;
}

/** A value as text: numbers and truth values as they are written, a nested entity as its id. */
function textOf(value: unknown, path: string, issues: Issues): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') {
    issues.add('entity/wrong-type', path, `expected a text: ${typeof value} taken as its text`);
    return String(value);
  }
  if (isObject(value) && typeof value.id === 'string') {
    issues.add('entity/wrong-type', path, 'expected a text: of a nested entity its id is kept');
    return value.id;
  }
  issues.add('entity/wrong-type', path, 'expected a text: left out');
  return undefined;
}

function checkForm(value: string, property: Property, path: string, issues: Issues): void {
  const fault = formFault(value, property);
  if (fault !== undefined) issues.add('entity/value-form', path, fault);
  // FtM's lengths are meant for columns; lists have longer texts, and they are kept.
  if (value.length > property.maxLength)
    issues.add(
      'entity/value-long',
      path,
      `longer than the ${property.maxLength} characters of ${property.name}`,
    );
}

function formFault(value: string, property: Property): string | undefined {
  switch (property.type) {
    case 'date':
      return isIsoDate(value) ? undefined : 'a date is YYYY, YYYY-MM or YYYY-MM-DD';
    case 'country':
      return isCountryCode(value) ? undefined : 'not a country code';
    case 'gender':
      return ['male', 'female', 'other'].includes(value) ? undefined : 'a gender is male, female or other';
    case 'topic':
      return isTopic(value) ? undefined : 'not a topic';
    case 'url':
      return URL.canParse(value) ? undefined : 'not a URL';
    default:
      return undefined;
  }
}

const noteTexts = ['element', 'original', 'kind', 'lang', 'until'] as const;

function readNotes(
  given: Readonly<Record<string, unknown>>,
  properties: ReadonlyMap<string, readonly string[]>,
  issues: Issues,
): Entity['notes'] {
  const notes = new Map<string, readonly (ValueNote | null)[]>();
  for (const [name, list] of Object.entries(given).slice(0, entityBounds.properties)) {
    const path = `/notes/${pointerPart(name)}`;
    const values = properties.get(name);
    if (values === undefined || !Array.isArray(list) || list.length > values.length) {
      issues.add('entity/wrong-type', path, 'notes are a list beside the values of a property: left out');
      continue;
    }
    notes.set(
      name,
      Object.freeze(list.map((one: unknown, index) => readNote(one, `${path}/${index}`, issues))),
    );
  }
  return Object.freeze(Object.fromEntries(notes));
}

function readNote(given: unknown, path: string, issues: Issues): ValueNote | null {
  if (given === null) return null;
  if (!isObject(given)) {
    issues.add('entity/wrong-type', path, 'a note is an object or null: left out');
    return null;
  }
  const note: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    const known = (noteTexts as readonly string[]).includes(key)
      ? typeof value === 'string' && value.length <= entityBounds.valueLength
      : key === 'quality'
        ? ['primary', 'strong', 'weak'].includes(value as string)
        : key === 'precision' && ['circa', 'range'].includes(value as string);
    if (known) note[key] = value as string;
    else issues.add('entity/wrong-type', `${path}/${pointerPart(key)}`, 'not part of a note: left out');
  }
  return Object.freeze(note) as ValueNote;
}
