import { compareNames } from '../../src/match/index.ts';
import { crossScriptPairs, type LabelledPair, labelledPairs } from '../data/labelled.ts';
import { foldedName, type Half, halfOf } from '../seed.ts';
import type { Scene } from './scene.ts';
import { type Confusion, confusionOf, type Share, shareOf } from './statistics.ts';

/** Threshold that all figures are of, unless they are a curve. */
export const THRESHOLD = 0.7;
export const CURVE = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;

export interface PairFigures {
  readonly all: Confusion;
  readonly halves: Readonly<Record<Half, Confusion & { readonly pairs: number }>>;
  readonly curve: readonly (Confusion & { readonly threshold: number })[];
  readonly by: Readonly<Record<string, Readonly<Record<string, Confusion & { readonly pairs: number }>>>>;
  readonly crossScript: Share;
}

interface ScoredPair extends LabelledPair {
  readonly score: number;
  readonly half: Half;
}

const DIMENSIONS = ['schema', 'caseGroup', 'quality', 'category'] as const;

/** Precision, recall and F1 on labelled pairs of names; undefined without the corpus. */
export function measurePairs(scene: Scene): PairFigures | undefined {
  const pairs = labelledPairs();
  const across = crossScriptPairs();
  if (pairs === undefined || across === undefined) return undefined;
  const halves = halvesOf(pairs);
  const scored = pairs.map((pair, at): ScoredPair => ({ ...pair, score: score(pair), half: halves[at]! }));
  for (const { score: reached, same, subject, listed, schema, half } of scored) {
    if (half === 'tuning' && reached >= THRESHOLD !== same)
      scene.failure(
        'pairs',
        `${same ? 'MISSED' : 'FALSE'} ${reached.toFixed(3)} ${schema}: ${subject} | ${listed}`,
      );
  }
  const at = (some: readonly ScoredPair[]) => ({ pairs: some.length, ...confusionOf(some, THRESHOLD) });
  const by: Record<string, Record<string, Confusion & { pairs: number }>> = {};
  for (const dimension of DIMENSIONS) {
    const groups = new Map<string, ScoredPair[]>();
    for (const pair of scored) groups.set(pair[dimension], [...(groups.get(pair[dimension]) ?? []), pair]);
    by[dimension] = Object.fromEntries([...groups].sort().map(([group, some]) => [group, at(some)]));
  }
  return {
    all: confusionOf(scored, THRESHOLD),
    halves: {
      tuning: at(scored.filter(({ half }) => half === 'tuning')),
      reporting: at(scored.filter(({ half }) => half === 'reporting')),
    },
    curve: CURVE.map((threshold) => ({ threshold, ...confusionOf(scored, threshold) })),
    by,
    crossScript: shareOf(across.filter((pair) => score(pair) >= THRESHOLD).length, across.length),
  };
}

function score({ subject, listed, schema }: LabelledPair): number {
  return compareNames(subject, listed, schema).score;
}

/**
 * The half of each pair. Pairs that share a name are kept together, so that a name stands in one half only: the
 * pairs are the edges of a graph, and a connected part of it goes where its alphabetically first name falls.
 */
export function halvesOf(pairs: readonly { readonly subject: string; readonly listed: string }[]): Half[] {
  const parent = new Map<string, string>();
  const rootOf = (name: string): string => {
    let at = name;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) at = up;
    return at;
  };
  for (const { subject, listed } of pairs) {
    const [a, b] = [rootOf(foldedName(subject)), rootOf(foldedName(listed))].sort();
    if (a !== b) parent.set(b!, a!);
  }
  return pairs.map(({ subject }) => halfOf(rootOf(foldedName(subject))));
}
