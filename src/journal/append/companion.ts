import { AsyncLocalStorage } from 'node:async_hooks';
import type { Tables } from '../../store/index.ts';

/** What else is done in a transaction that writes records; `first` is the number of the first. What it throws undoes all. */
export type Companion = (tables: Tables, first: number) => Promise<void>;

const companions = new AsyncLocalStorage<Companion>();

/**
 * Runs `work`. In every transaction in which that records something, `companion` is done as well: both are durable,
 * or neither happened. It holds for all that `work` calls and waits for, through whatever rooms.
 */
export function accompanied<T>(companion: Companion, work: () => T): T {
  return companions.run(companion, work);
}

/** What goes with the records of whoever calls. They are in a transaction of their own then, shared with nobody. */
export function companionHere(): Companion | undefined {
  return companions.getStore();
}
