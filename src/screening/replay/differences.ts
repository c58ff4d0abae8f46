import { isDeepStrictEqual } from 'node:util';
import type { Match } from '../../match/index.ts';
import type { Screening } from '../screen-subject.ts';
import type { PastScreening, RecordedMatch } from './recorded.ts';

/** One thing in which an answer is another than the recorded one. */
export interface ReplayDifference {
  readonly what: 'match' | 'score' | 'probability' | 'explanation' | 'more-matches';
  /** Entity, where it is about a match. */
  readonly entity?: string;
  readonly recorded: string;
  readonly again: string;
}

/** Compares what was recorded with an answer; empty where they are the same. */
export function differencesBetween(past: PastScreening, answer: Screening): ReplayDifference[] {
  const again = new Map(answer.matches.map((match) => [match.id, match]));
  const explanations = new Map(past.sealedMatches.map(({ entity, explanation }) => [entity, explanation]));
  const differences = past.matches.flatMap((recorded) => {
    const { entity, score } = recorded;
    const match = again.get(entity);
    again.delete(entity);
    if (match === undefined) {
      return [{ what: 'match' as const, entity, recorded: `score ${score}`, again: 'none' }];
    }
    return inMatch(recorded, explanations.get(entity), match);
  });
  for (const { id, score } of again.values()) {
    differences.push({ what: 'match', entity: id, recorded: 'none', again: `score ${score}` });
  }
  const more = answer.moreMatches === true;
  if (more !== past.moreMatches) {
    differences.push({ what: 'more-matches', recorded: String(past.moreMatches), again: String(more) });
  }
  return differences;
}

function inMatch(recorded: RecordedMatch, explanation: unknown, match: Match): ReplayDifference[] {
  const { entity } = recorded;
  const differences: ReplayDifference[] = [];
  for (const what of ['score', 'probability'] as const) {
    if (recorded[what] === match[what]) continue;
    differences.push({ what, entity, recorded: String(recorded[what]), again: String(match[what]) });
  }
  if (explanation !== undefined && !isDeepStrictEqual(explanation, plain(match.explanation))) {
    const { en } = match.explanation.sentence;
    differences.push({ what: 'explanation', entity, recorded: 'as it is sealed', again: en });
  }
  return differences;
}

/** As the journal keeps it: without members that are undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
