import { isA, type Subject } from '../../entity/index.ts';
import type { Explanation, Match } from '../../match/index.ts';
import type { OwnershipAnswer } from './answer.ts';
import type { OwnershipFinding, OwnershipFindings } from './findings.ts';

/** What a subject matches: an entity that it is like, or rules by which it is treated as its owners are. */
export interface ScreeningMatch extends Match {
  readonly explanation: Explanation & {
    /** Of a match by rules of ownership: path and arithmetic. */
    readonly ownership?: OwnershipAnswer;
  };
}

const OWNERSHIP = 'ownership:';

/** Whether what a subject matched is no entity but rules. */
export function isOwnership(id: string): boolean {
  return id.startsWith(OWNERSHIP);
}

/** Of who is blocked for certain, and of whom it cannot be told. */
const PROBABILITY = { blocked: 1, 'cannot-tell': 0.5, 'not-blocked': 0 } as const;

/**
 * The matches of a subject by rules of ownership: `ownership:OFAC` … It is known there by its id. No person is owned.
 * A match has the score 1 whatever is known for certain: a threshold of how alike names are has no say in it.
 */
export function ownedMatches(
  { id, schema }: Subject,
  findings: OwnershipFindings | undefined,
): readonly ScreeningMatch[] {
  if (id === undefined || findings === undefined || isA(schema, 'Person')) return [];
  return findings.byId.get(id)?.map(matchOf) ?? [];
}

function matchOf({ answer, caption, lists }: OwnershipFinding): ScreeningMatch {
  return {
    id: `${OWNERSHIP}${answer.rules}`,
    caption,
    schema: 'Ownership',
    lists,
    score: 1,
    probability: PROBABILITY[answer.status],
    explanation: { facts: [], identifiers: [], sentence: answer.sentence, ownership: answer },
  };
}
