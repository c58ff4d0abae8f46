import type { Entity } from '../entity/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Store } from '../store/index.ts';
import type { CaseworkPolicy } from './policy.ts';

/** What casework must know of an entity: its facts, with the documents that its list gives it among them. */
export type DesignatedEntity = Pick<Entity, 'id' | 'schema' | 'properties' | 'referents'> &
  // For those who look at an alert.
  Partial<Pick<Entity, 'caption' | 'datasets'>>;

/**
 * Where entities are looked up: by their ids of now. One that is not found is no hindrance, but no exemption is
 * applied to it, because nobody can tell whether it is still what it was.
 */
export interface DesignatedEntities {
  find(ids: readonly string[]): Promise<ReadonlyMap<string, DesignatedEntity>>;
}

export interface CaseworkOptions {
  readonly store: Store;
  readonly journal: Journal;
  readonly entities: DesignatedEntities;
  /** A function is asked each time, so that another policy holds from when it comes in force. */
  readonly policy?: CaseworkPolicy | (() => CaseworkPolicy);
  /** Milliseconds since 1970; the journal's own clock must be the same. */
  readonly now?: () => number;
}

/** What every part of the casework works with. */
export interface Room {
  readonly store: Store;
  readonly journal: Journal;
  readonly entities: DesignatedEntities;
  readonly policy: CaseworkPolicy;
  readonly now: () => number;
  /** A keyed digest. */
  digest(text: string): string;
}
