import { open, truncate } from 'node:fs/promises';
import { RiegelError } from '../../entity/index.ts';
import type { HealthFinding } from '../health/policy.ts';
import { readTextIfThere } from './durable.ts';
import type { SourcePlace } from './place.ts';

/** Who let a version pass the guards, or put an earlier one back. */
interface Release {
  readonly by: string;
  readonly reason: string;
}

/** A version came into force. Also the content of the `current` pointer. */
export interface InForceEvent {
  readonly event: 'in-force';
  readonly at: string;
  readonly version: string;
  readonly publishedAt?: string;
  readonly fetchedAt: string;
  /** When the source gave this content: the age alarm counts from here. */
  readonly confirmedAt: string;
  readonly replaced?: string;
  readonly release?: Release;
  readonly warnings?: readonly HealthFinding[];
}

/** The source was asked and still publishes what is in force. */
interface UnchangedEvent {
  readonly event: 'unchanged';
  readonly at: string;
  readonly version: string;
  readonly confirmedAt: string;
  /** `not-modified`: the server said so (304); `identical`: the same bytes came again. */
  readonly how: 'not-modified' | 'identical';
}

/** What came was not put in force; the last good version stayed. */
export interface RefusedEvent {
  readonly event: 'refused';
  readonly at: string;
  readonly fetchedAt: string;
  readonly publishedAt?: string;
  /** When the source was known to publish this; absent when nothing whole arrived. */
  readonly confirmedAt?: string;
  readonly findings: readonly HealthFinding[];
  /** Where the refused files are kept; absent when nothing whole arrived. */
  readonly version?: string;
  /** The version that stayed in force. */
  readonly kept?: string;
}

export type HistoryEvent = InForceEvent | UnchangedEvent | RefusedEvent;

/** All events, oldest first. A last line without its end was never written to the end and does not count. */
export async function readHistory(place: SourcePlace): Promise<HistoryEvent[]> {
  const text = (await readTextIfThere(place.history)) ?? '';
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as HistoryEvent;
    } catch (cause) {
      throw new RiegelError('lists/damaged', 'The history of the list is damaged', {
        place: { file: place.history, line: index + 1 },
        expected: 'one JSON object',
        cause,
      });
    }
  });
}

/** Appends one event; on the disk when it returns. Only under the source's lock. */
export async function appendHistory(place: SourcePlace, event: HistoryEvent): Promise<void> {
  const file = await open(place.history, 'a');
  try {
    await file.writeFile(`${JSON.stringify(event)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Cuts off a last line that a crash left without its end. Only under the source's lock. */
export async function mendHistory(place: SourcePlace): Promise<void> {
  const text = await readTextIfThere(place.history);
  if (text === undefined || text === '' || text.endsWith('\n')) return;
  await truncate(place.history, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
}

/** When the source was last known to publish the content of a version, whether or not it was let in. */
export function lastConfirmed(history: readonly HistoryEvent[], versionId: string): string | undefined {
  return history.findLast((event) => event.version === versionId && event.confirmedAt !== undefined)
    ?.confirmedAt;
}
