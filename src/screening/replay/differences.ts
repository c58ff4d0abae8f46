import { isDeepStrictEqual } from 'node:util';
import type { JournalRecord } from '../../journal/index.ts';
import type { Match } from '../../match/index.ts';
import type { Screening } from '../screen-subject.ts';
import { pastScreening, type RecordedMatch } from './recorded.ts';

/** One thing in which an answer is another than the recorded one. */
export interface ReplayDifference {
  readonly what: 'match' | 'score' | 'probability' | 'lists' | 'explanation' | 'more-matches';
  /** Entity, where it is about a match. */
  readonly entity?: string;
  readonly recorded: string;
  readonly again: string;
}

/** Compares what a record says with an answer; empty where they are the same. */
export function differencesBetween(record: JournalRecord, answer: Screening): ReplayDifference[] {
  const { matches, moreMatches } = pastScreening(record);
  const { explanations } = (record.personal ?? {}) as { readonly explanations?: readonly unknown[] };
  const again = new Map(answer.matches.map((match) => [match.id, match]));
  const differences = matches.flatMap((recorded, i) => {
    const match = again.get(recorded.id);
    again.delete(recorded.id);
    return match === undefined
      ? [{ what: 'match' as const, entity: recorded.id, recorded: `score ${recorded.score}`, again: 'none' }]
      : inMatch(recorded, explanations?.[i], match);
  });
  for (const { id, score } of again.values()) {
    differences.push({ what: 'match', entity: id, recorded: 'none', again: `score ${score}` });
  }
  const more = answer.moreMatches === true;
  if (more !== moreMatches) {
    differences.push({ what: 'more-matches', recorded: String(moreMatches), again: String(more) });
  }
  return differences;
}

function inMatch(recorded: RecordedMatch, explanation: unknown, match: Match): ReplayDifference[] {
  const entity = recorded.id;
  const differences: ReplayDifference[] = [];
  for (const what of ['score', 'probability', 'lists'] as const) {
    // What an earlier format did not record is not compared.
    if (recorded[what] === undefined || isDeepStrictEqual(recorded[what], match[what])) continue;
    differences.push({ what, entity, recorded: String(recorded[what]), again: String(match[what]) });
  }
  if (explanation !== undefined && !isDeepStrictEqual(explanation, plain(match.explanation))) {
    differences.push({
      what: 'explanation',
      entity,
      recorded: 'as it is sealed',
      again: match.explanation.sentence.en,
    });
  }
  return differences;
}

/** As the journal keeps it: without members that are undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
