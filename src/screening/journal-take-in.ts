import type { Journal, JournalEvent, Json } from '../journal/index.ts';
import type { DoneScreening, RecordedScreening, TakeIn } from './record.ts';

/**
 * Takes screenings into the journal and nowhere else: there are no alerts to work on, and no exemptions. For trying
 * out and measuring, and where somebody else's casework reads the journal.
 */
export function journalTakeIn(journal: Journal): TakeIn {
  return async (screenings, actor, alongside) =>
    await journal.appendWith(
      screenings.map((screening) => eventOf(screening, actor)),
      async (tables, receipts) => {
        const recorded = receipts.map(({ id, seq }, i): RecordedScreening => {
          return { id, seq, outcome: screenings[i]!.screening.outcome, alerts: [] };
        });
        await alongside?.(tables, recorded);
        return recorded;
      },
    );
}

function eventOf(
  { door, subject, reference, value, screening, basis }: DoneScreening,
  actor: string,
): JournalEvent {
  const { outcome, matches, moreMatches } = screening;
  return {
    kind: 'screening',
    actor,
    references: { ...basis },
    result: {
      door,
      outcome,
      matches: matches.map(({ id, score, probability }) => ({ entity: id, score, probability })),
      moreMatches,
    },
    personal: {
      reference,
      subject: subject as unknown as Json,
      value,
      matches: matches.map(({ id, caption, schema, lists, explanation }) => ({
        entity: id,
        caption,
        schema,
        lists,
        explanation: explanation as unknown as Json,
      })),
    },
    ...(reference === undefined ? {} : { subject: reference }),
  };
}
