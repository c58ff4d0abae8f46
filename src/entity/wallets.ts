import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58, base58xmr, base58xrp, bech32, bech32m } from '@scure/base';
import { cashAddressHolds } from './wallet/cash-address.ts';
import lookAlikes from './wallet/look-alikes.data.json' with { type: 'json' };
import data from './wallet/versions.data.json' with { type: 'json' };

/** A wallet address as its form tells it. */
export interface Wallet {
  /** Tickers that the form allows, the chain's own first, then tokens on it; the form alone cannot tell them apart. */
  readonly currencies: readonly string[];
  /** The form under which equal addresses are equal texts: small letters where the chain ignores case, no URI scheme. */
  readonly normalised: string;
  /** `none` where the address carries no checksum: Solana, Ethereum in letters of one case, a bare hash. */
  readonly checksum: 'valid' | 'invalid' | 'none';
  /** `reference`: 64 hexadecimal digits, a payment id or key that lists give in place of an address. */
  readonly kind: 'address' | 'reference';
  /** The text has letters of another script that look Latin; with the Latin ones the checksum fits. */
  readonly lookAlikes?: true;
}

/** A wallet in a text; `start` and `end` count UTF-16 units from 0. */
export interface FoundWallet extends Wallet {
  readonly start: number;
  readonly end: number;
}

const base58Versions: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(data.base58));
const bech32Prefixes: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(data.bech32));
const scheme = new RegExp(`^(?:${data.schemes.join('|')}):(?://)?`, 'i');
const longestAddress = 512;

/**
 * Tells by its form what wallet address a text is: Bitcoin and its kin (Base58Check, Bech32 and Bech32m, CashAddr),
 * Ethereum and its kin (EIP-55), Tron, Monero, XRP, Solana, Zcash (t-, zs- and unified addresses), Dash, Dogecoin,
 * Verge, Bitcoin Gold.
 *
 * Takes one address, with or without a URI scheme (`bitcoin:`) or a remark in brackets behind it. Gives undefined where the text has the form of
 * none. An address whose checksum does not fit comes back as `invalid`: a list or a customer may have mistyped it.
 */
