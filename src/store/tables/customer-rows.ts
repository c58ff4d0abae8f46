/** The customers' tables, as Kysely knows them. */
export interface CustomerTables {
  readonly screening_basis: {
    readonly id: number | undefined;
    readonly digest: string;
    readonly basis: unknown;
  };
  readonly customer: {
    readonly id: number;
    readonly reference: string;
    readonly key_id: number;
    readonly sealed: Uint8Array;
    readonly digest: Uint8Array;
    readonly version: number;
    readonly changed_seq: number;
  };
  readonly customer_state: {
    readonly customer_id: number;
    readonly basis_id: number;
    readonly outcome: CustomerOutcome;
    readonly record_seq: number | null;
  };
  readonly customer_index: { readonly single: boolean; readonly basis_id: number };
}

/** What the last screening came to; `unscreened` where it could not be done. */
export type CustomerOutcome = 'clear' | 'alert' | 'unscreened';

/** A customer as it is stored, with what opens it. */
export interface CustomerRow {
  readonly id: number;
  readonly reference: string;
  readonly version: number;
  /** Journal record of the screening that let this version in. */
  readonly changedSeq: number;
  readonly sealed: Buffer;
  /** The key under the journal's master key; none where it was erased. */
  readonly wrapped: Buffer | undefined;
}

/** What is known of a customer without opening it. */
export interface CustomerMark {
  readonly id: number;
  readonly reference: string;
  readonly version: number;
  readonly digest: Buffer;
  readonly basis: number;
  readonly outcome: CustomerOutcome;
}

/** A new customer or a new version of one. */
export interface NewCustomer {
  readonly reference: string;
  readonly key: number;
  readonly sealed: Buffer;
  readonly digest: Buffer;
  readonly changedSeq: number;
  readonly basis: number;
  readonly outcome: CustomerOutcome;
}

export interface CustomerState {
  readonly id: number;
  readonly outcome: CustomerOutcome;
  /** Journal record of the screening; none where there was no answer. */
  readonly record: number | undefined;
}

/** A pass over all customers. */
export interface SweepRow {
  readonly id: number;
  readonly actor: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  /** The newest customer when it began. */
  readonly lastCustomer: number;
  /** Customers up to this one are done. */
  readonly cursor: number;
  /** What has been counted so far: JSON. */
  readonly progress: unknown;
  readonly statement: number | undefined;
}

/** A change of the index in force that the customers are searched for. */
export interface ChangeRow {
  readonly id: number;
  readonly fromBasis: number;
  readonly toBasis: number;
  /** Found customers up to this one are screened. */
  readonly cursor: number;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
}

export interface CustomerCounts {
  readonly customers: number;
  readonly outcomes: Readonly<Partial<Record<CustomerOutcome, number>>>;
}
