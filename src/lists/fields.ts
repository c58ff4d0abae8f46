/**
 * Which FtM properties bear on matching, by what they tell. A property that stands nowhere here (remarks,
 * programme, reason, source address …) does not decide whether two records are the same person.
 * Names of properties: FollowTheMoney model, https://followthemoney.tech/explorer/.
 */
const FIELDS = {
  name: [
    'name',
    'alias',
    'weakAlias',
    'previousName',
    'abbreviation',
    'firstName',
    'secondName',
    'middleName',
    'fatherName',
    'motherName',
    'lastName',
    'maidenName',
    'nameSuffix',
    'title',
    'callSign',
  ],
  date: ['birthDate', 'deathDate', 'incorporationDate', 'dissolutionDate', 'buildDate', 'registrationDate'],
  country: [
    'country',
    'nationality',
    'citizenship',
    'birthCountry',
    'jurisdiction',
    'mainCountry',
    'flag',
    'pastFlags',
    'deathCountry',
  ],
  place: ['birthPlace', 'deathPlace', 'placeOfBirth', 'registrationPlace', 'homePort', 'buildPlace'],
  address: [
    'address',
    'addressEntity',
    'full',
    'street',
    'street2',
    'street3',
    'city',
    'postalCode',
    'postOfficeBox',
    'region',
    'state',
  ],
  gender: ['gender'],
  identifier: [
    'idNumber',
    'passportNumber',
    'registrationNumber',
    'taxNumber',
    'socialSecurityNumber',
    'vatCode',
    'leiCode',
    'dunsCode',
    'uniqueEntityId',
    'npiCode',
    'swiftBic',
    'bic',
    'iban',
    'accountNumber',
    'imoNumber',
    'mmsi',
    'serialNumber',
    'crsNumber',
    'innCode',
    'kppCode',
    'ogrnCode',
    'okpoCode',
    'bikCode',
    'uscCode',
    'permId',
    'cikCode',
    'isin',
    'isinCode',
    'icaoCode',
    'giiNumber',
    'number',
    'wikidataId',
    'email',
    'phone',
  ],
  wallet: ['publicKey', 'currency'],
  link: [
    'holder',
    'owner',
    'asset',
    'entity',
    'person',
    'relative',
    'director',
    'organization',
    'member',
    'associate',
    'agent',
    'client',
    'subject',
    'object',
    'percentage',
    'ownershipType',
  ],
  topic: ['topics'],
} as const satisfies Record<string, readonly string[]>;

export type FieldKind = keyof typeof FIELDS | 'other';

const KIND_BY_PROPERTY = new Map<string, FieldKind>(
  Object.entries(FIELDS).flatMap(([kind, properties]) =>
    properties.map((property) => [property, kind as FieldKind]),
  ),
);

/** Properties by which one entity points at another: the others of kind `link` hold facts about the link. */
const POINTERS = new Set<string>(
  [...FIELDS.link, 'addressEntity'].filter((property) => !['percentage', 'ownershipType'].includes(property)),
);

/** What a property tells; `other` for all that does not bear on matching. */
export function fieldKind(property: string): FieldKind {
  return KIND_BY_PROPERTY.get(property) ?? 'other';
}

/** Whether the property's values are ids of other entities. */
export function pointsToEntity(property: string): boolean {
  return POINTERS.has(property);
}

/** The whole names of an entity, as distinct from their parts (first name, patronymic …). */
export const WHOLE_NAMES: readonly string[] = ['name', 'alias', 'weakAlias', 'previousName', 'abbreviation'];
