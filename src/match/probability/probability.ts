import type { DateRelation } from '../../entity/index.ts';

/** What the probability is reckoned from. */
export interface ProbabilityFeatures {
  /** Score of the name alone, 0 … 1. */
  readonly nameScore: number;
  /** Bits of surprise of what was met in the listed name. */
  readonly bits: number;
  readonly weak: boolean;
  readonly date: DateRelation;
  /** 1 in common, -1 none in common, 0 unknown. */
  readonly country: number;
  readonly genderDiffers: boolean;
  readonly identifiers: number;
  readonly otherNumber: boolean;
}

/**
 * How much each feature adds to the log-odds that subject and entity are the same. Fitted by `npm run calibrate`
 * on the fitting half of the labelled sets (see docs/matching.md).
 */
export const COEFFICIENTS = {
  base: -9,
  /** For each 0.1 of the name score above 0.7. */
  score: 1.1,
  /** For each bit of surprise that agrees: half of what it would be if words of a name were independent. */
  bits: 0.2,
  weak: -1,
  date: { same: 4, compatible: 2, swapped: 2, near: 0, contradiction: -4, unknown: 0 } as Readonly<
    Record<DateRelation, number>
  >,
  countryAgrees: 1,
  countryDiffers: -1.5,
  genderDiffers: -2.5,
  identifier: 12,
  otherNumber: -3,
};

/** Probability, 0 … 1, that a match with these features is true. */
export function probabilityOf(features: ProbabilityFeatures): number {
  const c = COEFFICIENTS;
  let logOdds = c.base + c.score * (features.nameScore - 0.7) * 10 + c.bits * Math.min(60, features.bits);
  if (features.weak) logOdds += c.weak;
  logOdds += c.date[features.date];
  if (features.country > 0) logOdds += c.countryAgrees;
  if (features.country < 0) logOdds += c.countryDiffers;
  if (features.genderDiffers) logOdds += c.genderDiffers;
  if (features.otherNumber) logOdds += c.otherNumber;
  if (features.identifiers > 0) logOdds += c.identifier;
  return 1 / (1 + Math.exp(-logOdds));
}
