import type { Subject } from '../entity/index.ts';
import type { Tables } from '../store/index.ts';
import type { Screening } from './screen-subject.ts';

/** Which door a subject came to. */
export type Door = 'customer' | 'payment' | 'traveller' | 'text';

/** Which party of a payment a subject is. `other`: ultimate and intermediate parties, agents. */
export type Party = 'payer' | 'payee' | 'other';

/** What a screening rested on: with it and the subject, the same answer can be had again. */
export interface ScreeningBasis {
  /** Id of the index that answered. */
  readonly index: string;
  readonly engine: string;
  /** List id → version. */
  readonly lists: Readonly<Record<string, string>>;
  /** Name and version of the policy: `STANDARD@1`. */
  readonly policy: string;
  /** Country under whose law was screened, and party of a payment, where the policy was told of them. */
  readonly jurisdiction?: string;
  readonly party?: Party;
  /** Who owns whom, where that was asked: the day, and source → version of what was uploaded. */
  readonly ownership?: { readonly on: string; readonly sources: Readonly<Record<string, number>> };
}

/** A screening on its way into the journal and the casework. */
export interface DoneScreening {
  readonly door: Door;
  readonly subject: Subject;
  /** Lasting reference of whom it is about, `customer:42`; absent where nobody will be asked again. */
  readonly reference?: string;
  /** What is at stake, such as the amount of a payment, in the installation's own currency. */
  readonly value?: number;
  readonly screening: Screening;
  readonly basis: ScreeningBasis;
}

/** Told once the screening is durable. */
export interface RecordedScreening {
  /** Id of the journal's record. */
  readonly id: string;
  readonly seq: number;
  /** After exemptions. */
  readonly outcome: 'clear' | 'alert';
  /** Ids of the alerts it opened or added to. */
  readonly alerts: readonly string[];
}

/** What else has to be durable with the screenings, or not happen: done in their transaction, when they are recorded. */
export type Alongside = (tables: Tables, recorded: readonly RecordedScreening[]) => Promise<void>;

/**
 * Takes screenings in: records every one of them, opens alerts, applies exemptions, all in one transaction, and
 * answers in their order once all are durable. `casework` gives it; who screens hands on to it. `actor` is who asked.
 * `alongside` runs in the same transaction, after the records are written and the journal's head is held; what it
 * throws undoes all. A screening with a `reference` is journalled with that as its subject, so that the reference has
 * a key.
 */
export type TakeIn = (
  screenings: readonly DoneScreening[],
  actor: string,
  alongside?: Alongside,
) => Promise<readonly RecordedScreening[]>;
