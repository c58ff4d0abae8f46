import { type PropertyType, propertyType, schemaNames, schemaOf } from '../entity/index.ts';

/** What a property tells of an entity, as far as it bears on matching; `other` for all that does not. */
export type FieldKind =
  | 'name'
  | 'date'
  | 'country'
  | 'place'
  | 'address'
  | 'gender'
  | 'identifier'
  | 'wallet'
  | 'contact'
  | 'link'
  | 'topic'
  | 'other';

/** FtM's property types say most of it. Texts, links to pages, languages and the like tell nothing that matching reads. */
const KIND_BY_TYPE: Readonly<Partial<Record<PropertyType, FieldKind>>> = {
  name: 'name',
  date: 'date',
  country: 'country',
  address: 'address',
  gender: 'gender',
  identifier: 'identifier',
  phone: 'contact',
  email: 'contact',
  entity: 'link',
  topic: 'topic',
};

/** Where the type says less than the property, or more: parts of names and addresses are mere strings in FtM. */
const KIND_BY_PROPERTY: Readonly<Record<string, FieldKind>> = {
  firstName: 'name',
  secondName: 'name',
  middleName: 'name',
  fatherName: 'name',
  motherName: 'name',
  lastName: 'name',
  nameSuffix: 'name',
  title: 'name',
  callSign: 'identifier',
  birthPlace: 'place',
  street: 'address',
  street2: 'address',
  city: 'address',
  postalCode: 'address',
  postOfficeBox: 'address',
  region: 'address',
  state: 'address',
  publicKey: 'wallet',
  currency: 'wallet',
  // The 50 % rule adds these up.
  percentage: 'link',
  // When a record was made or seen, and which programme it belongs to: about the list, not about the person.
  createdAt: 'other',
  modifiedAt: 'other',
  retrievedAt: 'other',
  publishedAt: 'other',
  programId: 'other',
  proof: 'other',
};

/** For a property that stands on a schema where FtM does not know it: what it is wherever FtM does. */
const TYPE_ELSEWHERE: ReadonlyMap<string, PropertyType> = new Map(
  schemaNames().flatMap((schema) =>
    [...(schemaOf(schema)?.properties.values() ?? [])].map(({ name, type }) => [name, type] as const),
  ),
);

/** What a property of an entity of that FtM schema tells. */
export function fieldKind(schema: string, property: string): FieldKind {
  const special = KIND_BY_PROPERTY[property];
  if (special !== undefined) return special;
  const type = propertyType(schema, property) ?? TYPE_ELSEWHERE.get(property);
  return (type === undefined ? undefined : KIND_BY_TYPE[type]) ?? 'other';
}

/** The whole names of an entity, as distinct from their parts (first name, patronymic …). */
export const WHOLE_NAMES: ReadonlySet<string> = new Set([
  'name',
  'alias',
  'weakAlias',
  'previousName',
  'abbreviation',
]);
