import { isCountryCode } from '../countries.ts';
import ibanLengths from './iban-lengths.data.json' with { type: 'json' };
import {
  checkDigit,
  checkedRule,
  formBroken,
  formFits,
  formRule,
  type IdentifierRule,
  luhnHolds,
  remainder97,
} from './verdict.ts';

const lengths: Readonly<Record<string, number>> = { ...ibanLengths.unregistered, ...ibanLengths.registered };

/** ISO 13616: country, two check digits, account; length by country; MOD 97-10 over the text with its first four signs at the end. */
const iban: IdentifierRule = (compact) => {
  const value = compact.replace(/^IBAN/, '');
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(value))
    return formBroken(value, 'an IBAN is two letters, two digits, then an account');
  const length = lengths[value.slice(0, 2)];
  if (length === undefined) return formBroken(value, 'this country has no IBAN');
  if (value.length !== length)
    return formBroken(value, `an IBAN of ${value.slice(0, 2)} has ${length} signs`);
  return checkDigit(value, remainder97(value.slice(4) + value.slice(0, 4)) === 1);
};

/** ISO 9362: four letters or digits for the party, country, two for the place, none or three for the branch. */
const bic: IdentifierRule = (compact) => {
  const value = compact.replace(/^(?:SWIFT|BIC)(?=[A-Z0-9]{8}(?:[A-Z0-9]{3})?$)/, '');
  if (!/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value))
    return formBroken(value, 'a BIC has 8 or 11 signs');
  if (!isCountryCode(value.slice(4, 6).toLowerCase()))
    return formBroken(value, 'the fifth and sixth sign name no country');
  return formFits(value);
};

/** ISO 6166: two letters, nine signs, Luhn's digit over the text with its letters as two digits. */
function isinHolds(value: string): boolean {
  return luhnHolds([...value].map((sign) => String(Number.parseInt(sign, 36))).join(''));
}

const figiSigns = /^(?!BS|BM|GG|GB|GH|KY|VG)[B-DF-HJ-NP-TV-Z0-9]{2}G[B-DF-HJ-NP-TV-Z0-9]{8}\d$/;

/** Object Management Group FIGI 1.0: signs as numbers, every second doubled, sum of the digits. */
function figiHolds(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 11; index++) {
    const number = Number.parseInt(value[index]!, 36) * (index % 2 === 0 ? 1 : 2);
    sum += Math.trunc(number / 10) + (number % 10);
  }
  return (10 - (sum % 10)) % 10 === Number(value[11]);
}

export const financialRules = {
  iban,
  bic,
  /** ISO 17442: 18 signs and two check digits, MOD 97-10. */
  lei: checkedRule(
    /^[A-Z0-9]{18}\d{2}$/,
    'an LEI has 20 signs and ends in two digits',
    (value) => remainder97(value) === 1,
  ),
  isin: checkedRule(/^[A-Z]{2}[A-Z0-9]{9}\d$/, 'an ISIN has two letters, nine signs and a digit', isinHolds),
  figi: checkedRule(figiSigns, 'a FIGI has 12 signs with G as the third', figiHolds),
  /** EU VIES and others: country (EL for Greece, XI for Northern Ireland) and 2 to 13 signs. */
  vat: formRule(/^[A-Z]{2}[A-Z0-9]{2,13}$/, 'a VAT number begins with two letters'),
} as const satisfies Record<string, IdentifierRule>;
