import { checkDigit, formBroken, formRule, type IdentifierRule, weightedSum } from './verdict.ts';

/** IMO ship identification number (IMO resolution A.1117(30)): six digits times 7 to 2, last digit of the sum. */
function vesselHolds(digits: string): boolean {
  return weightedSum(digits, [7, 6, 5, 4, 3, 2]) % 10 === Number(digits[6]);
}

/** IMO company and registered owner number: six digits times 8, 6, 4, 2, 9, 7; 11 less the remainder by 11, last digit. */
function companyHolds(digits: string): boolean {
  return (11 - (weightedSum(digits, [8, 6, 4, 2, 9, 7]) % 11)) % 10 === Number(digits[6]);
}

/** Seven digits, also with `IMO`, `No`, `Company` before them. */
function imo(holds: (digits: string) => boolean): IdentifierRule {
  return (compact) => {
    const digits = compact.replace(/^(?:IMO|COMPANY|NUMBER|NO|NR)+/, '');
    return /^\d{7}$/.test(digits)
      ? checkDigit(digits, holds(digits))
      : formBroken(digits, 'an IMO number has 7 digits');
  };
}

export const vesselRules = {
  imo: imo((digits) => vesselHolds(digits) || companyHolds(digits)),
  'imo-vessel': imo(vesselHolds),
  'imo-company': imo(companyHolds),
  /** ITU-R M.585: nine digits; those of ships begin with 2 to 7, of coast stations with 00, of groups with 0. */
  mmsi: formRule(/^\d{9}$/, 'an MMSI has 9 digits'),
} as const satisfies Record<string, IdentifierRule>;
