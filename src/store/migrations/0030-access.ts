import type { Migration } from './migration.ts';

/**
 * People, their means of signing in, sessions and API keys. Times are milliseconds since 1970. No secret lies here
 * readable: random ones as SHA-256, passwords as Argon2id, TOTP secrets wrapped with the master key.
 *
 * `access_version` rises with every change that may take a right away, by trigger, so that also a change made by hand
 * reaches every process.
 */
export const accessMigration: Migration = {
  id: '0030-access',
  statements: [
    `create table access_version (
      single boolean primary key default true check (single),
      version bigint not null
    )`,
    `insert into access_version (version) values (1)`,
    `create table person (
      id text primary key,
      login text not null unique,
      name text not null,
      roles jsonb not null,
      provider text,
      provider_subject text,
      password text,
      totp bytea,
      totp_counter bigint not null default -1,
      made_ms bigint not null,
      disabled_ms bigint,
      unique (provider, provider_subject),
      check ((provider is null) = (provider_subject is null))
    )`,
    `comment on column person.provider is 'issuer of the OpenID provider that vouches for this person'`,
    `comment on column person.totp_counter is 'time step of the last code that was used: no code counts twice'`,
    `create table person_recovery (
      person text not null references person,
      hash bytea not null check (length(hash) = 32),
      primary key (person, hash)
    )`,
    `create table person_passkey (
      id text primary key,
      person text not null references person,
      name text not null,
      public_key bytea not null,
      counter bigint not null,
      transports jsonb not null,
      made_ms bigint not null,
      used_ms bigint
    )`,
    `create index person_passkey_person on person_passkey (person)`,
    `create table session (
      hash bytea primary key check (length(hash) = 32),
      id text not null unique,
      person text not null references person,
      level text not null check (level in ('enrolling', 'full')),
      way text not null,
      provider_session text,
      address text not null,
      agent text not null,
      pending bytea,
      made_ms bigint not null,
      seen_ms bigint not null,
      expires_ms bigint not null
    )`,
    `comment on column session.pending is 'TOTP secret that is being set up, wrapped'`,
    `create index session_person on session (person)`,
    `create index session_expires on session (expires_ms)`,
    `create table api_key (
      id text primary key,
      owner text not null references person,
      name text not null,
      hash bytea not null check (length(hash) = 32),
      scopes jsonb not null,
      replaces text references api_key,
      made_ms bigint not null,
      expires_ms bigint not null,
      used_ms bigint,
      revoked_ms bigint
    )`,
    `create table sign_in_link (
      hash bytea primary key check (length(hash) = 32),
      person text not null references person,
      expires_ms bigint not null
    )`,
    `create index sign_in_link_person on sign_in_link (person)`,
    `create table sign_in_flow (
      hash bytea primary key check (length(hash) = 32),
      kind text not null,
      body jsonb not null,
      expires_ms bigint not null
    )`,
    `comment on table sign_in_flow is 'sign-ins under way: what the provider or the passkey is expected to answer'`,
    `create table sign_in_attempt (
      key bytea primary key,
      failures integer not null,
      last_ms bigint not null,
      blocked_ms bigint not null
    )`,
    `create index sign_in_attempt_last on sign_in_attempt (last_ms)`,
    `create function access_changed() returns trigger language plpgsql as $$
    begin
      update access_version set version = version + 1;
      return null;
    end $$`,
    ...[
      'insert or delete or update of login, name, roles, provider, provider_subject, disabled_ms on person',
      'insert or delete or update of owner, hash, scopes, expires_ms, revoked_ms on api_key',
      'delete or update of person, level, expires_ms on session',
    ].map(
      (change, i) =>
        `create trigger access_changed_${i} after ${change} for each row execute function access_changed()`,
    ),
  ],
};
