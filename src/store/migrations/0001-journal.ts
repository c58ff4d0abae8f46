import type { Migration } from './migration.ts';

/**
 * Settings, and the journal: records, the tree over them, signed checkpoints and the keys of the sealed parts.
 * Records, tree and checkpoints refuse every change (defence in depth: what a superuser does all the same, the
 * verification finds). Keys are apart, because to erase one is the one change that the law asks for.
 */
export const journalMigration: Migration = {
  id: '0001-journal',
  statements: [
    `create table setting (
      name text primary key,
      value jsonb not null
    )`,
    `create table journal_record (
      seq bigint primary key,
      at_ms bigint not null,
      kind text not null,
      actor text not null,
      key_id bigint,
      body text not null,
      leaf bytea not null check (length(leaf) = 32),
      mac bytea not null,
      sealed bytea
    )`,
    `comment on column journal_record.body is 'canonical JSON (RFC 8785): exactly the bytes of the leaf'`,
    `comment on column journal_record.key_id is 'journal_key.id; the first record that used the key'`,
    `create index journal_record_at on journal_record using brin (at_ms)`,
    `create index journal_record_kind on journal_record (kind, seq) where kind <> 'screening'`,
    `create index journal_record_key on journal_record (key_id, seq) where key_id <> seq`,
    `create table journal_subtree (
      level smallint not null,
      place bigint not null,
      hash bytea not null check (length(hash) = 32),
      primary key (level, place)
    )`,
    `comment on table journal_subtree is 'roots of the complete subtrees of 256^level records'`,
    `create table journal_checkpoint (
      size bigint primary key,
      note text not null
    )`,
    `create table journal_head (
      single boolean primary key default true check (single),
      size bigint not null,
      at_ms bigint not null,
      peaks bytea not null,
      note text not null
    )`,
    `create table journal_key (
      id bigint primary key,
      tag bytea,
      wrapped bytea,
      erased_at timestamptz,
      check ((wrapped is null) = (erased_at is not null))
    )`,
    `create unique index journal_key_tag on journal_key (tag) where tag is not null and wrapped is not null`,
    `create index journal_key_erased on journal_key (tag) where wrapped is null`,
    `create function journal_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'the journal is only ever added to' using errcode = 'RG001';
    end $$`,
    ...['journal_record', 'journal_subtree', 'journal_checkpoint'].map(
      (table) => `create trigger ${table}_only_grows before update or delete or truncate on ${table}
        for each statement execute function journal_refuse()`,
    ),
    `create trigger journal_key_stays before delete or truncate on journal_key
      for each statement execute function journal_refuse()`,
    `create trigger journal_head_stays before delete or truncate on journal_head
      for each statement execute function journal_refuse()`,
    `create function journal_head_grows() returns trigger language plpgsql as $$
    begin
      if new.size < old.size then
        raise exception 'the journal is only ever added to' using errcode = 'RG001';
      end if;
      return new;
    end $$`,
    `create trigger journal_head_grows before update on journal_head
      for each row execute function journal_head_grows()`,
    `create function journal_key_erased_once() returns trigger language plpgsql as $$
    begin
      if new.id <> old.id or new.tag is distinct from old.tag or new.wrapped is not null then
        raise exception 'a key is only ever erased' using errcode = 'RG001';
      end if;
      return new;
    end $$`,
    `create trigger journal_key_erased_once before update on journal_key
      for each row execute function journal_key_erased_once()`,
  ],
};
