import { schemaNames, schemaOf } from './schema.ts';
import words from './schema-words.data.json' with { type: 'json' };

/** What FtM calls a schema when it speaks to people. */
export interface SchemaWords {
  /** Many of them: `Legal entities`. */
  readonly plural: string;
  readonly description?: string;
  /** Names of the properties that FtM shows first. */
  readonly featured: readonly string[];
}

/** What FtM calls a property, and the name under which its value sees it. */
export interface PropertyWords {
  /** Schema that declares it. */
  readonly declaredBy: string;
  readonly label: string;
  readonly description?: string;
  /** FtM keeps it from people who choose among properties. */
  readonly hidden: boolean;
  /** Of an `entity` property: its name seen from the other end, e.g. `ownershipOwner` of `Ownership:owner`. */
  readonly reverse?: string;
}

/** A property that an entity has only because others point at it. */
export interface ReverseProperty {
  readonly name: string;
  /** Schema of those that point, and their property. */
  readonly schema: string;
  readonly property: string;
}

interface RawWords {
  readonly plural: string;
  readonly description?: string;
  readonly featured?: readonly string[];
  readonly properties: Readonly<Record<string, RawPropertyWords>>;
}

interface RawPropertyWords {
  readonly label: string;
  readonly description?: string;
  readonly hidden?: boolean;
  readonly reverse?: string;
}

const rawSchemata = words.schemata as Readonly<Record<string, RawWords>>;
const rawTypes = words.types as Readonly<
  Record<string, { plural: string; group?: string; values?: Readonly<Record<string, string>> }>
>;
const ofSchema = new Map<string, ReadonlyMap<string, PropertyWords>>();
const reverses = new Map<string, ReverseProperty[]>();

for (const [schema, { properties }] of Object.entries(rawSchemata)) {
  for (const [property, { reverse }] of Object.entries(properties)) {
    const range = schemaOf(schema)?.properties.get(property)?.range;
    if (reverse === undefined || range === undefined) continue;
    const known = reverses.get(range) ?? [];
    known.push({ name: reverse, schema, property });
    reverses.set(range, known);
  }
}

/** The words for a schema; undefined where it is unknown. */
export function schemaWords(schema: string): SchemaWords | undefined {
  const raw = rawSchemata[schema];
  if (raw === undefined || !Object.hasOwn(rawSchemata, schema)) return undefined;
  return {
    plural: raw.plural,
    featured: raw.featured ?? [],
    ...(raw.description === undefined ? {} : { description: raw.description }),
  };
}

/** The words for each property of a schema, own or inherited; empty where the schema is unknown. */
export function propertyWords(schema: string): ReadonlyMap<string, PropertyWords> {
  const known = ofSchema.get(schema);
  if (known !== undefined) return known;
  const found = new Map<string, PropertyWords>();
  for (const name of schemaNames()) {
    if (schemaOf(schema)?.lineage.has(name) !== true) continue;
    for (const [property, { hidden, ...raw }] of Object.entries(rawSchemata[name]!.properties)) {
      // Of a property that is declared anew, the nearer schema's words count.
      const earlier = found.get(property);
      if (earlier !== undefined && schemaOf(earlier.declaredBy)!.lineage.has(name)) continue;
      found.set(property, { declaredBy: name, hidden: hidden === true, ...raw });
    }
  }
  if (schemaOf(schema) !== undefined) ofSchema.set(schema, found);
  return found;
}

/** The properties that an entity of a schema gets from those that point at it. */
export function reverseProperties(schema: string): readonly ReverseProperty[] {
  return [...(schemaOf(schema)?.lineage ?? [])].flatMap((name) => reverses.get(name) ?? []);
}

/** The name FtM groups values of a property type under (`countries`, `topics`); undefined where it has none. */
export function groupOfType(type: string): string | undefined {
  return rawTypes[type]?.group;
}

/** The property type whose values a group holds, and what people call them; undefined for no group. */
export function typeOfGroup(group: string): { readonly type: string; readonly plural: string } | undefined {
  const found = Object.entries(rawTypes).find(([, type]) => type.group === group);
  return found === undefined ? undefined : { type: found[0], plural: found[1].plural };
}

/** What people call a value that FtM enumerates (a topic, a gender); undefined for another. */
export function valueWords(type: string, value: string): string | undefined {
  const values = rawTypes[type]?.values;
  return values !== undefined && Object.hasOwn(values, value) ? values[value] : undefined;
}
