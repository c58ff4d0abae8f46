import type { Journal, Json } from '../../src/journal/index.ts';
import type { TakeIn } from '../../src/screening/index.ts';

/** Records screenings in the journal, and opens no alerts: an alert's id is told by its entity. */
export function simpleTakeIn(journal: Journal): TakeIn {
  return async (screenings, actor, alongside) =>
    await journal.appendWith(
      screenings.map(({ reference, subject, screening, basis }) => ({
        kind: 'screening',
        actor,
        references: { index: basis.index, policy: basis.policy },
        result: {
          outcome: screening.outcome,
          matches: screening.matches.map(({ id, score }) => ({ id, score })),
        },
        personal: { schema: subject.schema, properties: subject.properties } as Json,
        ...(reference === undefined ? {} : { subject: reference }),
      })),
      async (tables, receipts) => {
        const recorded = receipts.map(({ id, seq }, i) => {
          const { outcome, matches } = screenings[i]!.screening;
          return { id, seq, outcome, alerts: matches.map((match) => `alert:${match.id}`) };
        });
        await alongside?.(tables, recorded);
        return recorded;
      },
    );
}
