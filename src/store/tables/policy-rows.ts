/** The policies' tables, as Kysely knows them. */
export interface PolicyTables {
  readonly policy_version: {
    readonly name: string;
    readonly version: number;
    readonly document: string;
    readonly author: string;
    readonly reason: string;
    readonly evaluation: string;
    readonly seq: number;
    readonly at: Date;
  };
  readonly policy_step: {
    readonly seq: number;
    readonly name: string;
    readonly version: number;
    readonly step: string;
    readonly doors: string;
    readonly actor: string;
    readonly reason: string;
    readonly at: Date;
  };
}

/** A version of a policy as it is stored; document and evaluation are JSON. */
export interface PolicyVersionRow {
  readonly name: string;
  /** Counts from 1. */
  readonly version: number;
  readonly document: string;
  readonly author: string;
  readonly reason: string;
  readonly evaluation: string;
  /** Record of the journal that tells of it. */
  readonly seq: number;
  readonly at: Date;
}

/** What was done with a version. */
export interface PolicyStepRow {
  readonly seq: number;
  readonly name: string;
  readonly version: number;
  readonly step: 'proposed' | 'in-force';
  /** Doors whose policy it becomes. */
  readonly doors: readonly string[];
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}
