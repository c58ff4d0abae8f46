import type { Entity, Subject } from '../../src/entity/index.ts';
import type { Match, MatchIndex, ScreenOptions } from '../../src/match/index.ts';
import { indexOf } from '../data/index.ts';
import { type Lists, loadLists } from '../data/lists.ts';

/** Most matches looked at for one subject: enough that none is cut off. */
export const NO_LIMIT = 100_000;

/** What every measurement is given. */
export interface Scene {
  readonly lists: Lists;
  /** All newest lists. */
  readonly index: MatchIndex;
  readonly entities: ReadonlyMap<string, Entity>;
  /** Of a number of cases that the full run takes: how many this run takes. */
  cases(full: number): number;
  /** Tells people who wait. */
  progress(text: string): void;
  /** Cases that went wrong, of the tuning half only: looking at the others would tune to them. */
  failure(set: string, text: string): void;
}

export async function openScene(
  scale: number,
  progress: (text: string) => void,
  failure: Scene['failure'],
): Promise<Scene> {
  const lists = await loadLists(progress);
  progress(`index of ${lists.entities.length} entities`);
  const index = indexOf('all', lists.digest, () => lists.entities, lists.versions);
  return {
    lists,
    index,
    entities: new Map(lists.entities.map((entity) => [entity.id, entity])),
    cases: (full) => Math.max(20, Math.round(full * scale)),
    progress,
    failure,
  };
}

/** Screens; a subject in which there is nothing to compare has no match (and is counted as a miss where it should have one). */
export function matchesOf(
  index: MatchIndex,
  subject: Subject,
  options: ScreenOptions = {},
): readonly Match[] {
  try {
    return index.screen(subject, { limit: NO_LIMIT, ...options });
  } catch (error) {
    if ((error as { code?: string }).code === 'match/nothing-to-compare') return [];
    throw error;
  }
}

export function personNamed(name: string, facts: Readonly<Record<string, string>> = {}): Subject {
  const properties: Record<string, readonly string[]> = { name: [name] };
  for (const [property, value] of Object.entries(facts)) if (value !== '') properties[property] = [value];
  return { schema: 'Person', properties };
}
