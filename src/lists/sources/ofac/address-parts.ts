import { joined, type OfacAddress } from './record.ts';

/**
 * An address out of typed parts (`ADDRESS1`, `CITY`, `STATE/PROVINCE`, `POSTAL CODE`, `REGION`), composed as the other
 * formats write it. A part of unknown type counts as a street. Undefined where nothing is said.
 */
export function addressOfParts(
  parts: readonly (readonly [type: string, value: string])[],
  country: string,
  element: string,
  script?: string,
): OfacAddress | undefined {
  const of = (type: string) => parts.find(([name]) => name.toUpperCase() === type)?.[1] ?? '';
  const [city, state, postalCode, region] = ['CITY', 'STATE/PROVINCE', 'POSTAL CODE', 'REGION'].map(of);
  const placed = new Set(['CITY', 'STATE/PROVINCE', 'POSTAL CODE', 'REGION']);
  const streets = parts.filter(([type]) => !placed.has(type.toUpperCase())).map(([, value]) => value);
  if (parts.every(([, value]) => value === '') && country === '') return undefined;
  return {
    streets: streets.filter((street) => street !== ''),
    cityLine: joined(' ', joined(', ', city, state), postalCode),
    ...(city && { city }),
    ...(state && { state }),
    ...(postalCode && { postalCode }),
    ...(region && { region }),
    country,
    ...(script && { script }),
    element,
  };
}
