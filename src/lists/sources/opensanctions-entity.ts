import { type Entity, propertyType, schemaOf } from '../../entity/index.ts';
import { BadLine } from './opensanctions-lines.ts';

const FIELDS = new Set([
  ...['id', 'schema', 'caption', 'properties', 'datasets', 'referents', 'target'],
  ...['first_seen', 'last_seen', 'last_change', 'notes'],
]);
/** Nested entities hold entities; real files go two or three deep. */
const MAX_DEPTH = 8;
const MAX_VALUE = 1_000_000;

export interface ReadEntities {
  /** The entity of the record first, then those nested in it. */
  readonly entities: readonly Entity[];
  /** What the data model does not know, in words; kept in the entity all the same. */
  readonly unknown: readonly string[];
}

/**
 * An FtM entity as OpenSanctions writes it, from parsed JSON; property values may be nested entities
 * (`targets.nested.json`). `dataset` stands in where the record names none.
 *
 * Throws BadLine when the value is no entity.
 */
export function readFtmEntity(value: unknown, dataset: string): ReadEntities {
  const entities: Entity[] = [];
  const unknown = new Set<string>();
  readInto(value, dataset, 0, entities, unknown);
  return { entities, unknown: [...unknown] };
}

function readInto(
  value: unknown,
  dataset: string,
  depth: number,
  entities: Entity[],
  unknown: Set<string>,
): string {
  if (depth > MAX_DEPTH) throw new BadLine(`Entities are nested more than ${MAX_DEPTH} deep`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadLine('The record is no object');
  const fields = value as Record<string, unknown>;
  const id = textOf(fields, 'id');
  const schema = textOf(fields, 'schema');
  if (!schemaOf(schema)) unknown.add(`schema ${schema}`);
  for (const name of Object.keys(fields)) if (!FIELDS.has(name)) unknown.add(`field ${name}`);
  const at = entities.length;
  entities.push(undefined as never);
  const properties = propertiesOf(fields.properties, id, schema, unknown, (nested) =>
    readInto(nested, dataset, depth + 1, entities, unknown),
  );
  const datasets = textsOf(fields, 'datasets');
  const caption = fields.caption === undefined ? undefined : textOf(fields, 'caption');
  entities[at] = Object.freeze({
    id,
    schema,
    caption: caption ?? properties.name?.[0] ?? id,
    properties,
    datasets: datasets.length === 0 ? [dataset] : datasets,
    ...(fields.referents !== undefined && { referents: textsOf(fields, 'referents') }),
    ...(fields.target === true && { target: true }),
    ...timeOf(fields, 'first_seen'),
    ...timeOf(fields, 'last_seen'),
    ...timeOf(fields, 'last_change'),
  });
  return id;
}

function propertiesOf(
  value: unknown,
  id: string,
  schema: string,
  unknown: Set<string>,
  nest: (value: unknown) => string,
): Entity['properties'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadLine(`The entity ${id} has no properties`);
  }
  const properties: Record<string, readonly string[]> = {};
  for (const [name, given] of Object.entries(value as Record<string, unknown>)) {
    if (typeof given === 'string') unknown.add(`form of ${schema}.${name}, a text that should be a list,`);
    const values: unknown = typeof given === 'string' ? [given] : given;
    if (!Array.isArray(values)) throw new BadLine(`The property ${name} of ${id} is no list`);
    const known = !schemaOf(schema) || propertyType(schema, name) !== undefined;
    // A nested file also lists the links that point here (`sanctions`, `ownershipOwner`) under no property of ours.
    const pointing = !known && values.every((each) => typeof each === 'object');
    if (!known && !pointing) unknown.add(`property ${schema}.${name}`);
    const texts = values.map((each) => (typeof each === 'object' ? nest(each) : scalar(each, name, id)));
    if (!pointing) properties[name] = Object.freeze([...new Set(texts)]);
  }
  return Object.freeze(properties);
}

function scalar(value: unknown, name: string, id: string): string {
  if (typeof value !== 'string' || value.length > MAX_VALUE) {
    throw new BadLine(`A value of ${name} of ${id} is no text`);
  }
  return value;
}

function textOf(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw new BadLine(`The record has no ${name}`);
  return value;
}

function textsOf(fields: Record<string, unknown>, name: string): readonly string[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) {
    throw new BadLine(`The field ${name} is no list of texts`);
  }
  return Object.freeze([...(value as string[])]);
}

function timeOf<Name extends string>(
  fields: Record<string, unknown>,
  name: Name,
): { readonly [K in Name]?: string } {
  const value = fields[name];
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as {
    readonly [K in Name]?: string;
  };
}
