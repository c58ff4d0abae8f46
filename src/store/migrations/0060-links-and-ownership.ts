import type { Migration } from './migration.ts';

/**
 * Which entries of the lists name one and the same, and who owns what. Versions only ever grow; `link` says how each
 * link stands now. All of it is changed only in a transaction that holds the journal's head.
 */
export const linksAndOwnershipMigration: Migration = {
  id: '0060-links-and-ownership',
  statements: [
    `create table link_book (
      version integer primary key check (version >= 1),
      id text not null unique,
      previous text,
      list_versions text not null,
      actor text not null,
      seq bigint not null unique,
      at timestamptz not null
    )`,
    `comment on column link_book.id is 'digest of what this version changed and of the id before it'`,
    `create table link_version (
      link_id text not null,
      version integer not null references link_book,
      body text,
      primary key (link_id, version)
    )`,
    `comment on column link_version.body is 'the link as it was from this version on, JSON; none where it was withdrawn'`,
    `create table link (
      id text primary key,
      version integer not null,
      left_id text not null,
      right_id text not null,
      state text not null check (state in ('linked', 'proposed', 'cut')),
      waiting boolean not null,
      strength double precision not null,
      lists text[] not null,
      foreign key (id, version) references link_version (link_id, version)
    )`,
    `create index link_left on link (left_id)`,
    `create index link_right on link (right_id)`,
    `create index link_waiting on link (strength desc, id) where waiting`,
    `create table ownership_version (
      source text not null,
      version integer not null check (version >= 1),
      digest text,
      holdings text,
      count integer not null,
      actor text not null,
      seq bigint not null,
      at timestamptz not null,
      primary key (source, version)
    )`,
    `comment on column ownership_version.holdings is 'NDJSON; none where the source was taken out'`,
    ...['link_book', 'link_version', 'ownership_version'].map(
      (table) => `create trigger ${table}_only_grows before update or delete or truncate on ${table}
        for each statement execute function journal_refuse()`,
    ),
  ],
};
