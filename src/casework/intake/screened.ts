import { RiegelError, type Subject } from '../../entity/index.ts';
import type { JournalEvent } from '../../journal/index.ts';
import { type DoneScreening, type MatchFate, screeningEvent } from '../../screening/index.ts';
import type { FactDigests } from '../../store/index.ts';
import { factsOf } from '../facts.ts';
import type { DesignatedEntity, Room } from '../room.ts';

type Match = DoneScreening['screening']['matches'][number];

/** A match with what is known of its entity. */
export interface ScreenedMatch {
  readonly match: Match;
  /** The entity's id and those it had before. */
  readonly ids: readonly string[];
  readonly entity: DesignatedEntity | undefined;
  /** Absent where the entity was not found. */
  readonly facts: FactDigests | undefined;
}

/** A screening made ready for its turn: all that needs no look at the tables is done. */
export interface Screened {
  readonly done: DoneScreening;
  /** By which its case is found: the reference, or a digest of the subject. */
  readonly subjectKey: string;
  readonly facts: FactDigests | undefined;
  readonly matches: readonly ScreenedMatch[];
}

/** One line, as the journal's references are. */
const REFERENCE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,256}$/u;

/** Throws `casework/bad-screening`, naming the row. */
export async function readScreenings(
  room: Room,
  screenings: readonly DoneScreening[],
): Promise<readonly Screened[]> {
  const ids = new Set(screenings.flatMap(({ screening }) => screening.matches.map(({ id }) => id)));
  const entities = ids.size === 0 ? new Map() : await room.entities.find([...ids]);
  const facts = new Map<string, FactDigests>();
  return screenings.map((done, row) => {
    check(done, row);
    const { subject, reference, screening } = done;
    return {
      done,
      subjectKey: reference ?? subjectDigest(subject, room.digest),
      facts: screening.matches.length === 0 ? undefined : factsOf(subject, room.digest),
      matches: screening.matches.map((match) => screenedMatch(match, entities.get(match.id), facts, room)),
    };
  });
}

function screenedMatch(
  match: Match,
  entity: DesignatedEntity | undefined,
  known: Map<string, FactDigests>,
  room: Room,
): ScreenedMatch {
  if (match.explanation.ownership !== undefined) {
    const facts = factsOf(arithmeticOf(match.explanation.ownership), room.digest);
    return { match, ids: [match.id], entity: undefined, facts };
  }
  if (entity === undefined) return { match, ids: [match.id], entity, facts: undefined };
  const facts = known.get(match.id) ?? factsOf(entity, room.digest);
  known.set(match.id, facts);
  return { match, ids: idsOf(match.id, entity), entity, facts };
}

/** What stands for an entity where rules of ownership match: another owner, path or share is a change. */
function arithmeticOf({ status, counted }: NonNullable<Match['explanation']['ownership']>) {
  const stakes = counted.map(
    ({ owner, path, kind, low, high }) => `${[...path, owner].join(' ')} ${kind} ${low} ${high}`,
  );
  return { schema: 'LegalEntity', properties: { name: [status, ...stakes] } };
}

/** All ids by which an entity is or was known. */
export function idsOf(asked: string, { id, referents = [] }: DesignatedEntity): readonly string[] {
  return [...new Set([asked, id, ...referents])];
}

function check({ reference, value, screening }: DoneScreening, index: number): void {
  const wrong =
    reference !== undefined && !(REFERENCE.test(reference) && reference.isWellFormed())
      ? 'a reference of one line, 1 to 256 characters'
      : value !== undefined && !(Number.isFinite(value) && value >= 0)
        ? 'a value that is a number, 0 or more'
        : screening.outcome === 'clear' && screening.matches.length > 0
          ? 'no match where the outcome is clear'
          : undefined;
  if (wrong === undefined) return;
  throw new RiegelError('casework/bad-screening', 'A screening cannot be taken in', {
    place: { row: index + 1 },
    expected: wrong,
  });
}

/** By which the same unnamed subject is known again. Keyed, so that nobody finds the subject from it. */
function subjectDigest({ schema, properties }: Subject, digest: Room['digest']): string {
  const sorted = Object.entries(properties)
    .map(([property, values]) => [property, [...values].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `digest:${digest(JSON.stringify([schema, sorted]))}`;
}

/** The journal's record of a screening, `fates` being what became of its matches. */
export function recordOf(
  { done, subjectKey, matches }: Screened,
  actor: string,
  outcome: 'clear' | 'alert',
  fates: readonly MatchFate[],
): JournalEvent {
  // Nobody asks again about a subject without a reference who matched nothing: a key of its own is enough.
  const subject = matches.length > 0 ? subjectKey : undefined;
  return screeningEvent(done, actor, { outcome, fates, subject });
}
