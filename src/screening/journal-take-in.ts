import type { Journal } from '../journal/index.ts';
import type { RecordedScreening, TakeIn } from './record.ts';
import { screeningEvent } from './screening-event.ts';

/**
 * Takes screenings into the journal and nowhere else: there are no alerts to work on, and no exemptions. For trying
 * out and measuring, and where somebody else's casework reads the journal.
 */
export function journalTakeIn(journal: Journal): TakeIn {
  return async (screenings, actor, alongside) =>
    await journal.appendWith(
      screenings.map((done) => screeningEvent(done, actor, { outcome: done.screening.outcome })),
      async (tables, receipts) => {
        const recorded = receipts.map(({ id, seq }, i): RecordedScreening => {
          return { id, seq, outcome: screenings[i]!.screening.outcome, alerts: [] };
        });
        await alongside?.(tables, recorded);
        return recorded;
      },
    );
}
