import type { NameSettings } from '../../src/names/index.ts';
import { THRESHOLD } from '../measure/pairs.ts';
import { type Confusion, confusionOf, type Share, shareOf } from '../measure/statistics.ts';
import { type Comparison, isAlert, scoreOf } from './comparison.ts';

/** What the settings are judged by: cases of one half and one kind of bearer, a case being its comparisons. */
export interface Cases {
  readonly pairs: readonly { readonly comparisons: readonly Comparison[]; readonly same: boolean }[];
  readonly listed: readonly ListedCases[];
  readonly unlisted: readonly UnlistedCases[];
}

/** Names that should be found, each by its entity's names. */
export interface ListedCases {
  readonly heading: string;
  readonly weight: number;
  readonly cases: readonly (readonly Comparison[])[];
}

/** People on no list whose names are in one script. */
export interface UnlistedCases {
  readonly script: string;
  /** How many of them the half has … */
  readonly people: number;
  /** … how many of these were drawn … */
  readonly drawn: number;
  /** … and the listed names that those met who met any. */
  readonly cases: readonly (readonly Comparison[])[];
}

export interface TuningFigures {
  readonly pairs: Confusion;
  /** Heading → share found. */
  readonly found: Readonly<Record<string, Share>>;
  /** Script → share alerted of those drawn. */
  readonly alerted: Readonly<Record<string, Share>>;
  /** Share alerted, each script with as many people as the half has of it; 0 where there are no people. */
  readonly alertedOfAll: number;
  readonly objective: number;
}

const PAIRS_WEIGHT = 3;
/** Loss for the whole share of unlisted people alerted, and for what of it is beyond half a percent. */
const ALERTED = { loss: 60, most: 0.005, lossBeyond: 300 } as const;
/** Loss for what one script is beyond one percent; where it has few people, the share is half noise. */
const SCRIPT = { most: 0.01, lossBeyond: 20, few: 300, lossBeyondOfFew: 4 } as const;

/**
 * The objective of the search, larger is better:
 *
 *     3 × F1 of the labelled pairs
 *     + the share found of each set of listed names × its weight (see `casesOf`)
 *     − 60 × the share of unlisted people alerted
 *     − 300 × what of that share exceeds 0.5 %
 *     − 20 × what the share of each script exceeds 1 % (4 where fewer than 300 people were drawn of it)
 *
 * All at the default threshold, by name alone.
 */
export function figuresOf(cases: Cases, settings: NameSettings): TuningFigures {
  const pairs = confusionOf(
    cases.pairs.map(({ comparisons, same }) => ({
      score: Math.max(0, ...comparisons.map((comparison) => scoreOf(comparison, settings))),
      same,
    })),
    THRESHOLD,
  );
  let objective = PAIRS_WEIGHT * pairs.f1;
  const count = (some: ListedCases['cases']) => some.filter((one) => isAlert(one, settings)).length;
  const found: Record<string, Share> = {};
  for (const { heading, weight, cases: some } of cases.listed) {
    const hits = count(some);
    found[heading] = shareOf(hits, some.length);
    if (some.length > 0) objective += (weight * hits) / some.length;
  }
  const alerted: Record<string, Share> = {};
  let people = 0;
  let alertedPeople = 0;
  for (const script of cases.unlisted) {
    const hits = count(script.cases);
    const share = script.drawn === 0 ? 0 : hits / script.drawn;
    alerted[script.script] = shareOf(hits, script.drawn);
    people += script.people;
    alertedPeople += share * script.people;
    objective -= scriptLoss(share, script.drawn);
  }
  const alertedOfAll = people === 0 ? 0 : alertedPeople / people;
  objective -= alertedLoss(alertedOfAll);
  return { pairs, found, alerted, alertedOfAll, objective };
}

/** @param share of all unlisted people that is alerted, 0 … 1. */
export function alertedLoss(share: number): number {
  return ALERTED.loss * share + ALERTED.lossBeyond * Math.max(0, share - ALERTED.most);
}

/** @param share of the people of one script that is alerted, 0 … 1. @param people how many they are. */
export function scriptLoss(share: number, people: number): number {
  const loss = people < SCRIPT.few ? SCRIPT.lossBeyondOfFew : SCRIPT.lossBeyond;
  return loss * Math.max(0, share - SCRIPT.most);
}
