import type { MatchIndex } from '../index/open.ts';
import type { Match } from '../match.ts';
import type { ScreenOptions } from '../screen-options.ts';
import type { NameSearcher } from '../search/searcher.ts';

/** A designated name in a text. Offsets are UTF-16 units of the text given. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** The words as the text writes them. */
  readonly text: string;
  readonly match: Match;
}

export function scanText(
  index: MatchIndex,
  searcher: NameSearcher,
  text: string,
  options: ScreenOptions,
): TextMatch[] {
  void index;
  void searcher;
  void text;
  void options;
  return [];
}
