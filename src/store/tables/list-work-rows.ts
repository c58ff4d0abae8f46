/** The tables of list updates, as Kysely knows them. */
export interface ListWorkTables {
  readonly list_task: {
    readonly id: string;
    readonly seq: number;
    readonly list: string;
    readonly kind: string;
    readonly state: string;
    readonly actor: string;
    readonly person: string | null;
    readonly started_at: Date;
    readonly finished_at: Date | null;
    readonly result: string | null;
  };
  readonly list_refusal: {
    readonly list: string;
    readonly version: string;
    readonly state: string;
    readonly seq: number;
    readonly task: string;
    readonly person: string | null;
    readonly kept: string | null;
    readonly findings: string;
    readonly changes: string | null;
    readonly refused_at: Date;
    readonly decided_by: string | null;
    readonly decided_at: Date | null;
    readonly reason: string | null;
  };
}

/** An update or import of a list that was asked for. */
export interface ListTaskRow {
  readonly id: string;
  /** Record of the journal that tells that it was asked for: the order of tasks. */
  readonly seq: number;
  readonly list: string;
  readonly kind: 'update' | 'import';
  readonly state: 'running' | 'done' | 'failed';
  readonly actor: string;
  /** Who asked, or answers for the key; absent where nobody did. */
  readonly person?: string | undefined;
  readonly startedAt: Date;
  readonly finishedAt?: Date | undefined;
  readonly result?: unknown;
}

/** A version that the guards refused, and what a person decided about it. */
export interface ListRefusalRow {
  readonly list: string;
  readonly version: string;
  readonly state: 'waiting' | 'releasing' | 'released' | 'rejected' | 'superseded';
  /** Record of the journal that tells of the refusal. */
  readonly seq: number;
  readonly task: string;
  /** Who asked for the update first. */
  readonly person?: string | undefined;
  /** The version that stayed in force. */
  readonly kept?: string | undefined;
  readonly findings: unknown;
  readonly changes?: unknown;
  readonly refusedAt: Date;
  readonly decidedBy?: string | undefined;
  readonly decidedAt?: Date | undefined;
  readonly reason?: string | undefined;
}
