import {
  type Entity,
  identifierFamily,
  identifierKey,
  normaliseIdentifier,
  recogniseWallet,
} from '../../entity/index.ts';

/** Shorter keys are shared by too many things to stand alone. */
const SHORTEST_KEY = 5;
/** Shape of a wallet address: one word, longer than names are. */
const WALLET_LIKE = /^\S{25,120}$/;
/** ISO 9362: the signs of a BIC that name the party; those behind them name a branch. */
const BIC_PARTY = 8;

/** An identifier of an entity or subject. */
export interface KeyedIdentifier {
  readonly property: string;
  readonly value: string;
  readonly key: string;
}

/** The canonical keys of an identifier: alphanumeric, upper case; a wallet address keeps the case its chain needs. */
function keysOf(property: string, value: string): string[] {
  const family = identifierFamily(property);
  if (family === 'wallet') {
    return [`wallet:${recogniseWallet(value)?.normalised ?? value.trim()}`];
  }
  const special: string[] = [];
  if (family === 'vessel' || family === 'any') {
    const number = normaliseIdentifier('imo', value);
    if (number.valid === true) special.push(`imo:${number.value}`);
  }
  if (property !== 'bikCode' && (family === 'bank' || family === 'any')) {
    const code = normaliseIdentifier('bic', value);
    if (code.valid === true) special.push(`bic:${code.value.slice(0, BIC_PARTY)}`);
  }
  if (family === 'any') {
    const wallet = recogniseWallet(value);
    if (wallet !== undefined) special.push(`wallet:${wallet.normalised}`);
  } else if (special.length > 0) return special;
  const key = identifierKey(value);
  if (key.length < SHORTEST_KEY || /^0+$/.test(key) || !/\d/.test(key)) return special;
  return [...special, key];
}

/** All identifiers of an entity or subject, with their keys; one of a kind that is not known may have several. */
export function identifiersOf(properties: Entity['properties']): KeyedIdentifier[] {
  const found: KeyedIdentifier[] = [];
  for (const name of properties.name ?? []) {
    // Lists of names hold wallet addresses too.
    const wallet = WALLET_LIKE.test(name) ? recogniseWallet(name) : undefined;
    if (wallet !== undefined)
      found.push({ property: 'publicKey', value: name, key: `wallet:${wallet.normalised}` });
  }
  for (const [property, values] of Object.entries(properties)) {
    if (identifierFamily(property) === undefined) continue;
    for (const value of values) {
      for (const key of keysOf(property, value)) found.push({ property, value, key });
    }
  }
  return found;
}

/**
 * Whether equal numbers in two properties are one document: `same` in one family; `unknown` where one side does not
 * say of what kind its number is; undefined where the kinds differ, as of a passport and a national identity card.
 *
 * @param listedSchema schema of the entity: of one that may be a person or a firm, lists give papers of any kind as
 *   `idNumber`.
 */
export function kinship(
  subjectProperty: string,
  listedProperty: string,
  listedSchema: string,
): 'same' | 'unknown' | undefined {
  const subject = identifierFamily(subjectProperty);
  const listed = identifierFamily(listedProperty);
  if (subject === listed && subject !== 'any') return 'same';
  const open = listedProperty === 'idNumber' && listedSchema !== 'Person';
  return subject === 'any' || listed === 'any' || open ? 'unknown' : undefined;
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
