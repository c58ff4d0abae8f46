import {
  checkDigit,
  checkedRule,
  formBroken,
  formRule,
  type IdentifierRule,
  weightedSum,
} from './verdict.ts';

/** INN (order of the Federal Tax Service MMV-7-6/435): 10 digits of firms with one check digit, 12 of persons with two. */
const inn: IdentifierRule = (compact) => {
  const value = compact.replace(/^(?:INN|ИНН)/, '');
  const digit = (weights: readonly number[]) => (weightedSum(value, weights) % 11) % 10;
  if (/^\d{10}$/.test(value))
    return checkDigit(value, digit([2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(value[9]));
  if (/^\d{12}$/.test(value)) {
    const first = digit([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(value[10]);
    return checkDigit(value, first && digit([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(value[11]));
  }
  return formBroken(value, 'an INN has 10 or 12 digits');
};

/** OGRN (13 digits): the first 12 modulo 11, last digit; OGRNIP (15): the first 14 modulo 13, last digit. */
const ogrn: IdentifierRule = (compact) => {
  const value = compact.replace(/^(?:OGRNIP|OGRN|ОГРНИП|ОГРН)/, '');
  if (/^\d{13}$/.test(value))
    return checkDigit(value, (Number(value.slice(0, 12)) % 11) % 10 === Number(value[12]));
  if (/^\d{15}$/.test(value))
    return checkDigit(value, (Number(value.slice(0, 14)) % 13) % 10 === Number(value[14]));
  return formBroken(value, 'an OGRN has 13 or 15 digits');
};

/** OKPO: 8 or 10 digits; weights 1, 2, 3 … (after 10 again 1), modulo 11; where that is 10, weights 3, 4, 5 … */
function okpoHolds(value: string): boolean {
  const count = value.length - 1;
  const weights = (first: number) =>
    Array.from({ length: count }, (_, index) => ((first - 1 + index) % 10) + 1);
  let remainder = weightedSum(value, weights(1)) % 11;
  if (remainder === 10) remainder = weightedSum(value, weights(3)) % 11;
  return remainder % 10 === Number(value[count]);
}

/** SNILS: nine digits times 9 to 1, modulo 101 (100 counts as 0). Numbers up to 001-001-998 have no check digits. */
function snilsHolds(value: string): boolean {
  if (Number(value.slice(0, 9)) <= 1_001_998) return true;
  return (weightedSum(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(value.slice(9));
}

/** RNOKPP, the tax number of natural persons in Ukraine. */
function rnokppHolds(value: string): boolean {
  const sum = weightedSum(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
  return (((sum % 11) + 11) % 11) % 10 === Number(value[9]);
}

export const formerSovietRules = {
  inn,
  ogrn,
  okpo: checkedRule(/^(?:\d{8}|\d{10})$/, 'an OKPO code has 8 or 10 digits', okpoHolds),
  /** Four digits of the tax office, two signs of the reason, three digits. */
  kpp: formRule(/^\d{4}[0-9A-Z]{2}\d{3}$/, 'a KPP has 9 signs'),
  snils: checkedRule(/^\d{11}$/, 'a SNILS has 11 digits', snilsHolds),
  'ua-rnokpp': checkedRule(/^\d{10}$/, 'an RNOKPP has 10 digits', rnokppHolds),
} as const satisfies Record<string, IdentifierRule>;
