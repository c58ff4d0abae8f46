import type { Entity, Subject } from '../../src/entity/index.ts';
import type { Random } from '../seed.ts';

/** A listed name that is going to be damaged. */
export interface Base {
  readonly entity: Entity;
  /** The name in natural order: `Usama bin Laden` where the list writes `BIN LADEN, Usama`. */
  readonly name: string;
}

/** What a tester would send instead of the listed name. */
export interface Altered {
  readonly name?: string;
  /** Further properties of the subject. */
  readonly properties?: Readonly<Record<string, readonly string[]>>;
  readonly carried?: Subject['carried'];
  /** A text in which the name stands: it is scanned instead of screened. */
  readonly text?: string;
}

export type Bearer = 'person' | 'organisation' | 'vessel' | 'wallet';

export interface Treatment {
  readonly id: string;
  /** In words, with an example. */
  readonly what: string;
  readonly bearers: readonly Bearer[];
  /** Undefined where the treatment does not apply to this name. Draws only from `random`. */
  alter(base: Base, random: Random): Altered | undefined;
}

/** A treatment of the name alone. */
export function ofName(
  id: string,
  what: string,
  bearers: readonly Bearer[],
  alter: (name: string, random: Random, entity: Entity) => string | undefined,
): Treatment {
  return {
    id,
    what,
    bearers,
    alter: ({ name, entity }, random) => {
      const altered = alter(name, random, entity);
      return altered === undefined || altered === name ? undefined : { name: altered };
    },
  };
}

export const EVERYBODY = ['person', 'organisation', 'vessel'] as const;
export const NAMED = ['person', 'organisation'] as const;
export const PERSON = ['person'] as const;
export const ORGANISATION = ['organisation'] as const;

export function wordsOf(name: string): string[] {
  return name.split(/\s+/u).filter((word) => word !== '');
}

/** Puts a replacement in the case of what it replaces: `AHMED` → `AHMAD`, `Ahmed` → `Ahmad`. */
export function inCaseOf(model: string, text: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return text.toUpperCase();
  const first = model[0] ?? '';
  if (first !== first.toLowerCase()) return text.charAt(0).toUpperCase() + text.slice(1);
  return text;
}
