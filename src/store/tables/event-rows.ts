/** The tables of events and webhooks, as Kysely knows them. */
export interface EventTables {
  readonly webhook: {
    readonly id: string;
    readonly url: string;
    readonly kinds: string;
    readonly description: string;
    readonly state: string;
    readonly secret: Uint8Array;
    readonly previous_secret: Uint8Array | null;
    readonly previous_until_ms: number | null;
    readonly author: string;
    readonly created_ms: number;
    readonly cursor: number;
    readonly attempts: number;
    readonly failing_since_ms: number | null;
    readonly next_ms: number;
    readonly lease: string | null;
    readonly lease_until_ms: number;
  };
  readonly webhook_delivery: {
    readonly webhook_id: string;
    readonly number: number;
    readonly record: number | null;
    readonly kind: string;
    readonly state: string;
    readonly attempts: number;
    readonly first_ms: number;
    readonly last_ms: number;
    readonly took_ms: number;
    readonly status: number | null;
    readonly failure: string | null;
  };
  readonly told_list: {
    readonly list: string;
    readonly version: string | null;
    readonly refused_at: string | null;
  };
}

/** A record of the journal that may be told: without its seal and its hashes. */
export interface ToldRecordRow {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: string;
  /** Canonical JSON. */
  readonly body: string;
}

/** Times in milliseconds since 1970. */
export interface WebhookRow {
  readonly id: string;
  readonly url: string;
  /** None: all. */
  readonly kinds: readonly string[];
  readonly description: string;
  readonly state: 'active' | 'failing';
  /** Under the master key. */
  readonly secret: Buffer;
  /** The secret before, which signs along until then. */
  readonly previous: { readonly secret: Buffer; readonly until: number } | undefined;
  readonly author: string;
  readonly createdAt: number;
  /** Number of the last record that was delivered or passed over. */
  readonly cursor: number;
  /** Attempts at the event that is being delivered. */
  readonly attempts: number;
  /** Since when that event fails, by the clock of the database. */
  readonly failingSince: number | undefined;
  /** Not tried before, by the clock of the database. */
  readonly nextAt: number;
}

export type NewWebhook = Pick<
  WebhookRow,
  'id' | 'url' | 'kinds' | 'description' | 'secret' | 'author' | 'createdAt' | 'cursor'
>;

/** What came of one attempt. */
export interface AttemptRow {
  /** Number of the record; none for a test. */
  readonly record: number | undefined;
  readonly kind: string;
  readonly tookMs: number;
  /** Of the answer, where one came. */
  readonly status: number | undefined;
  /** Why it failed; none where it was delivered. */
  readonly failure: string | undefined;
}

export interface DeliveryRow extends AttemptRow {
  /** The newer, the higher. */
  readonly number: number;
  readonly state: 'delivered' | 'retrying' | 'given-up' | 'failed';
  readonly attempts: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What of a list was told last. */
export interface ToldListRow {
  readonly list: string;
  readonly version: string | undefined;
  /** When the last refusal that was told was fetched, ISO 8601. */
  readonly refusedAt: string | undefined;
}
