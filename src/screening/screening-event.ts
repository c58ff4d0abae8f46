import type { JournalEvent, Json } from '../journal/index.ts';
import type { DoneScreening } from './record.ts';

/** What became of one match. */
export interface MatchFate {
  readonly alert?: string;
  /** The exemption that was applied to it. */
  readonly exemption?: string;
  /** The linked listing of the same person whose exemption it is. */
  readonly linked?: string;
}

/** What is told of a screening beside what it said itself. */
export interface ScreeningOutcome {
  /** After exemptions. */
  readonly outcome: 'clear' | 'alert';
  /** What became of its matches, in their order. */
  readonly fates?: readonly MatchFate[];
  /** Whose key seals it, where no reference says so. */
  readonly subject?: string | undefined;
}

/** The journal's record of a screening. */
export function screeningEvent(
  { door, subject, reference, value, screening, basis }: DoneScreening,
  actor: string,
  { outcome, fates = [], subject: unnamed }: ScreeningOutcome,
): JournalEvent {
  const lasting = reference ?? unnamed;
  const { matches, moreMatches } = screening;
  return {
    kind: 'screening',
    actor,
    references: { ...basis },
    result: {
      door,
      outcome,
      matches: matches.map(({ id, score, probability }, i) => ({
        entity: id,
        score,
        probability,
        alert: fates[i]?.alert,
        exemption: fates[i]?.exemption,
        linked: fates[i]?.linked,
      })),
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
    ...(lasting === undefined ? {} : { subject: lasting }),
  };
}
