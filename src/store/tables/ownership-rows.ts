/** The table of ownership, as Kysely knows it. */
export interface OwnershipTables {
  readonly ownership_version: {
    readonly source: string;
    readonly version: number;
    readonly digest: string | null;
    readonly holdings: string | null;
    readonly count: number;
    readonly actor: string;
    readonly seq: number;
    readonly at: Date;
  };
}

/** What a source said of who owns what, from one version on. */
export interface OwnershipVersionRow {
  readonly source: string;
  /** Counts from 1. */
  readonly version: number;
  /** Of the holdings; none where the source was taken out. */
  readonly digest: string | undefined;
  readonly count: number;
  readonly actor: string;
  /** Record of the journal that tells of it. */
  readonly seq: number;
  readonly at: Date;
}
