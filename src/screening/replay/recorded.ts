import { RiegelError, type Subject } from '../../entity/index.ts';
import type { JournalEvent, JournalRecord, Json } from '../../journal/index.ts';
import type { Match } from '../../match/index.ts';
import type { DoneScreening, Door, ScreeningBasis } from '../record.ts';

/** Kind of the journal's records of screenings. */
export const SCREENING = 'screening';

/** What stays readable of a match for ever: nothing of the subject. */
export interface RecordedMatch {
  /** Id of the entity in its list. */
  readonly id: string;
  readonly score: number;
  readonly probability: number;
  readonly lists: readonly string[];
}

/** A screening as the journal tells it. */
export interface PastScreening {
  readonly seq: number;
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly door: Door;
  readonly basis: ScreeningBasis;
  /** Before exemptions: whether anything matched. */
  readonly matches: readonly RecordedMatch[];
  readonly moreMatches: boolean;
  /** None where its key has been erased, or the record was read unopened. */
  readonly subject?: Subject;
  readonly erasedAt?: string;
}

/**
 * A screening as an event of the journal: what it rested on and what came of it stay readable for ever, the subject and
 * the explanations are sealed.
 */
export function screeningEvent(done: DoneScreening, actor: string): JournalEvent {
  const { door, subject, reference, screening, basis } = done;
  const { outcome, matches, moreMatches } = screening;
  return {
    kind: SCREENING,
    actor,
    references: { ...basis },
    result: { door, outcome, matches: matches.map(recordedMatch), moreMatches },
    personal: { subject, explanations: matches.map(({ explanation }) => explanation) } as unknown as Json,
    ...(reference === undefined ? {} : { subject: reference }),
  };
}

function recordedMatch({ id, score, probability, lists }: Match): RecordedMatch & { [name: string]: Json } {
  return { id, score, probability, lists };
}

interface ScreeningResult {
  readonly door?: Door;
  readonly matches?: readonly RecordedMatch[];
  readonly moreMatches?: boolean;
}

/**
 * The screening that a record tells of. Throws `replay/no-screening` where it tells of something else, or not of all
 * that a screening rests on.
 */
export function pastScreening(record: JournalRecord): PastScreening {
  const { seq, id, at, kind, references, personal, erasedAt } = record;
  const result = record.result as ScreeningResult | null;
  const basis = references as unknown as Partial<ScreeningBasis>;
  const { index, engine, lists, policy } = basis;
  const whole =
    kind === SCREENING &&
    [index, engine, policy, result?.door].every((each) => typeof each === 'string') &&
    typeof lists === 'object' &&
    Array.isArray(result?.matches);
  if (!whole) {
    throw new RiegelError(
      'replay/no-screening',
      `Record ${seq} tells of no screening that can be run again`,
      {
        expected: 'a record of kind screening with door, matches, index, engine, lists and policy',
      },
    );
  }
  const subject = (personal as { readonly subject?: Subject } | undefined)?.subject;
  return {
    seq,
    id,
    at,
    door: result!.door!,
    basis: basis as ScreeningBasis,
    matches: result!.matches!,
    moreMatches: result!.moreMatches === true,
    ...(subject === undefined ? {} : { subject }),
    ...(erasedAt === undefined ? {} : { erasedAt }),
  };
}
