import { type EventFeed, type EventKind, eventText, type ToldEvent } from '../../../events/index.ts';

/** What a stream of events needs. */
export interface Following {
  readonly feed: EventFeed;
  /** Begins behind this record. */
  readonly beyond: number;
  /** The kinds that are told now; undefined where whoever follows may not any more. Asked again and again. */
  readonly allowed: () => Promise<ReadonlySet<EventKind> | undefined>;
  readonly pace: Pace;
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

/** Milliseconds. */
export interface Pace {
  /** How often it is asked whether whoever follows still may. */
  readonly checkMs: number;
  /** After so long without an event a sign of life is sent. */
  readonly heartbeatMs: number;
  /** A reader that takes nothing for so long is let go. */
  readonly stallMs: number;
}

export const DEFAULT_PACE: Pace = Object.freeze({ checkMs: 1_000, heartbeatMs: 15_000, stallMs: 60_000 });

/** After how long a client is to come back, milliseconds. */
const RETRY_MS = 3_000;

/**
 * Server-sent events (HTML Living Standard, 9.2), a page at a time and only when the one before was taken: a slow
 * reader is read for later, nothing waits for it in memory. Each heartbeat says how far the stream has come, so that a
 * client that comes back need not be looked for from its last event on.
 */
export async function* frames({ feed, beyond, allowed, pace, signal }: Following): AsyncGenerator<string> {
  let at = beyond;
  let kinds = await allowed();
  let checkedAt = performance.now();
  let saidAt = checkedAt;
  yield `retry: ${RETRY_MS}\n${place(at)}`;
  while (!signal.aborted) {
    if (performance.now() - checkedAt >= pace.checkMs) {
      kinds = await allowed();
      checkedAt = performance.now();
    }
    if (kinds === undefined) return;
    const { events, upTo, more } = await feed.read({ beyond: at, kinds });
    at = upTo;
    if (events.length > 0) {
      yield events.map(frame).join('');
      saidAt = performance.now();
    }
    if (more) continue;
    if (performance.now() - saidAt >= pace.heartbeatMs) {
      yield `: \n${place(at)}`;
      saidAt = performance.now();
    }
    await feed.wait(at, Math.min(pace.checkMs, pace.heartbeatMs), signal);
  }
}

/** Calls `onStall` where a piece is not asked for within `ms` of the one before. */
export async function* notStalling(
  pieces: AsyncIterable<string>,
  ms: number,
  onStall: () => void,
): AsyncGenerator<string> {
  for await (const piece of pieces) {
    const timer = setTimeout(onStall, ms);
    try {
      yield piece;
    } finally {
      clearTimeout(timer);
    }
  }
}

function frame(event: ToldEvent): string {
  return `id: ${event.record}\nevent: ${event.kind}\ndata: ${eventText(event)}\n\n`;
}

/** Sets the last event's id of the client and is no event. */
function place(record: number): string {
  return `id: ${record}\n\n`;
}
