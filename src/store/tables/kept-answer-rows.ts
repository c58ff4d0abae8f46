/** The table of kept answers, as Kysely knows it. */
export interface KeptAnswerTables {
  readonly kept_answer: {
    readonly id: Uint8Array;
    readonly caller: string;
    readonly fingerprint: Uint8Array;
    readonly holder: string;
    readonly held_ms: number;
    readonly expires_ms: number;
    readonly record: number | null;
    readonly status: number | null;
    readonly head: string | null;
    readonly body: Uint8Array | null;
    readonly bytes: number;
  };
}

/** A request that is to be answered once. Times in ms since 1970. */
export interface AnswerClaim {
  /** Keyed digest of the caller and the key. */
  readonly id: Buffer;
  readonly caller: string;
  /** Keyed digest of what was asked. */
  readonly fingerprint: Buffer;
  /** Run of the process that is at work on it. */
  readonly holder: string;
  readonly heldUntil: number;
  readonly expiresAt: number;
}

export interface KeptAnswer {
  readonly status: number;
  /** Headers, JSON. */
  readonly head: string;
  /** Sealed; absent where it was not kept. */
  readonly body: Buffer | undefined;
}

/** How it stands with a request that has been claimed. */
export interface KeptAnswerRow {
  readonly fingerprint: Buffer;
  /** First record of the journal that the work led to. */
  readonly record: number | undefined;
  readonly answer: KeptAnswer | undefined;
  /** Who is at work on it, or was, and until when that is believed. */
  readonly holder: string;
  readonly heldUntil: number;
}

export interface KeptCounts {
  readonly caller: string;
  readonly rows: number;
  readonly bytes: number;
}
