import { RiegelError, type Subject } from '../../entity/index.ts';
import type { JournalRecord } from '../../journal/index.ts';
import type { Door, ScreeningBasis } from '../record.ts';

/** Kind of the journal's records of screenings. */
export const SCREENING = 'screening';

/** What stays readable of a match for ever: nothing of the subject. */
export interface RecordedMatch {
  /** Id of the entity in its list. */
  readonly entity: string;
  readonly score: number;
  readonly probability: number;
}

/** What is sealed of a match. */
interface SealedMatch {
  readonly entity: string;
  readonly explanation?: unknown;
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
  readonly sealedMatches: readonly SealedMatch[];
  readonly erasedAt?: string;
}

interface ScreeningResult {
  readonly door?: Door;
  readonly matches?: readonly RecordedMatch[];
  readonly moreMatches?: boolean;
}

interface SealedPart {
  readonly subject?: Subject;
  readonly matches?: readonly SealedMatch[];
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
  const { subject, matches: sealedMatches = [] } = (personal ?? {}) as SealedPart;
  return {
    seq,
    id,
    at,
    door: result!.door!,
    basis: basis as ScreeningBasis,
    matches: result!.matches!,
    moreMatches: result!.moreMatches === true,
    sealedMatches,
    ...(subject === undefined ? {} : { subject }),
    ...(erasedAt === undefined ? {} : { erasedAt }),
  };
}
