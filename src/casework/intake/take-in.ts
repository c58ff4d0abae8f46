import type { DoneScreening, RecordedScreening, TakeIn } from '../../screening/index.ts';
import { atDesk, type Desk } from '../desk.ts';
import type { Room } from '../room.ts';
import { Gather } from './gather.ts';
import { settlePair } from './pair.ts';
import { type MatchFate, readScreenings, type Screened, screeningEvent } from './screened.ts';

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

/** See `TakeIn`. Throws `casework/bad-screening`, `casework/overloaded`, and what the journal's `append` throws. */
export function takeInTo(room: Room): TakeIn {
  const gather = new Gather<Asked, RecordedScreening>((asked) => takeTogether(room, asked), MOST_WAITING);
  return async (screenings, actor) => {
    if (screenings.length === 0) return [];
    // Most batches match nobody: they need no look at the cases, and the journal gathers them itself.
    if (screenings.every(({ screening }) => screening.matches.length === 0)) {
      const clear = await readScreenings(room, screenings);
      const events = clear.map((each) => screeningEvent(each, actor, each.done.screening.outcome, []));
      const receipts = await room.journal.append(events);
      return receipts.map(({ id, seq }, i) => ({
        id,
        seq,
        outcome: screenings[i]!.screening.outcome,
        alerts: [],
      }));
    }
    return await gather.run(screenings.map((done) => ({ done, actor })));
  };
}

async function takeTogether(room: Room, asked: readonly Asked[]): Promise<readonly RecordedScreening[]> {
  const screened = await readScreenings(
    room,
    asked.map(({ done }) => done),
  );
  const { answer: fates, receipts } = await atDesk(room, async (desk) => {
    const matched = screened.filter(({ matches }) => matches.length > 0);
    await desk.takeSubjects([...new Set(matched.map(({ subjectKey }) => subjectKey))]);
    return screened.map((each, i) => settle(desk, each, asked[i]!.actor, room));
  });
  return fates.map(({ outcome, alerts, event }) => {
    const { id, seq } = receipts[event]!;
    return { id, seq, outcome, alerts };
  });
}

/** Tells the journal of a screening, and then of what follows from it. */
function settle(desk: Desk, screened: Screened, actor: string, { policy }: Room): Fate {
  const { screening } = screened.done;
  const seq = desk.nextSeq;
  const event = desk.events.length;
  // The screening's own record comes first, and names what follows: its place is kept until that is known.
  desk.events.push(screeningEvent(screened, actor, screening.outcome, []));
  const fates: MatchFate[] = screened.matches.map((match) => settlePair(desk, screened, match, seq, policy));
  const isAlert =
    screening.outcome === 'alert' &&
    (screening.moreMatches === true ||
      fates.length === 0 ||
      fates.some(({ exemption }) => exemption === undefined));
  const outcome = isAlert ? 'alert' : 'clear';
  desk.events[event] = screeningEvent(screened, actor, outcome, fates);
  const alerts = [
    ...new Set(
      fates.flatMap(({ alert, exemption }) =>
        alert === undefined || exemption !== undefined ? [] : [alert],
      ),
    ),
  ];
  return { outcome, alerts, event };
}
