import type { DateRelation } from '../../entity/index.ts';
import coefficients from './coefficients.data.json' with { type: 'json' };

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
  /** Identifiers in common; one whose kind is not known on either side counts half. */
  readonly identifiers: number;
  readonly otherNumber: boolean;
}

/**
 * How much each feature adds to the log-odds that subject and entity are the same: fitted by `npm run calibrate`
 * on the tuning half of the labelled sets, at even odds of a true and a false match (see docs/evaluation.md).
 * `score` counts for each 0.1 of the name score above 0.7, `bits` for each bit of surprise that agrees.
 */
const COEFFICIENTS: typeof coefficients & { readonly date: Readonly<Record<DateRelation, number>> } =
  coefficients;

/** Bits of surprise beyond this say no more: by then the name is one of its kind. */
const MOST_BITS = 60;

/** Probability, 0 … 1, that a match with these features is true. */
export function probabilityOf(features: ProbabilityFeatures): number {
  const c = COEFFICIENTS;
  // An identifier that agrees speaks for itself: another name beside it is no evidence against it.
  const nameScore = features.identifiers > 0 ? Math.max(0.7, features.nameScore) : features.nameScore;
  let logOdds = c.base + c.score * (nameScore - 0.7) * 10 + c.bits * Math.min(MOST_BITS, features.bits);
  if (features.weak) logOdds += c.weak;
  logOdds += c.date[features.date];
  if (features.country > 0) logOdds += c.countryAgrees;
  if (features.country < 0) logOdds += c.countryDiffers;
  if (features.genderDiffers) logOdds += c.genderDiffers;
  if (features.otherNumber) logOdds += c.otherNumber;
  logOdds += c.identifier * Math.min(1, features.identifiers);
  return 1 / (1 + Math.exp(-logOdds));
}
