/** The journal's tables, as Kysely knows them. */
export interface JournalTables {
  readonly journal_record: {
    readonly seq: number;
    readonly at_ms: number;
    readonly kind: string;
    readonly actor: string;
    readonly key_id: number | null;
    readonly body: string;
    readonly leaf: Uint8Array;
    readonly mac: Uint8Array;
    readonly sealed: Uint8Array | null;
  };
  readonly journal_subtree: { readonly level: number; readonly place: number; readonly hash: Uint8Array };
  readonly journal_checkpoint: { readonly size: number; readonly note: string };
  readonly journal_head: {
    readonly single: boolean;
    readonly size: number;
    readonly at_ms: number;
    readonly peaks: Uint8Array;
    readonly note: string;
  };
  readonly journal_key: {
    readonly id: number;
    readonly tag: Uint8Array | null;
    readonly wrapped: Uint8Array | null;
    readonly erased_at: Date | null;
  };
}

/** A record as it is stored. `seq` counts from 0, `at` in milliseconds since 1970. */
export interface RecordRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly actor: string;
  /** The key of its sealed part. */
  readonly key: number | undefined;
  /** Canonical JSON. */
  readonly body: string;
  readonly leaf: Buffer;
  readonly mac: Buffer;
  readonly sealed: Buffer | undefined;
}

/** The one row that says how far the journal goes. */
export interface HeadRow {
  /** Number of records. */
  readonly size: number;
  /** Time of the last record, milliseconds since 1970. */
  readonly at: number;
  /** Roots of the complete subtrees that make up the tree, the largest first, 32 bytes each. */
  readonly peaks: Buffer;
  /** Signed checkpoint of this size; empty before the first record. */
  readonly note: string;
}

export interface SubtreeRow {
  readonly level: number;
  readonly place: number;
  readonly hash: Buffer;
}

export interface CheckpointRow {
  readonly size: number;
  readonly note: string;
}

export interface KeyRow {
  readonly id: number;
  /** Which subject it belongs to, as a keyed digest; none for a key of one record only. */
  readonly tag: Buffer | undefined;
  /** The key under the master key; erased: none. */
  readonly wrapped: Buffer | undefined;
  readonly erasedAt: Date | undefined;
}

/** A record, and whether its sealed part has a key that serves no other record and is not erased. */
export interface OwnKeyRow extends Pick<RecordRow, 'seq' | 'at' | 'body'> {
  readonly hasOwnKey: boolean;
}

/** Which records to read; everything left out holds for all. */
export interface RecordFilter {
  readonly kinds?: readonly string[] | undefined;
  readonly actor?: string | undefined;
  /** Milliseconds since 1970, both included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly keys?: readonly number[] | undefined;
  /** Only those after this number; before it, when read from the newest. */
  readonly beyond?: number | undefined;
  readonly newestFirst?: boolean | undefined;
  readonly limit: number;
}
