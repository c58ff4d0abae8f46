import {
  type Entity,
  identifierKey,
  normaliseIdentifier,
  propertyType,
  recogniseWallet,
} from '../../entity/index.ts';

/** Properties that identify without being of FtM's identifier type, and those that are but are shared by many. */
const ALSO = new Set(['publicKey', 'imoNumber', 'mmsi', 'callSign', 'registrationNumber', 'serialNumber']);
const NEVER = new Set([
  'phone',
  'email',
  'website',
  'programId',
  'unscId',
  'authorityId',
  'callSign',
  'notes',
]);
/** Shorter keys are shared by too many things to stand alone. */
const SHORTEST_KEY = 5;

/** The canonical key of an identifier: alphanumeric, upper case; a wallet address keeps the case its chain needs. */
function keyOf(property: string, value: string): string | undefined {
  if (property === 'publicKey') {
    const wallet = recogniseWallet(value);
    return wallet === undefined ? `wallet:${value.trim()}` : `wallet:${wallet.normalised}`;
  }
  if (property === 'imoNumber') {
    const number = normaliseIdentifier('imo', value);
    if (number.valid === true) return `imo:${number.value}`;
  }
  const key = identifierKey(value);
  if (key.length < SHORTEST_KEY || /^0+$/.test(key) || !/\d/.test(key)) return undefined;
  return key;
}

/** All identifiers of an entity or subject, with their keys. */
export function identifiersOf(
  schema: string,
  properties: Entity['properties'],
): { property: string; value: string; key: string }[] {
  const found: { property: string; value: string; key: string }[] = [];
  for (const [property, values] of Object.entries(properties)) {
    if (NEVER.has(property) || (!ALSO.has(property) && propertyType(schema, property) !== 'identifier'))
      continue;
    for (const value of values) {
      const key = keyOf(property, value);
      if (key !== undefined) found.push({ property, value, key });
    }
  }
  return found;
}

/** 64 bits of a key, as two unsigned 32-bit numbers; the first is never 0. */
export function hashKey(key: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  return [(a ^ (a >>> 12)) >>> 0 || 1, b >>> 0];
}

/** Entities are found by their id through the same table. */
export function entityKey(id: string): string {
  return `entity:${id}`;
}
