/** An identifier in its one written form, and what its own rule says of it. */
export interface NormalisedIdentifier {
  /** Canonical form: capitals and digits without spaces or punctuation (phone and e-mail: their own form). */
  readonly value: string;
  /** False where the rule of its kind is broken; undefined where the kind has no rule that could tell. */
  readonly valid: boolean | undefined;
  /** What was checked: the check digit (and the form), the form alone, or nothing. */
  readonly checked: 'check-digit' | 'form' | 'none';
  /** What is wrong, where `valid` is false. */
  readonly problem?: string;
}

/** Takes the compact form (capitals and digits only) of one kind of identifier. */
export type IdentifierRule = (compact: string) => NormalisedIdentifier;

/** The form is right and there is no check digit. */
export function formFits(value: string): NormalisedIdentifier {
  return { value, valid: true, checked: 'form' };
}

/** The form is wrong: the check digit was not looked at. */
export function formBroken(value: string, problem: string): NormalisedIdentifier {
  return { value, valid: false, checked: 'form', problem };
}

/** The form is right; `holds` is whether the check digit is. */
export function checkDigit(value: string, holds: boolean): NormalisedIdentifier {
  return holds
    ? { value, valid: true, checked: 'check-digit' }
    : { value, valid: false, checked: 'check-digit', problem: 'check digit does not fit' };
}

/** A rule of form alone. */
export function formRule(pattern: RegExp, problem: string): IdentifierRule {
  return (compact) => (pattern.test(compact) ? formFits(compact) : formBroken(compact, problem));
}

/** A rule of form and then check digit. */
export function checkedRule(
  pattern: RegExp,
  problem: string,
  holds: (compact: string) => boolean,
): IdentifierRule {
  return (compact) =>
    pattern.test(compact) ? checkDigit(compact, holds(compact)) : formBroken(compact, problem);
}

/** Sum of the digits times their weights; as many digits as weights are taken, from `start`. */
export function weightedSum(digits: string, weights: readonly number[], start = 0): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[start + index]), 0);
}

/** ISO 7064 MOD 97-10: the remainder by 97 of a text in which A is 10 and Z is 35. */
export function remainder97(text: string): number {
  let remainder = 0;
  for (const sign of text) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Luhn's check (ISO/IEC 7812-1 annex B): true where the last digit fits the others. */
export function luhnHolds(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}
