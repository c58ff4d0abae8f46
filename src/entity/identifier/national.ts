import { isIsoDate } from '../partial-date.ts';
import { checkedRule, formRule, type IdentifierRule, luhnHolds, weightedSum } from './verdict.ts';

/** Iranian national code: nine digits times 10 to 2; remainder by 11 below 2 stands itself, else 11 less it. */
function iranHolds(value: string): boolean {
  if (/^(\d)\1{9}$/.test(value)) return false;
  const remainder = weightedSum(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (remainder < 2 ? remainder : 11 - remainder) === Number(value[9]);
}

/** GB 11643-1999, ISO 7064 MOD 11-2; digits 7 to 14 are the date of birth. */
function chinaHolds(value: string): boolean {
  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  const sum = weightedSum(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return isIsoDate(birth) && '10X98765432'[sum % 11] === value[17];
}

const usccSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015, unified social credit code: powers of 3 modulo 31 over an alphabet without I, O, S, V, Z. */
function usccHolds(value: string): boolean {
  let sum = 0;
  let weight = 1;
  for (let index = 0; index < 17; index++) {
    sum += usccSigns.indexOf(value[index]!) * weight;
    weight = (weight * 3) % 31;
  }
  return usccSigns[(31 - (sum % 31)) % 31] === value[17];
}

/** T.C. kimlik numarası: tenth digit from odd and even places, eleventh from the sum of ten. */
function turkeyHolds(value: string): boolean {
  const odd = weightedSum(value, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weightedSum(value, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === Number(value[9]) && (odd + even + tenth) % 10 === Number(value[10]);
}

function brazilDigit(value: string, weights: readonly number[]): number {
  const remainder = weightedSum(value, weights) % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}

function cpfHolds(value: string): boolean {
  if (/^(\d)\1{10}$/.test(value)) return false;
  const first = brazilDigit(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]);
  const second = brazilDigit(value, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return first === Number(value[9]) && second === Number(value[10]);
}

function cnpjHolds(value: string): boolean {
  const first = brazilDigit(value, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  const second = brazilDigit(value, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  return first === Number(value[12]) && second === Number(value[13]);
}

const fiscalOdd = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Italian codice fiscale (decree of 23 December 1976): odd places by table, even places by value, modulo 26. */
function fiscalHolds(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const sign = value[index]!;
    const place = sign >= 'A' ? sign.charCodeAt(0) - 65 : Number(sign);
    sum += index % 2 === 0 ? fiscalOdd[place]! : place;
  }
  return String.fromCharCode(65 + (sum % 26)) === value[15];
}

/** Spanish DNI and NIE (X, Y, Z count as 0, 1, 2): remainder by 23 into a table of letters. */
function spainHolds(value: string): boolean {
  const digits = value.replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits.slice(0, 8)) % 23] === value.at(-1);
}

function peselHolds(value: string): boolean {
  return (10 - (weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(value[10]);
}

export const nationalRules = {
  'ir-national': checkedRule(/^\d{10}$/, 'an Iranian national code has 10 digits', iranHolds),
  'cn-resident': checkedRule(
    /^\d{17}[\dX]$/,
    'a Chinese resident number has 17 digits and a digit or X',
    chinaHolds,
  ),
  uscc: checkedRule(/^[0-9A-HJ-NPQRTUWXY]{18}$/, 'a unified social credit code has 18 signs', usccHolds),
  'tr-kimlik': checkedRule(/^[1-9]\d{10}$/, 'a T.C. number has 11 digits', turkeyHolds),
  /** Computerised national identity card, 12345-1234567-1. */
  'pk-cnic': formRule(/^[1-9]\d{12}$/, 'a CNIC has 13 digits'),
  'br-cpf': checkedRule(/^\d{11}$/, 'a CPF has 11 digits', cpfHolds),
  'br-cnpj': checkedRule(/^\d{14}$/, 'a CNPJ has 14 digits', cnpjHolds),
  'it-fiscal': checkedRule(
    /^[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/,
    'a codice fiscale has 16 signs: six letters, year, month, day, place, check letter',
    fiscalHolds,
  ),
  'es-dni': checkedRule(
    /^(?:\d{8}|[XYZ]\d{7})[A-Z]$/,
    'a DNI has 8 digits and a letter, a NIE X, Y or Z before 7',
    spainHolds,
  ),
  'pl-pesel': checkedRule(/^\d{11}$/, 'a PESEL has 11 digits', peselHolds),
  ein: formRule(
    /^(?!0[07-9]|1[789]|28|29|49|69|70|78|79|89|9[67])\d{9}$/,
    'an EIN has 9 digits and begins with a campus code',
  ),
  /** Social Security Administration: area not 000, 666 or 900 up; group not 00; serial not 0000. */
  ssn: formRule(
    /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/,
    'an SSN has 9 digits and is not from a block never issued',
  ),
  /** National provider identifier: Luhn over 80840 and the number. */
  npi: checkedRule(/^[12]\d{9}$/, 'an NPI has 10 digits and begins with 1 or 2', (value) =>
    luhnHolds(`80840${value}`),
  ),
  uei: formRule(/^(?!0)[A-HJ-NP-Z0-9]{12}$/, 'a UEI has 12 signs without I and O'),
  wikidata: formRule(/^Q[1-9]\d*$/, 'a Wikidata id is Q and a number'),
} as const satisfies Record<string, IdentifierRule>;
