import { comparePacked, type DateRelation } from '../../entity/index.ts';

/**
 * What facts besides the name do to the score. They count both ways, but agreement never makes two different names
 * one: it adds little. A clear contradiction takes away enough that a name which is merely alike stays below the
 * default threshold while an equal name stays above it: an exact name is always an alert.
 */
export const DATE_EFFECT: Readonly<Record<DateRelation, number>> = {
  same: 0.05,
  compatible: 0.02,
  swapped: 0.03,
  near: -0.05,
  contradiction: -0.25,
  unknown: 0,
};

export const COUNTRY_AGREES = 0.01;
export const COUNTRY_DIFFERS = -0.09;
export const GENDER_DIFFERS = -0.12;

/** Most that facts can add: names are searched this far below the threshold. */
export const MOST_ADDED = DATE_EFFECT.same + COUNTRY_AGREES;

/** Most that facts can take away together: an exact name stays an alert at the default threshold. */
export const MOST_TAKEN = 0.29;

/** A subject's facts, packed once. */
export interface PackedFacts {
  readonly dates: readonly number[];
  /** Two letters in one number. */
  readonly countries: readonly number[];
  /** 0 unknown, 1 male, 2 female. */
  readonly gender: number;
}

const BEST_FIRST: readonly DateRelation[] = ['same', 'compatible', 'swapped', 'near', 'contradiction'];

/** The best relation of any of the subject's dates with any of the entity's: several are alternatives. */
export function bestDateRelation(
  subject: readonly number[],
  listed: Uint32Array,
  from: number,
  to: number,
): DateRelation {
  let best = BEST_FIRST.length;
  for (const date of subject) {
    for (let i = from; i < to; i++) {
      const relation = BEST_FIRST.indexOf(comparePacked(date, listed[i]!));
      if (relation >= 0 && relation < best) best = relation;
    }
  }
  return BEST_FIRST[best] ?? 'unknown';
}

/** 1 a country in common, -1 none, 0 unknown on either side. */
export function countryRelation(
  subject: readonly number[],
  listed: Uint32Array,
  from: number,
  to: number,
): number {
  if (subject.length === 0 || from === to) return 0;
  for (let i = from; i < to; i++) if (subject.includes(listed[i]!)) return 1;
  return -1;
}
