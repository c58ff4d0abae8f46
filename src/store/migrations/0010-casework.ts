import type { Migration } from './migration.ts';

/**
 * Cases, their alerts and decisions, exemptions, attachments and release tasks. What they say of a person is a
 * reference and digests of facts: who it is stands sealed in the journal. All of it is changed only in a transaction
 * that holds the journal's head. Times are milliseconds since 1970.
 */
export const caseworkMigration: Migration = {
  id: '0010-casework',
  statements: [
    `create table casework_case (
      id text primary key,
      subject_key text unique,
      reference text,
      state text not null,
      version integer not null,
      assignee text,
      priority integer not null,
      probability double precision not null,
      deadline_ms bigint,
      opened_ms bigint not null,
      changed_ms bigint not null,
      closed_ms bigint,
      retain_until_ms bigint,
      erased_ms bigint
    )`,
    `comment on column casework_case.subject_key is 'the reference, or a keyed digest of a subject that has none; none once erased'`,
    `create index casework_case_queue on casework_case (priority desc, (coalesce(deadline_ms, 9007199254740991)), id)
      where state <> 'closed'`,
    `create index casework_case_assignee on casework_case (assignee) where state <> 'closed'`,
    `create index casework_case_retention on casework_case (retain_until_ms) where erased_ms is null`,
    `create table casework_alert (
      id text primary key,
      case_id text not null references casework_case,
      entity_id text not null,
      caption text not null,
      lists text[] not null,
      doors text[] not null,
      score double precision not null,
      probability double precision not null,
      value double precision,
      priority integer not null,
      deadline_ms bigint not null,
      screenings integer not null,
      first_seq bigint not null,
      last_seq bigint not null,
      opened_ms bigint not null,
      last_ms bigint not null,
      views jsonb not null,
      decision_id text,
      delisted_version text,
      unique (case_id, entity_id)
    )`,
    `comment on column casework_alert.views is 'digests of the facts that matter, of both sides, as screened since it was opened'`,
    `create index casework_alert_entity on casework_alert (entity_id)`,
    `create table casework_decision (
      id text primary key,
      case_id text not null references casework_case,
      alert_id text not null references casework_alert,
      decision text not null,
      reasons text[] not null,
      humanitarian text,
      recommendation text,
      seq bigint not null,
      decided_by text not null,
      decided_ms bigint not null,
      needs_approval boolean not null,
      approved_by text,
      approved_ms bigint,
      effective_ms bigint,
      ended_ms bigint,
      ended_how text
    )`,
    `create index casework_decision_case on casework_decision (case_id)`,
    `create table casework_exemption (
      id text primary key,
      version integer not null,
      subject_key text,
      reference text,
      entity_id text not null,
      alert_id text,
      views jsonb not null,
      reasons text[] not null,
      state text not null,
      author text not null,
      approver text,
      created_ms bigint not null,
      expires_ms bigint not null,
      ended_ms bigint,
      ended_how text
    )`,
    `create unique index casework_exemption_pair on casework_exemption (subject_key, entity_id)
      where state in ('pending', 'active')`,
    `create table casework_attachment (
      id text primary key,
      case_id text not null references casework_case,
      type text not null,
      size integer not null,
      sha256 text not null,
      seq bigint not null,
      added_by text not null,
      added_ms bigint not null,
      content bytea
    )`,
    `create index casework_attachment_case on casework_attachment (case_id)`,
    `create table casework_release (
      id text primary key,
      version integer not null,
      case_id text not null references casework_case,
      alert_id text not null references casework_alert,
      entity_id text not null,
      list_version text not null,
      state text not null,
      opened_ms bigint not null,
      deadline_ms bigint not null,
      done_by text,
      done_ms bigint,
      outcome text,
      unique (alert_id, list_version)
    )`,
    `create index casework_release_open on casework_release (deadline_ms, id) where state = 'open'`,
  ],
};
