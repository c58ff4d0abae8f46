import { type Entity, RiegelError, type Subject } from '../../entity/index.ts';
import type { Match, MatchIndex } from '../../match/index.ts';
import type { Policy } from '../policy.ts';
import { screenSubject } from '../screen-subject.ts';

/** Listed names that were asked for, and what came of them. */
export interface FoundCounts {
  readonly asked: number;
  readonly found: number;
  /** Not among the matches shown, which the answer says: a very common name. */
  readonly beyondLimit: number;
  /** Refused with a reason, never called clear: names longer than are compared as a whole. */
  readonly refused: number;
  /** Called something else than they are: to be looked at. */
  readonly missed: number;
}

/** Counts whether entities are found by what is asked. */
export class FoundTally {
  private asked = 0;
  private found = 0;
  private beyondLimit = 0;
  private refused = 0;
  /** Entities that were missed, the first of them. */
  readonly missed: string[] = [];
  private missedCount = 0;

  /** Gives the match, where there is one. */
  ask(index: MatchIndex, policy: Policy, entity: Pick<Entity, 'id'>, subject: Subject): Match | undefined {
    this.asked++;
    try {
      const { matches, moreMatches } = screenSubject(index, subject, policy);
      const match = matches.find(({ id }) => id === entity.id);
      if (match !== undefined) this.found++;
      else if (moreMatches === true) this.beyondLimit++;
      else {
        this.missedCount++;
        if (this.missed.length < TOLD) this.missed.push(entity.id);
      }
      return match;
    } catch (error) {
      if (!(error instanceof RiegelError)) throw error;
      this.refused++;
      return undefined;
    }
  }

  counts(): FoundCounts {
    const { asked, found, beyondLimit, refused, missedCount: missed } = this;
    return { asked, found, beyondLimit, refused, missed };
  }
}

const TOLD = 20;
