import { companionHere, type Receipt } from '../../journal/index.ts';
import type {
  Alongside,
  DoneScreening,
  MatchFate,
  RecordedScreening,
  TakeIn,
} from '../../screening/index.ts';
import { atDesk, type Desk } from '../desk.ts';
import type { Room } from '../room.ts';
import { Gather } from './gather.ts';
import { type LinkedListings, takeLinked } from './linked.ts';
import { settlePair } from './pair.ts';
import { readScreenings, recordOf, type Screened } from './screened.ts';

const MOST_WAITING = 50_000;

interface Asked {
  readonly done: DoneScreening;
  readonly actor: string;
}

/** What a screening became, before its record has a number. */
interface Fate {
  readonly outcome: 'clear' | 'alert';
  readonly alerts: readonly string[];
  /** Which of the transaction's events is its own. */
  readonly event: number;
}

/**
 * See `TakeIn`. Throws `casework/bad-screening`, `casework/overloaded`, what the journal's `append` throws, and what
 * `alongside` throws.
 */
export function takeInTo(room: Room): TakeIn {
  const gather = new Gather<Asked, RecordedScreening>((asked) => takeTogether(room, asked), MOST_WAITING);
  return async (screenings, actor, alongside) => {
    if (screenings.length === 0) return [];
    const asked = screenings.map((done) => ({ done, actor }));
    // Most batches match nobody: they need no look at the cases, and the journal gathers them itself.
    if (screenings.every(({ screening }) => screening.matches.length === 0)) {
      return await takeUnmatched(room, asked, alongside);
    }
    // What runs alongside may refuse the transaction: that of nobody else.
    const isApart = alongside !== undefined || companionHere() !== undefined;
    return isApart ? await takeTogether(room, asked, alongside) : await gather.run(asked);
  };
}

async function takeUnmatched(
  room: Room,
  asked: readonly Asked[],
  alongside: Alongside | undefined,
): Promise<readonly RecordedScreening[]> {
  const screened = await readScreenings(
    room,
    asked.map(({ done }) => done),
  );
  const events = screened.map((each, i) => recordOf(each, asked[i]!.actor, each.done.screening.outcome, []));
  const recorded = (receipts: readonly Receipt[]): RecordedScreening[] =>
    receipts.map(({ id, seq }, i) => ({ id, seq, outcome: asked[i]!.done.screening.outcome, alerts: [] }));
  if (alongside === undefined) return recorded(await room.journal.append(events));
  return await room.journal.appendWith(events, async (tables, receipts) => {
    const all = recorded(receipts);
    await alongside(tables, all);
    return all;
  });
}

async function takeTogether(
  room: Room,
  asked: readonly Asked[],
  alongside?: Alongside,
): Promise<readonly RecordedScreening[]> {
  const screened = await readScreenings(
    room,
    asked.map(({ done }) => done),
  );
  const plan = async (desk: Desk) => {
    const matched = screened.filter(({ matches }) => matches.length > 0);
    await desk.takeSubjects([...new Set(matched.map(({ subjectKey }) => subjectKey))]);
    const linked = await takeLinked(room, desk, matched);
    return screened.map((each, i) => settle(desk, each, asked[i]!.actor, room, linked));
  };
  return await atDesk(room, plan, async (fates, receipts, tables) => {
    const recorded = fates.map(({ outcome, alerts, event }) => {
      const { id, seq } = receipts[event]!;
      return { id, seq, outcome, alerts };
    });
    await alongside?.(tables, recorded);
    return recorded;
  });
}

/** Tells the journal of a screening, and then of what follows from it. */
function settle(
  desk: Desk,
  screened: Screened,
  actor: string,
  { policy }: Room,
  linked: LinkedListings,
): Fate {
  const { screening } = screened.done;
  const seq = desk.nextSeq;
  const event = desk.events.length;
  // The screening's own record comes first, and names what follows: its place is kept until that is known.
  desk.events.push(recordOf(screened, actor, screening.outcome, []));
  const fates: MatchFate[] = screened.matches.map((match) =>
    settlePair(desk, screened, { ...match, linked: linked(match.match.id) }, seq, policy),
  );
  const isAlert =
    screening.outcome === 'alert' &&
    (screening.moreMatches === true ||
      fates.length === 0 ||
      fates.some(({ exemption }) => exemption === undefined));
  const outcome = isAlert ? 'alert' : 'clear';
  desk.events[event] = recordOf(screened, actor, outcome, fates);
  const alerts = [
    ...new Set(
      fates.flatMap(({ alert, exemption }) =>
        alert === undefined || exemption !== undefined ? [] : [alert],
      ),
    ),
  ];
  return { outcome, alerts, event };
}
