import type { Json } from '../journal/index.ts';
import type { ToldRecordRow } from '../store/index.ts';
import { EVENT_SOURCES } from './kinds.data.ts';

export type EventKind = (typeof EVENT_SOURCES)[number]['kind'];

export const EVENT_KINDS: readonly EventKind[] = [...new Set(EVENT_SOURCES.map(({ kind }) => kind))];

/** The kinds of records of which events of these kinds may be told; of all where none is named. */
export function recordsOf(kinds?: ReadonlySet<EventKind>): readonly string[] {
  const sources = EVENT_SOURCES.filter(({ kind }) => kinds?.has(kind) ?? true);
  return [...new Set(sources.map(({ record }) => record))];
}

/** Something that happened, as it is told to the outside: ids and versions, nothing personal, no conclusion. */
export interface ToldEvent {
  /** Number of the journal's record that it is told of. Later events have higher ones; there are gaps. */
  readonly record: number;
  /** The record's own name, the same whenever the event is told. */
  readonly id: string;
  readonly kind: EventKind;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly references: { readonly [name: string]: Json };
}

/**
 * The event that a record tells of; undefined where it tells of none. A record whose text was changed by hand is told
 * by its number alone: whoever is told must not miss it, and the verification of the journal names it.
 */
export function eventOf({ seq, at, kind: record, body }: ToldRecordRow): ToldEvent | undefined {
  const read = readBody(body);
  const source = EVENT_SOURCES.find(
    (each) =>
      each.record === record &&
      (read === undefined || !('when' in each) || read.result[each.when[0]] === each.when[1]),
  );
  if (source === undefined) return undefined;
  const references: Record<string, Json> = {};
  for (const name of source.references) {
    const value = read?.references[name];
    if (typeof value === 'string' || typeof value === 'number') references[name] = value;
  }
  return {
    record: seq,
    id: read?.id ?? `record-${seq}`,
    kind: source.kind,
    at: new Date(at).toISOString(),
    references,
  };
}

/** An event as it is sent: the form that Standard Webhooks 1.0 recommends (`type`, `timestamp`, `data`). */
export function eventText({ record, kind, at, references }: ToldEvent): string {
  return JSON.stringify({ type: kind, timestamp: at, data: { record, ...references } });
}

interface ReadBody {
  readonly id: string;
  readonly references: { readonly [name: string]: Json };
  readonly result: { readonly [name: string]: Json };
}

function readBody(text: string): ReadBody | undefined {
  try {
    const body = JSON.parse(text) as ReadBody;
    const whole = [body.references, body.result].every((part) => typeof part === 'object' && part !== null);
    return whole && typeof body.id === 'string' ? body : undefined;
  } catch {
    return undefined;
  }
}
