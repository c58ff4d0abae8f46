import model from './schema.data.json' with { type: 'json' };

/** What kind of value a property holds: FtM's property types. */
export type PropertyType =
  | 'address'
  | 'checksum'
  | 'country'
  | 'date'
  | 'email'
  | 'entity'
  | 'gender'
  | 'html'
  | 'identifier'
  | 'ip'
  | 'json'
  | 'language'
  | 'mimetype'
  | 'name'
  | 'number'
  | 'phone'
  | 'string'
  | 'text'
  | 'topic'
  | 'url';

export interface Property {
  readonly name: string;
  readonly type: PropertyType;
  /** True where equal values speak for the same entity (FtM's flag). */
  readonly matchable: boolean;
  /** Of an `entity` property: the schema that its value names. */
  readonly range?: string;
  /** Of an `identifier` property: the form it must have, e.g. `imo`, `lei`, `inn`. */
  readonly format?: string;
  /** Longest value in characters that FtM expects. */
  readonly maxLength: number;
  readonly deprecated: boolean;
}

export interface Schema {
  readonly name: string;
  readonly label: string;
  /** Direct parents. */
  readonly extends: readonly string[];
  /** This schema and everything it descends from. */
  readonly lineage: ReadonlySet<string>;
  /** FtM's flag: entities of this schema are compared with others. */
  readonly matchable: boolean;
  /** Of a schema that links two entities: the properties that hold its ends. */
  readonly edge?: { readonly source: string; readonly target: string; readonly directed: boolean };
  /** Own and inherited properties. */
  readonly properties: ReadonlyMap<string, Property>;
}

interface RawProperty {
  readonly type: PropertyType;
  readonly matchable?: boolean;
  readonly range?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly deprecated?: boolean;
}

interface RawSchema {
  readonly label: string;
  readonly extends: readonly string[];
  readonly matchable?: boolean;
  readonly edge?: Schema['edge'];
  readonly properties: Readonly<Record<string, RawProperty>>;
}

const rawSchemata = model.schemata as unknown as Readonly<Record<string, RawSchema>>;
const longest = model.types as Readonly<Record<PropertyType, { maxLength: number }>>;
const rawTopics: ReadonlySet<string> = new Set(model.topics);

const compiled = new Map<string, Schema>();
for (const name of Object.keys(rawSchemata)) compile(name);

function compile(name: string): Schema {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const raw = rawSchemata[name]!;
  const lineage = new Set([name]);
  const properties = new Map<string, Property>();
  for (const parentName of raw.extends) {
    const parent = compile(parentName);
    for (const ancestor of parent.lineage) lineage.add(ancestor);
    for (const [key, property] of parent.properties) properties.set(key, property);
  }
  for (const [key, property] of Object.entries(raw.properties)) {
    properties.set(
      key,
      Object.freeze({
        name: key,
        matchable: false,
        maxLength: longest[property.type].maxLength,
        deprecated: false,
        ...property,
      }),
    );
  }
  const schema: Schema = Object.freeze({
    name,
    label: raw.label,
    extends: raw.extends,
    lineage,
    matchable: raw.matchable === true,
    ...(raw.edge && { edge: raw.edge }),
    properties,
  });
  compiled.set(name, schema);
  return schema;
}

/** The FtM schema of that exact name, or undefined. */
export function schemaOf(name: string): Schema | undefined {
  return compiled.get(name);
}

/** Names of all known schemata. */
export function schemaNames(): readonly string[] {
  return [...compiled.keys()];
}

/** True where `schema` is `parent` or descends from it. Two unknown but equal names are the same. */
export function isA(schema: string, parent: string): boolean {
  return schema === parent || compiled.get(schema)?.lineage.has(parent) === true;
}

/** The type of a property (own or inherited) of a schema; undefined where either is unknown. */
export function propertyType(schema: string, property: string): PropertyType | undefined {
  return compiled.get(schema)?.properties.get(property)?.type;
}

/** True for a topic that FtM knows, e.g. `crime.terror`. */
export function isTopic(value: string): boolean {
  return rawTopics.has(value);
}

/**
 * Whether an entity of schema `a` and one of schema `b` can be the same thing at all, and so are worth comparing.
 *
 * They can where both are Things and one schema descends from the other (`LegalEntity` and `Person`, `Thing` and
 * `Vessel`), and also where both are organisations: lists disagree on whether a state firm is a `Company` or a
 * `PublicBody`. A `Person` is never an `Organization`. Links (`Sanction`, `Ownership` …) are never compared, nor is
 * a schema that is not known. FtM's own rule is narrower (descent only, and both flagged matchable): it would leave
 * out the subjects of schema `Thing` of whom nothing is known.
 */
export function matchableWith(a: string, b: string): boolean {
  const left = compiled.get(a);
  const right = compiled.get(b);
  if (left === undefined || right === undefined) return false;
  if (!left.lineage.has('Thing') || !right.lineage.has('Thing')) return false;
  if (left.lineage.has(b) || right.lineage.has(a)) return true;
  return left.lineage.has('Organization') && right.lineage.has('Organization');
}
