import {
  type Actor,
  type Casework,
  type CaseworkOptions,
  type DesignatedEntity,
  openCasework,
} from '../../src/casework/index.ts';
import { type Journal, openJournal, openKeys } from '../../src/journal/index.ts';
import type { DoneScreening, Door } from '../../src/screening/index.ts';
import type { Store } from '../../src/store/index.ts';
import type { TestDatabase } from '../store/both-stores.ts';

/** A store with its journal and casework, a clock that tests move, and lists that tests write. */
export interface Scene {
  readonly store: Store;
  readonly journal: Journal;
  readonly casework: Casework;
  readonly clock: { at: number };
  readonly entities: Map<string, DesignatedEntity>;
  /** A second process, as far as the database can tell; under another policy if wanted. */
  beside(policy?: CaseworkOptions['policy']): Promise<Casework>;
  close(): Promise<void>;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 0, 15, 12);

export const anna: Actor = { user: 'anna' };
export const bert: Actor = { user: 'bert' };

export async function openScene(database: TestDatabase): Promise<Scene> {
  const store = await database.open();
  const keys = openKeys({ dataDir: database.dataDir });
  const clock = { at: START };
  const now = () => clock.at;
  const journal = await openJournal(store, keys, { now });
  const entities = new Map<string, DesignatedEntity>();
  const lists = {
    find: async (ids: readonly string[]) =>
      new Map(ids.flatMap((id) => (entities.has(id) ? [[id, entities.get(id)!] as const] : []))),
  };
  const over = (own: Journal, policy?: CaseworkOptions['policy']) =>
    openCasework({ store, journal: own, entities: lists, now, ...(policy === undefined ? {} : { policy }) });
  return {
    store,
    journal,
    casework: over(journal),
    clock,
    entities,
    beside: async (policy) => over(await openJournal(store, keys, { now }), policy),
    async close() {
      await journal.close();
      await store.close();
    },
  };
}

/** A listed person whom tests may change. */
export function listed(scene: Scene, id: string, change: Partial<DesignatedEntity> = {}): void {
  const properties = { name: ['Ivan Petrov'], birthDate: ['1970-01-02'], nationality: ['ru'] };
  scene.entities.set(id, { id, schema: 'Person', properties, ...change });
}

export interface Asked {
  readonly reference?: string;
  readonly door?: Door;
  readonly value?: number;
  readonly name?: string;
  readonly properties?: Readonly<Record<string, readonly string[]>>;
  readonly probability?: number;
  readonly lists?: readonly string[];
}

/** A screening that matched these entities. */
export function screened(entityIds: readonly string[], asked: Asked = {}): DoneScreening {
  const {
    reference,
    value,
    door = 'customer',
    name = 'Ivan Petrow',
    probability = 0.3,
    lists = ['un_sc'],
  } = asked;
  const subject = { schema: 'Person', properties: { name: [name], ...asked.properties } };
  return {
    door,
    subject,
    ...(reference === undefined ? {} : { reference }),
    ...(value === undefined ? {} : { value }),
    screening: {
      subject,
      outcome: entityIds.length > 0 ? 'alert' : 'clear',
      matches: entityIds.map((id) => ({
        id,
        caption: `Caption of ${id}`,
        schema: 'Person',
        lists,
        score: 0.9,
        probability,
        explanation: {
          facts: [],
          identifiers: [],
          sentence: { en: 'The names are alike.', de: 'Die Namen sind ähnlich.' },
        },
      })),
    },
    basis: { index: 'index-1', engine: '1', lists: { un_sc: 'v1' }, policy: 'STANDARD@1' },
  };
}

export const code = (expected: string) => ({ name: 'RiegelError', code: expected });
