import {
  Aligner,
  analyseName,
  beyondWords,
  comparePair,
  type FlatName,
  flatten,
  type NameKind,
  type NameSettings,
  PERSON_SETTINGS,
} from '../../src/names/index.ts';
import { THRESHOLD } from '../measure/pairs.ts';

/** Two names whose alike words are known: which words are alike does not depend on the settings, only the score does. */
export interface Comparison {
  readonly subject: FlatName;
  readonly listed: FlatName;
  /** Of each pair of alike words the five arguments of `Aligner.addPair`, one after the other. */
  readonly alike: Int32Array;
}

const aligner = new Aligner();

/** Compares a name with others; those that score 0 under any settings are left out. */
export function comparisonsOf(subject: string, listed: Iterable<string>, kind: NameKind): Comparison[] {
  const flat = flatten(analyseName(subject, kind));
  const comparisons: Comparison[] = [];
  for (const name of listed) {
    const other = flatten(analyseName(name, kind));
    // Called for the pairs that it leaves in the aligner; whichever settings it is given, they are the same.
    comparePair(flat, other, aligner, PERSON_SETTINGS);
    if (!aligner.touches(other.head)) continue;
    const alike = new Int32Array(aligner.pairCount * 5);
    for (let p = 0; p < aligner.pairCount; p++) {
      alike[p * 5] = aligner.subjectStart[p]!;
      alike[p * 5 + 1] = aligner.subjectLength[p]!;
      alike[p * 5 + 2] = aligner.listedStart[p]!;
      alike[p * 5 + 3] = aligner.listedLength[p]!;
      alike[p * 5 + 4] = aligner.packedCost[p]!;
    }
    comparisons.push({ subject: flat, listed: other, alike });
  }
  return comparisons;
}

/** What `comparePair` gives for these two names under these settings. */
export function scoreOf({ subject, listed, alike }: Comparison, settings: NameSettings): number {
  aligner.reset();
  for (let p = 0; p < alike.length; p += 5)
    aligner.addPair(alike[p]!, alike[p + 1]!, alike[p + 2]!, alike[p + 3]!, alike[p + 4]!);
  const score = aligner.score(subject, 0, subject.wordCount, listed, 0, listed.wordCount, settings);
  const loss = beyondWords(subject.numbers, listed.numbers, subject.legalForms, listed.legalForms, settings);
  return Math.max(0, score - loss);
}

/** True when any of the comparisons reaches the threshold. */
export function isAlert(comparisons: readonly Comparison[], settings: NameSettings): boolean {
  return comparisons.some((comparison) => scoreOf(comparison, settings) >= THRESHOLD);
}
