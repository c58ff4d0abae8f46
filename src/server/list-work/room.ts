import type { Journal, Json } from '../../journal/index.ts';
import type { ListRefusalRow, ListTaskRow, Store } from '../../store/index.ts';
import type { Service } from '../service.ts';

/** What everything about the updates of lists works with. */
export interface ListWorkRoom {
  readonly dataDir: string;
  readonly store: Store;
  readonly journal: Journal;
  readonly service: Service;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Mail address or page told to the authorities. */
  readonly contact: string | undefined;
  /** Tells the journal what came of the lists. */
  readonly tell?: () => Promise<void>;
  /** Told of what goes wrong where nobody waits for an answer. */
  readonly onError: (error: unknown) => void;
  /** Aborted when the installation closes. */
  readonly closing: AbortSignal;
}

/** Who asks: as the journal names them, and the person that four eyes are told apart by. */
export interface Asker {
  readonly actor: string;
  /** Absent where nobody asked: a timer did. */
  readonly person?: string;
}

/** What a task came to. */
export type TaskResult =
  | {
      readonly outcome: 'in-force' | 'unchanged' | 'refused';
      readonly version?: string;
      readonly inForce?: string;
      readonly counts?: object;
      readonly findings: readonly object[];
      readonly changes?: object;
      /** Whether a person may put the refused version in force. */
      readonly waiting?: boolean;
    }
  | { readonly error: { readonly code: string; readonly title: string } };

export type ListTask = ListTaskRow;
export type ListRefusal = ListRefusalRow;

export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
