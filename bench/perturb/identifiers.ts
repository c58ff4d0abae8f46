import { type Entity, valuesOf } from '../../src/entity/index.ts';
import type { Random } from '../seed.ts';
import type { Altered, Treatment } from './treatment.ts';

/** The name is left out: the identifier alone has to find its bearer. */
function byIdentifier(
  id: string,
  what: string,
  bearers: Treatment['bearers'],
  properties: readonly string[],
  write: (value: string, random: Random) => string | undefined,
): Treatment {
  const alter = ({ entity }: { entity: Entity }, random: Random): Altered | undefined => {
    for (const property of properties) {
      const value = valuesOf(entity, property)[0];
      const written = value === undefined ? undefined : write(value, random);
      if (written !== undefined) return { properties: { [property]: [written] } };
    }
    return undefined;
  };
  return { id, what, bearers, alter };
}

/** Groups of four, parted by a space, hyphen or full stop: how numbers are copied from paper. */
const parted = (value: string, random: Random) =>
  /^[A-Z0-9]{6,}$/i.test(value)
    ? value.replace(/(.{3,4})(?=.)/g, `$1${random.pick([' ', '-', '.'])}`)
    : undefined;

const NUMBERS = [
  'passportNumber',
  'idNumber',
  'taxNumber',
  'registrationNumber',
  'innCode',
  'ogrnCode',
  'leiCode',
];

export const IDENTIFIERS: readonly Treatment[] = [
  byIdentifier(
    'identifier',
    'a document or registration number as the list writes it, without a name',
    ['person', 'organisation'],
    NUMBERS,
    (value) => value,
  ),
  byIdentifier('identifier-parted', 'the same with separators', ['person', 'organisation'], NUMBERS, parted),
  byIdentifier(
    'identifier-case',
    'the same in small letters',
    ['person', 'organisation'],
    NUMBERS,
    (value) => (/[A-Z]/.test(value) ? value.toLowerCase() : undefined),
  ),
  byIdentifier('imo', 'IMO number of a vessel, without a name', ['vessel'], ['imoNumber'], (value) => value),
  byIdentifier(
    'imo-parted',
    '`IMO 9187629` as `IMO-9187629`, `IMO No. 9187629`',
    ['vessel'],
    ['imoNumber'],
    (value, random) => {
      const digits = /\d{7}/.exec(value)?.[0];
      return digits === undefined
        ? undefined
        : random.pick([`IMO-${digits}`, `IMO No. ${digits}`, `imo${digits}`, digits]);
    },
  ),
  byIdentifier('wallet', 'a wallet address', ['wallet'], ['publicKey'], (value) => value),
  byIdentifier(
    'wallet-spaces',
    'a wallet address with spaces around it',
    ['wallet'],
    ['publicKey'],
    (value) => ` ${value} `,
  ),
  byIdentifier(
    'wallet-case',
    'a hexadecimal or bech32 address in the other case',
    ['wallet'],
    ['publicKey'],
    (value) => {
      if (/^0x[0-9a-f]{40}$/i.test(value)) return `0x${value.slice(2).toLowerCase()}`;
      return /^bc1/.test(value) ? value.toUpperCase() : undefined;
    },
  ),
];
