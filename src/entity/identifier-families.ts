import data from './identifier-families.data.json' with { type: 'json' };

/** A family of numbers in which equal ones are the same document; `any` where the kind is not known. */
export type IdentifierFamily = keyof typeof data.families;

const FAMILY: ReadonlyMap<string, IdentifierFamily> = new Map(
  (Object.keys(data.families) as IdentifierFamily[]).flatMap((family) =>
    data.families[family].map((property) => [property, family] as const),
  ),
);

/** The family of the numbers that a property holds; undefined for a property that identifies nobody by itself. */
export function identifierFamily(property: string): IdentifierFamily | undefined {
  return FAMILY.get(property);
}
