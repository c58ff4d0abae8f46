import { asciiDigits } from './date-words.ts';
import { financialRules } from './identifier/financial.ts';
import { formerSovietRules } from './identifier/former-soviet.ts';
import { nationalRules } from './identifier/national.ts';
import {
  formBroken,
  formFits,
  type IdentifierRule,
  type NormalisedIdentifier,
} from './identifier/verdict.ts';
import { vesselRules } from './identifier/vessels.ts';

const compactRules = { ...vesselRules, ...financialRules, ...formerSovietRules, ...nationalRules } as const;

/**
 * Kinds of identifiers with a rule of their own. Those that FtM gives as `format` of a property have FtM's name.
 * `imo` is a ship's or a company's number; `passport` and `other` have no rule but their form.
 */
export type IdentifierType = keyof typeof compactRules | 'passport' | 'phone' | 'email' | 'other';

const longestText = 256;

/**
 * Brings an identifier to its one written form and checks it by the rule of its kind.
 *
 * Takes the text as written, with spaces, punctuation, small letters, digits of any script. Never throws and never
 * drops: a text that breaks the rule comes back normalised with `valid: false`, since lists hold slips that a
 * customer's file may share.
 */
export function normaliseIdentifier(type: IdentifierType, text: string): NormalisedIdentifier {
  if (text.length > longestText)
    return formBroken(text.slice(0, longestText), `longer than ${longestText} characters`);
  switch (type) {
    case 'phone':
      return phone(text);
    case 'email':
      return email(text);
    case 'passport':
      return passport(compactForm(text));
    case 'other':
      return { value: compactForm(text), valid: undefined, checked: 'none' };
    default: {
      const rule: IdentifierRule = compactRules[type];
      return rule(compactForm(text));
    }
  }
}

/** True for a name of a kind that `normaliseIdentifier` knows; FtM's `format` of a property is one. */
export function isIdentifierType(type: string): type is IdentifierType {
  return Object.hasOwn(compactRules, type) || ['passport', 'phone', 'email', 'other'].includes(type);
}

function compactForm(text: string): string {
  return asciiDigits(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** ICAO Doc 9303 allows nine signs in the zone; lists carry longer ones with series and country. */
function passport(compact: string): NormalisedIdentifier {
  const value = compact.replace(/^(?:PASSPORT|PASS)?(?:NUMBER|NO|NR)?(?=[A-Z]{0,3}\d)/, '');
  if (!/\d/.test(value)) return formBroken(value, 'a passport number has a digit');
  if (value.length < 4 || value.length > 20) return formBroken(value, 'a passport number has 4 to 20 signs');
  return { value, valid: undefined, checked: 'form' };
}

/** ITU-T E.164: at most 15 digits. Without `+` or `00` the country is not known and the value has no plus. */
function phone(text: string): NormalisedIdentifier {
  const plain = asciiDigits(text)
    .normalize('NFKC')
    .replace(/(?:ext|x|доб)\.?\s*\d{1,6}\s*$/i, '')
    .trim();
  const digits = plain.replace(/\(0\)/g, '').replace(/\D+/g, '');
  const abroad = /^[^\d]*\+/.test(plain) || digits.startsWith('00');
  const value = abroad ? `+${digits.replace(/^00/, '')}` : digits;
  const count = value.replace('+', '').length;
  if (count < 5 || count > 15) return formBroken(value, 'a phone number has 5 to 15 digits');
  if (/\p{L}{3,}/u.test(plain.replace(/^(?:tel|phone|mobile|mob|fax|telephone)\b\.?:?/i, ''))) {
    return formBroken(value, 'words among the digits');
  }
  return abroad ? formFits(value) : { value, valid: undefined, checked: 'form' };
}

/** RFC 5321 lets the part before `@` differ by case; no provider of note does, so all is small letters. */
function email(text: string): NormalisedIdentifier {
  const value = text
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<|>$/g, '')
    .toLowerCase();
  const at = value.lastIndexOf('@');
  const [local, domain] = [value.slice(0, at), value.slice(at + 1)];
  const domainFits = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
    domain,
  );
  if (at < 1 || local.length > 64 || /[\s@<>,;]/.test(local) || !domainFits) {
    return formBroken(value, 'not of the form name@domain');
  }
  return formFits(value);
}

/** Words that stand where a number should; two records that share one share nothing. */
const placeholders = new Set([
  'NA',
  'NONE',
  'NULL',
  'NIL',
  'UNKNOWN',
  'NOTKNOWN',
  'NOTAVAILABLE',
  'NOTAPPLICABLE',
  'PENDING',
  'TBC',
  'TBA',
  'UNBEKANNT',
  'INCONNU',
  'DESCONOCIDO',
  'НЕТ',
  'НЕИЗВЕСТНО',
  'TEST',
]);

/**
 * The key under which equal identifiers of any kind meet: capitals and digits, nothing else. Empty where the text
 * is no identifier: a placeholder (`N/A`, `XXXX`, `0000`), or fewer than three signs.
 */
export function identifierKey(text: string): string {
  const key = compactForm(text.slice(0, longestText));
  return key.length < 3 || placeholders.has(key) || /^(.)\1*$/su.test(key) ? '' : key;
}

const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ['0', 'OОΟ'],
    ['1', 'ILІΙЇ'],
    ['5', 'SЅ'],
    ['8', 'BВΒ'],
    ['2', 'Z'],
    ['6', 'GБ'],
    ['A', 'АΑ'],
    ['E', 'ЕΕ'],
    ['K', 'КΚ'],
    ['M', 'МΜ'],
    ['H', 'НΗ'],
    ['P', 'РΡ'],
    ['C', 'С'],
    ['T', 'ТΤ'],
    ['Y', 'УΥ'],
    ['X', 'ХΧ'],
    ['3', 'З'],
  ].flatMap(([sign, others]) => [...others!].map((other) => [other, sign!] as const)),
);

/**
 * A coarser `identifierKey` for what a scanner or a hurried eye confuses: O and 0; I, L and 1; S and 5; B and 8;
 * Z and 2; G and 6; Cyrillic and Greek capitals that look Latin. Identifiers that meet only here are alike, not equal.
 */
export function lookAlikeKey(text: string): string {
  return identifierKey(text).replace(/./gsu, (sign) => lookAlikes.get(sign) ?? sign);
}
