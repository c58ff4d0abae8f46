import type {
  AlertRow,
  AttachmentRow,
  CaseRow,
  DecisionRow,
  ExemptionRow,
  ReleaseRow,
} from './casework-rows.ts';
import type { RowTable } from './row-table.ts';

/** The casework's tables: which member of a row stands in which column. */
export const CASE: RowTable<CaseRow> = {
  name: 'casework_case',
  columns: {
    id: ['id', 'text'],
    subjectKey: ['subject_key', 'text'],
    reference: ['reference', 'text'],
    state: ['state', 'text'],
    version: ['version', 'integer'],
    assignee: ['assignee', 'text'],
    priority: ['priority', 'integer'],
    probability: ['probability', 'double precision'],
    deadline: ['deadline_ms', 'bigint'],
    openedAt: ['opened_ms', 'bigint'],
    changedAt: ['changed_ms', 'bigint'],
    closedAt: ['closed_ms', 'bigint'],
    retainUntil: ['retain_until_ms', 'bigint'],
    erasedAt: ['erased_ms', 'bigint'],
  },
};

export const ALERT: RowTable<AlertRow> = {
  name: 'casework_alert',
  columns: {
    id: ['id', 'text'],
    caseId: ['case_id', 'text'],
    entityId: ['entity_id', 'text'],
    caption: ['caption', 'text'],
    lists: ['lists', 'text[]'],
    doors: ['doors', 'text[]'],
    score: ['score', 'double precision'],
    probability: ['probability', 'double precision'],
    value: ['value', 'double precision'],
    priority: ['priority', 'integer'],
    deadline: ['deadline_ms', 'bigint'],
    screenings: ['screenings', 'integer'],
    firstSeq: ['first_seq', 'bigint'],
    lastSeq: ['last_seq', 'bigint'],
    openedAt: ['opened_ms', 'bigint'],
    lastAt: ['last_ms', 'bigint'],
    views: ['views', 'jsonb'],
    decisionId: ['decision_id', 'text'],
    delistedVersion: ['delisted_version', 'text'],
  },
};

export const DECISION: RowTable<DecisionRow> = {
  name: 'casework_decision',
  columns: {
    id: ['id', 'text'],
    caseId: ['case_id', 'text'],
    alertId: ['alert_id', 'text'],
    decision: ['decision', 'text'],
    reasons: ['reasons', 'text[]'],
    humanitarian: ['humanitarian', 'text'],
    recommendation: ['recommendation', 'text'],
    seq: ['seq', 'bigint'],
    decidedBy: ['decided_by', 'text'],
    decidedAt: ['decided_ms', 'bigint'],
    needsApproval: ['needs_approval', 'boolean'],
    approvedBy: ['approved_by', 'text'],
    approvedAt: ['approved_ms', 'bigint'],
    effectiveAt: ['effective_ms', 'bigint'],
    endedAt: ['ended_ms', 'bigint'],
    endedHow: ['ended_how', 'text'],
  },
};

export const EXEMPTION: RowTable<ExemptionRow> = {
  name: 'casework_exemption',
  columns: {
    id: ['id', 'text'],
    version: ['version', 'integer'],
    subjectKey: ['subject_key', 'text'],
    reference: ['reference', 'text'],
    entityId: ['entity_id', 'text'],
    alertId: ['alert_id', 'text'],
    views: ['views', 'jsonb'],
    reasons: ['reasons', 'text[]'],
    state: ['state', 'text'],
    author: ['author', 'text'],
    approver: ['approver', 'text'],
    createdAt: ['created_ms', 'bigint'],
    expiresAt: ['expires_ms', 'bigint'],
    endedAt: ['ended_ms', 'bigint'],
    endedHow: ['ended_how', 'text'],
  },
};

export const ATTACHMENT: RowTable<AttachmentRow> = {
  name: 'casework_attachment',
  columns: {
    id: ['id', 'text'],
    caseId: ['case_id', 'text'],
    type: ['type', 'text'],
    size: ['size', 'integer'],
    sha256: ['sha256', 'text'],
    seq: ['seq', 'bigint'],
    addedBy: ['added_by', 'text'],
    addedAt: ['added_ms', 'bigint'],
  },
};

export const RELEASE: RowTable<ReleaseRow> = {
  name: 'casework_release',
  columns: {
    id: ['id', 'text'],
    version: ['version', 'integer'],
    caseId: ['case_id', 'text'],
    alertId: ['alert_id', 'text'],
    entityId: ['entity_id', 'text'],
    listVersion: ['list_version', 'text'],
    state: ['state', 'text'],
    openedAt: ['opened_ms', 'bigint'],
    deadline: ['deadline_ms', 'bigint'],
    doneBy: ['done_by', 'text'],
    doneAt: ['done_ms', 'bigint'],
    outcome: ['outcome', 'text'],
  },
};
