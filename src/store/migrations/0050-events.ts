import type { Migration } from './migration.ts';

/**
 * Webhooks, what came of their deliveries, and what of the lists has been told. The events themselves are records of
 * the journal: the index finds them among the screenings.
 */
export const eventsMigration: Migration = {
  id: '0050-events',
  statements: [
    `create index journal_record_told on journal_record (seq) where kind <> 'screening'`,
    `create table webhook (
      id text primary key,
      url text not null,
      kinds text not null,
      description text not null,
      state text not null check (state in ('active', 'failing')),
      secret bytea not null,
      previous_secret bytea,
      previous_until_ms bigint,
      author text not null,
      created_ms bigint not null,
      cursor bigint not null,
      attempts integer not null default 0,
      failing_since_ms bigint,
      next_ms bigint not null default 0,
      lease text,
      lease_until_ms bigint not null default 0,
      check ((previous_secret is null) = (previous_until_ms is null))
    )`,
    `comment on column webhook.secret is 'wrapped with the master key'`,
    `comment on column webhook.cursor is 'number of the last record that was delivered or passed over'`,
    `comment on column webhook.next_ms is 'not before; by the clock of the database, as the lease'`,
    `create table webhook_delivery (
      webhook_id text not null references webhook (id) on delete cascade,
      number bigint generated always as identity,
      record bigint,
      kind text not null,
      state text not null check (state in ('delivered', 'retrying', 'given-up', 'failed')),
      attempts integer not null,
      first_ms bigint not null,
      last_ms bigint not null,
      took_ms integer not null,
      status integer,
      failure text,
      primary key (webhook_id, number),
      unique (webhook_id, record)
    )`,
    `comment on column webhook_delivery.record is 'of the journal; none for a test'`,
    `create table told_list (
      list text primary key,
      version text,
      refused_at text
    )`,
    `comment on table told_list is 'what of each list the journal has told last: version in force, time of the refusal'`,
  ],
};
