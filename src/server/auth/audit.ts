import type { Journal, JournalEvent } from '../../journal/index.ts';
import type { Tables } from '../../store/index.ts';
import { type Actor, journalActor, journalSubject } from './actor.ts';

/** From where a request came. */
export interface Caller {
  readonly address: string;
  /** `User-Agent`, cut. */
  readonly agent: string;
}

/** What has to do with access, as the journal tells it. */
export interface AccessEvent {
  /** The kind is `access.` and this. */
  readonly what: string;
  readonly by: Pick<Actor, 'kind' | 'id' | 'person'> | 'anyone' | 'riegel:server';
  /** Whom it is about. */
  readonly person?: string | undefined;
  readonly references?: JournalEvent['references'];
  readonly result?: JournalEvent['result'];
  /** Names, logins, addresses: sealed. */
  readonly personal?: { readonly [name: string]: string };
}

/**
 * One change and its record, in one transaction: either both are durable or neither happened. Such changes come one
 * after the other, in whatever process. `work` may run again: it changes nothing but the tables.
 */
export async function withRecord<T>(
  journal: Journal,
  event: AccessEvent,
  work: (tables: Tables) => Promise<T>,
): Promise<T> {
  return await journal.appendWith([journalEvent(event)], work);
}

export function journalEvent({ what, by, person, references, result, personal }: AccessEvent): JournalEvent {
  return {
    kind: `access.${what}`,
    actor: typeof by === 'string' ? by : journalActor(by),
    references: { ...references, ...(person === undefined ? {} : { person }) },
    result: result ?? {},
    ...(personal === undefined ? {} : { personal }),
    ...(personal === undefined || person === undefined ? {} : { subject: journalSubject(person) }),
  };
}

/** A person as `by` of what they do for themselves. */
export function self(person: string): Pick<Actor, 'kind' | 'id' | 'person'> {
  return { kind: 'user', id: person, person };
}
