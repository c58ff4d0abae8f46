import type { Migration } from './migration.ts';

/** Answers that are kept under the keys of those who ask, so that a repeated request does nothing twice. */
export const idempotencyMigration: Migration = {
  id: '0080-idempotency',
  statements: [
    `create table kept_answer (
      id bytea primary key,
      caller text not null,
      fingerprint bytea not null,
      holder text not null,
      held_ms bigint not null,
      expires_ms bigint not null,
      record bigint,
      status integer,
      head text,
      body bytea,
      bytes integer not null default 0
    )`,
    `comment on column kept_answer.id is 'keyed digest of the caller and the key'`,
    `comment on column kept_answer.holder is 'run of a process that is at work on the answer, or was'`,
    `comment on column kept_answer.held_ms is 'until when the holder is believed to be at work'`,
    `comment on column kept_answer.record is 'first record of the journal that the work led to'`,
    `comment on column kept_answer.status is 'of the answer; null while there is none'`,
    `comment on column kept_answer.body is 'sealed; null where it was not kept'`,
    `create index kept_answer_expires on kept_answer (expires_ms)`,
  ],
};
