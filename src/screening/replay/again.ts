import type { Subject } from '../../entity/index.ts';
import type { Match, MatchIndex } from '../../match/index.ts';
import type { Policy } from '../policy.ts';
import { screenText } from '../screen-document.ts';
import { type Screening, screeningOf, screenSubject } from '../screen-subject.ts';

/**
 * Screens a recorded subject again, by the path that it came by: what was found in a running text is looked for in its
 * words as in a text, since the same words may name a person and a firm. Throws as `screenSubject`.
 */
export function screenAgain(index: MatchIndex, subject: Subject, policy: Policy): Screening {
  if (subject.origin?.span === undefined) return screenSubject(index, subject, policy);
  const [name = ''] = subject.properties.name ?? [];
  const found = new Map<string, Match>();
  for (const { matches } of screenText(index, { text: name, offsets: [], origin: subject.origin }, policy)) {
    for (const match of matches) found.set(match.id, match);
  }
  const best = [...found.values()].sort((a, b) => b.score - a.score);
  return screeningOf(subject, best, policy);
}
