import type { Migration } from './migration.ts';

/** Updates and imports of lists as people and timers ask for them, and what the guards refused and a person decides. */
export const listWorkMigration: Migration = {
  id: '0070-list-work',
  statements: [
    `create table list_task (
      id text primary key,
      seq bigint not null unique,
      list text not null,
      kind text not null check (kind in ('update', 'import')),
      state text not null check (state in ('running', 'done', 'failed')),
      actor text not null,
      person text,
      started_at timestamptz not null,
      finished_at timestamptz,
      alive_at timestamptz not null default now(),
      result text
    )`,
    `comment on column list_task.seq is 'record of the journal that tells that it was asked for: the order of tasks'`,
    `comment on column list_task.person is 'who asked, or answers for the key; null where nobody did'`,
    `comment on column list_task.alive_at is 'when its process last said that it goes on, by the clock of the database'`,
    `create unique index list_task_running on list_task (list) where state = 'running'`,
    `create index list_task_of_list on list_task (list, seq)`,
    `create table list_refusal (
      list text not null,
      version text not null,
      state text not null check (state in ('waiting', 'releasing', 'released', 'rejected', 'superseded')),
      seq bigint not null,
      task text not null references list_task (id),
      person text,
      kept text,
      findings text not null,
      changes text,
      refused_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      reason text,
      alive_at timestamptz not null default now(),
      primary key (list, version)
    )`,
    `comment on column list_refusal.person is 'who asked for the update first: not who may release it'`,
    `comment on column list_refusal.kept is 'the version that stayed in force, which findings and changes are held against'`,
  ],
};
