import { RiegelError, type Subject } from '../../entity/index.ts';
import type { Journal } from '../../journal/index.ts';
import type { Store } from '../../store/index.ts';
import type { OwnershipFindings } from '../ownership/findings.ts';
import type { Alongside, DoneScreening, RecordedScreening, TakeIn } from '../record.ts';
import type { Screening } from '../screen-subject.ts';
import { journalSubject } from './customer.ts';
import type { Footing } from './footing.ts';

/** What the work on customers shares. */
export interface CustomerRoom {
  readonly store: Store;
  readonly journal: Journal;
  readonly takeIn: TakeIn;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What customers are screened with now; replaced when another index or policy comes in force. */
  footing: Footing;
  /** Whom rules of ownership reached when the last change was answered; unknown after a start in between. */
  ownedAnswered: OwnershipFindings | undefined;
}

export function doneScreening(
  reference: string,
  subject: Subject,
  screening: Screening,
  { basis }: Footing,
): DoneScreening {
  return {
    door: 'customer',
    subject,
    reference: journalSubject(reference),
    screening: { ...screening, subject },
    basis,
  };
}

/** Takes screenings in with what belongs to them, in one transaction, also where there is no screening. */
export async function takeInWith(
  { store, takeIn }: CustomerRoom,
  screenings: readonly DoneScreening[],
  actor: string,
  alongside: Alongside,
): Promise<readonly RecordedScreening[]> {
  if (screenings.length === 0) {
    await store.transaction(async (tables) => {
      await tables.journal.holdHead();
      await alongside(tables, []);
    });
    return [];
  }
  let done = false;
  const recorded = await takeIn(screenings, actor, async (tables, all) => {
    await alongside(tables, all);
    done = true;
  });
  if (!done) {
    throw new RiegelError(
      'screening/not-alongside',
      'Screenings were taken in without what belongs to them: customers may be screened again',
    );
  }
  return recorded;
}
