/** The tables of people, sessions and keys, as Kysely knows them. */
export interface AccessTables {
  readonly access_version: { readonly single: boolean; readonly version: number };
  readonly person: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly roles: unknown;
    readonly provider: string | null;
    readonly provider_subject: string | null;
    readonly password: string | null;
    readonly totp: Uint8Array | null;
    readonly totp_counter: number;
    readonly made_ms: number;
    readonly disabled_ms: number | null;
  };
  readonly person_recovery: { readonly person: string; readonly hash: Uint8Array };
  readonly person_passkey: {
    readonly id: string;
    readonly person: string;
    readonly name: string;
    readonly public_key: Uint8Array;
    readonly counter: number;
    readonly transports: unknown;
    readonly made_ms: number;
    readonly used_ms: number | null;
  };
  readonly session: {
    readonly hash: Uint8Array;
    readonly id: string;
    readonly person: string;
    readonly level: SessionLevel;
    readonly way: string;
    readonly provider_session: string | null;
    readonly address: string;
    readonly agent: string;
    readonly pending: Uint8Array | null;
    readonly made_ms: number;
    readonly seen_ms: number;
    readonly expires_ms: number;
  };
  readonly api_key: {
    readonly id: string;
    readonly owner: string;
    readonly name: string;
    readonly hash: Uint8Array;
    readonly scopes: unknown;
    readonly replaces: string | null;
    readonly made_ms: number;
    readonly expires_ms: number;
    readonly used_ms: number | null;
    readonly revoked_ms: number | null;
  };
  readonly sign_in_link: { readonly hash: Uint8Array; readonly person: string; readonly expires_ms: number };
  readonly sign_in_flow: {
    readonly hash: Uint8Array;
    readonly kind: string;
    readonly body: unknown;
    readonly expires_ms: number;
  };
  readonly sign_in_attempt: {
    readonly key: Uint8Array;
    readonly failures: number;
    readonly last_ms: number;
    readonly blocked_ms: number;
  };
}

/** `enrolling`: may set password and second factor, and nothing else. */
type SessionLevel = 'enrolling' | 'full';

/** A person as stored. Times in milliseconds since 1970. */
export interface PersonRow {
  readonly id: string;
  /** What the person types to sign in; unique. */
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Who vouches for the person, where it is not Riegel itself. */
  readonly provider: { readonly issuer: string; readonly subject: string } | undefined;
  /** Whether a password and a second factor are set. */
  readonly enrolled: boolean;
  readonly madeAt: number;
  readonly disabledAt: number | undefined;
}

/** What proves a person's local sign-in. */
export interface CredentialRow {
  readonly person: string;
  /** PHC string. */
  readonly password: string;
  /** TOTP secret, wrapped. */
  readonly totp: Buffer;
}

export interface PasskeyRow {
  /** Credential id, base64url. */
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly madeAt: number;
  readonly usedAt: number | undefined;
}

export interface SessionRow {
  /** SHA-256 of what the cookie holds. */
  readonly hash: Buffer;
  /** By which it is named to people. */
  readonly id: string;
  readonly person: string;
  readonly level: SessionLevel;
  /** How it was begun: `password`, `passkey`, `provider`, `link`. */
  readonly way: string;
  readonly providerSession: string | undefined;
  readonly address: string;
  readonly agent: string;
  readonly madeAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
}

export interface ApiKeyRow {
  readonly id: string;
  /** The person who answers for it. */
  readonly owner: string;
  readonly name: string;
  /** SHA-256 of its secret. */
  readonly hash: Buffer;
  readonly scopes: readonly string[];
  readonly replaces: string | undefined;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | undefined;
  readonly revokedAt: number | undefined;
}

/** How often a sign-in has failed since the last good one. */
export interface AttemptRow {
  readonly failures: number;
  /** Until when further attempts are refused. */
  readonly blockedUntil: number;
}
