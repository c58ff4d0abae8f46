import type { NameKind } from '../names/index.ts';
import { explainName } from './explain/name.ts';
import { sentenceOf } from './explain/sentence.ts';
import { kindsOf, namesIn } from './index/names-of.ts';
import type { NameExplanation } from './match.ts';

export interface NameComparison {
  /** 0 … 1. */
  readonly score: number;
  readonly explanation: NameExplanation;
  readonly sentence: { readonly en: string; readonly de: string };
}

/**
 * Compares two names without any list: the score that a listed `name2` would have for a subject `name1`. `schema`
 * is the FtM schema that both bear; where it leaves open what bears them (`LegalEntity`), the best reading counts.
 */
export function compareNames(name1: string, name2: string, schema = 'Person'): NameComparison {
  const kinds: readonly NameKind[] =
    kindsOf(schema).length > 0 ? kindsOf(schema) : ['person', 'organisation', 'vessel'];
  const [first, ...others] = kinds.flatMap((kind) =>
    namesIn(name1, kind).flatMap((one) =>
      namesIn(name2, kind).map((other) => explainName(one, other, kind, 'name').explanation),
    ),
  );
  const best = others.reduce((a, b) => (b.score > a.score ? b : a), first!);
  return {
    score: best.score,
    explanation: best,
    sentence: sentenceOf(
      {
        asked: [name1],
        readable: [name1].filter((name) => /[\p{L}\p{N}]/u.test(name)),
        caption: name2,
        schema,
        lists: [],
      },
      { name: best, facts: [], identifiers: [] },
    ),
  };
}
