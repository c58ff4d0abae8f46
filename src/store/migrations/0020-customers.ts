import type { Migration } from './migration.ts';

/**
 * Customers, what their last screening rested on and came to, the index in force, and the work that goes through all
 * customers: sweeps, and the searches after a list change. A customer's subject is sealed with a key of the journal:
 * to erase that key erases the subject here as well. What a sweep writes for every customer lies apart, so that the
 * sealed subjects are not written anew each day. The tables with a row for each customer have no foreign keys, which
 * would be looked up for every row of every sweep; keys and bases are never deleted, and a state goes with its
 * customer in one statement.
 */
export const customersMigration: Migration = {
  id: '0020-customers',
  statements: [
    `create table screening_basis (
      id integer generated always as identity primary key,
      digest text not null unique,
      basis jsonb not null
    )`,
    `comment on column screening_basis.basis is 'index id, engine, list versions, policy'`,
    `create table customer (
      id bigint generated always as identity primary key,
      reference text not null unique,
      key_id bigint not null,
      sealed bytea not null,
      digest bytea not null,
      version integer not null,
      changed_seq bigint not null
    )`,
    `comment on column customer.key_id is 'journal_key.id'`,
    `comment on column customer.digest is 'keyed: tells whether the subject changed, and nothing of it'`,
    `comment on column customer.changed_seq is 'the journal record of the screening that let this version in'`,
    `create unique index customer_changed on customer (changed_seq)`,
    `create table customer_state (
      customer_id bigint primary key,
      basis_id integer not null,
      outcome text not null check (outcome in ('clear', 'alert', 'unscreened')),
      record_seq bigint
    ) with (fillfactor = 50)`,
    `create table customer_index (
      single boolean primary key default true check (single),
      basis_id integer not null references screening_basis (id)
    )`,
    `create table customer_sweep (
      id integer generated always as identity primary key,
      actor text not null,
      started_ms bigint not null,
      finished_ms bigint,
      last_customer bigint not null,
      cursor bigint not null,
      progress jsonb not null,
      statement_seq bigint
    )`,
    `create unique index customer_sweep_open on customer_sweep ((true)) where finished_ms is null`,
    `create table customer_change (
      id integer generated always as identity primary key,
      from_basis integer not null references screening_basis (id),
      to_basis integer not null references screening_basis (id),
      cursor bigint not null default 0,
      started_ms bigint not null,
      finished_ms bigint
    )`,
  ],
};
