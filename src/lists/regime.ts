import type { EntityDraft } from './entity-draft.ts';
import type { IssuePlace, ListDraft } from './list-draft.ts';
import { REGIME_TOPICS, REGIME_WORDS, type Regime } from './regimes.data.ts';

/** The regimes that the words of a title name; none where no word is known. */
export function regimesOf(title: string): readonly Regime[] {
  const found = new Set<Regime>();
  for (const [words, regimes] of REGIME_WORDS) {
    if (words.test(title)) for (const regime of regimes) found.add(regime);
  }
  return [...found];
}

/** Adds regime tags (`keywords`) and FtM topics; a programme without known regime is reported as drift. */
export function addRegimes(
  list: ListDraft,
  holder: EntityDraft,
  programme: string,
  regimes: readonly Regime[],
  element: string,
  place: IssuePlace,
): void {
  if (programme !== '' && regimes.length === 0) {
    list.issueOnce('drift', 'unknown-regime', `Programme "${programme}" belongs to no known regime`, place);
  }
  for (const regime of regimes) {
    holder.add('keywords', regime, { element, original: programme });
    holder.add('topics', REGIME_TOPICS[regime], { element, original: programme });
  }
}
