import type { Migration } from './migration.ts';

/** Policies: their versions, and the steps by which versions came into force. Both only ever grow. */
export const policiesMigration: Migration = {
  id: '0040-policies',
  statements: [
    `create table policy_version (
      name text not null,
      version integer not null check (version >= 1),
      document text not null,
      author text not null,
      reason text not null,
      evaluation text not null,
      seq bigint not null unique,
      at timestamptz not null,
      primary key (name, version)
    )`,
    `comment on column policy_version.seq is 'record of the journal that tells of it'`,
    `create table policy_step (
      seq bigint primary key,
      name text not null,
      version integer not null,
      step text not null check (step in ('proposed', 'in-force')),
      doors text not null,
      actor text not null,
      reason text not null,
      at timestamptz not null,
      foreign key (name, version) references policy_version (name, version)
    )`,
    `comment on column policy_step.doors is 'doors whose policy it becomes, JSON'`,
    ...['policy_version', 'policy_step'].map(
      (table) => `create trigger ${table}_only_grows before update or delete or truncate on ${table}
        for each statement execute function journal_refuse()`,
    ),
  ],
};