export function recogniseWallet(text: string): Wallet | undefined {
  const address = text
    .trim()
    .replace(scheme, '')
    .replace(/(?:[?@]|\s+\().*$/s, '');
  if (address.length < 25 || address.length > longestAddress) return undefined;
  if (/^[\x21-\x7e]+$/.test(address)) return recogniseLatin(address);
  // Some official lists were typed with Cyrillic, Greek or Armenian letters among the Latin ones.
  const latin = address.normalize('NFC').replace(/[^\x21-\x7e]/gu, (sign) => latinOf.get(sign) ?? sign);
  const found = /^[\x21-\x7e]+$/.test(latin) ? recogniseLatin(latin) : undefined;
  return found?.checksum === 'valid' ? { ...found, lookAlikes: true } : undefined;
}

const latinOf: ReadonlyMap<string, string> = new Map(Object.entries(lookAlikes.letters));

function recogniseLatin(address: string): Wallet | undefined {
  if (/^0x[0-9a-f]{40}$/i.test(address)) return ethereum(address);
  if (/^[0-9a-f]{64}$/i.test(address)) {
    return wallet(['XMR'], address.toLowerCase(), 'none', 'reference');
  }
  return cashAddress(address) ?? bech32Address(address) ?? base58Address(address);
}

/** Finds the addresses in free text, with their places. References are left out: most bare hashes in texts are none. */
export function findWallets(text: string): readonly FoundWallet[] {
  const found: FoundWallet[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}])(?:bitcoincash:|ecash:)?[\p{L}\p{N}]{25,512}(?![\p{L}\p{N}])/gu,
  )) {
    const seen = recogniseWallet(match[0]);
    if (seen === undefined || seen.kind === 'reference' || isPlainWord(match[0], seen)) continue;
    found.push({ ...seen, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** Without a checksum any long mixed word could be a Solana address: it must have figures and letters of both cases. */
function isPlainWord(address: string, { checksum, currencies }: Wallet): boolean {
  return (
    checksum === 'none' &&
    currencies[0] === 'SOL' &&
    !(/\d/.test(address) && /[a-z]/.test(address) && /[A-Z]/.test(address))
  );
}

function wallet(
  currencies: readonly string[],
  normalised: string,
  checksum: Wallet['checksum'],
  kind: Wallet['kind'] = 'address',
): Wallet {
  return { currencies, normalised, checksum, kind };
}

/** EIP-55: a letter is a capital where the Keccak-256 digit of the small form at its place is 8 or more. */
function ethereum(address: string): Wallet {
  const digits = address.slice(2);
  const small = digits.toLowerCase();
  const normalised = `0x${small}`;
  if (digits === small || digits === digits.toUpperCase()) return wallet(data.evm, normalised, 'none');
  const hash = keccak_256(new TextEncoder().encode(small));
  const holds = [...digits].every((sign, index) => {
    if (!/[a-f]/i.test(sign)) return true;
    const nibble = index % 2 === 0 ? hash[index >> 1]! >> 4 : hash[index >> 1]! & 15;
    return nibble >= 8 === (sign === sign.toUpperCase());
  });
  return wallet(data.evm, normalised, holds ? 'valid' : 'invalid');
}

function cashAddress(address: string): Wallet | undefined {
  const small = address.toLowerCase();
  if (address !== small && address !== address.toUpperCase()) return undefined;
  const parts = /^(?:(bitcoincash|ecash):)?([qp][02-9ac-hj-np-z]{41})$/.exec(small);
  if (parts === null) return undefined;
  const [, prefix, payload] = parts as unknown as [string, 'bitcoincash' | 'ecash' | undefined, string];
  for (const network of prefix === undefined ? (['bitcoincash', 'ecash'] as const) : [prefix]) {
    if (cashAddressHolds(network, payload)) return wallet(data.cashaddr[network], payload, 'valid');
  }
  return wallet(data.cashaddr[prefix ?? 'bitcoincash'], payload, 'invalid');
}

/** BIP 173 and BIP 350: witness version 0 with Bech32, later ones with Bech32m; Zcash Sapling and unified addresses. */
function bech32Address(address: string): Wallet | undefined {
  const small = address.toLowerCase();
  if (address !== small && address !== address.toUpperCase()) return undefined;
  const prefix = /^([a-z]{1,3})1[02-9ac-hj-np-z]{38,}$/.exec(small)?.[1];
  if (prefix === undefined) return undefined;
  if (prefix === 'u') {
    return small.length < 100
      ? undefined
      : wallet(['ZEC'], small, decodes(bech32m, small) ? 'valid' : 'invalid');
  }
  const currencies = bech32Prefixes.get(prefix);
  if (currencies === undefined) return undefined;
  const plain = prefix === 'zs' || prefix === 'bnb' || small[prefix.length + 1] === 'q';
  return wallet(currencies, small, decodes(plain ? bech32 : bech32m, small) ? 'valid' : 'invalid');
}

function decodes(coder: typeof bech32, address: string): boolean {
  return coder.decodeUnsafe(address, false) !== undefined;
}

function base58Address(address: string): Wallet | undefined {
  if (!/^[1-9A-HJ-NP-Za-km-z]{25,110}$/.test(address)) return undefined;
  if (address.length >= 95) return monero(address);
  if (address.length > 44) return undefined;
  const bytes = decode(base58, address);
  const invalid = bytes === undefined ? undefined : byVersion(address, bytes);
  if (invalid?.checksum === 'valid') return invalid;
  if (/^r[1-9A-HJ-NP-Za-km-z]{24,34}$/.test(address)) {
    const ripple = decode(base58xrp, address);
    if (ripple?.length === 25 && ripple[0] === 0) return wallet(['XRP'], address, checksumOf(ripple));
  }
  if (invalid !== undefined) return invalid;
  return bytes?.length === 32 ? wallet(['SOL'], address, 'none') : undefined;
}

function byVersion(address: string, bytes: Uint8Array): Wallet | undefined {
  if (bytes.length !== 25 && bytes.length !== 26) return undefined;
  const version = [...bytes.subarray(0, bytes.length - 24)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const currencies = base58Versions.get(version);
  return currencies && wallet(currencies, address, checksumOf(bytes));
}

/** Base58Check: the last four bytes are the first of the double SHA-256 of the others. */
function checksumOf(bytes: Uint8Array): 'valid' | 'invalid' {
  const hash = sha256(sha256(bytes.subarray(0, -4)));
  return bytes.subarray(-4).every((byte, index) => byte === hash[index]) ? 'valid' : 'invalid';
}

/** Monero: network byte, two keys (an integrated address adds a payment id), four bytes of Keccak-256. */
function monero(address: string): Wallet | undefined {
  if (address.length !== 95 && address.length !== 106) return undefined;
  const bytes = decode(base58xmr, address);
  if (bytes === undefined || !data.monero.includes(bytes[0]!))
    return /^[48]/.test(address) ? wallet(['XMR'], address, 'invalid') : undefined;
  const hash = keccak_256(bytes.subarray(0, -4));
  const holds = bytes.subarray(-4).every((byte, index) => byte === hash[index]);
  return wallet(['XMR'], address, holds ? 'valid' : 'invalid');
}

function decode(coder: typeof base58, address: string): Uint8Array | undefined {
  try {
    return coder.decode(address);
  } catch {
    return undefined;
  }
}
