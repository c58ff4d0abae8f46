import { type CaseState, INFORMATION_KINDS, TRANSITIONS } from '../../casework/index.ts';

/** Shapes of what is asked of the casework and answered, JSON Schema 2020-12. */

const CASE_STATES: readonly CaseState[] = [...new Set(Object.values(TRANSITIONS).map(({ to }) => to))];
const DECISIONS = ['same', 'not-same', 'cannot-tell'] as const;
const MOST_ALERTS = 1_000;

/** An object that has no members but these; all of them where none is said to be optional. */
export function object<P extends Record<string, object>>(properties: P, optional: readonly (keyof P)[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

/** One line of whole characters: the database takes no NUL, and the journal no half of a pair. */
export const line = (maxLength: number) =>
  ({ type: 'string', minLength: 1, maxLength, pattern: '^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$' }) as const;
const list = (items: object, maxItems = 100) => ({ type: 'array', items, maxItems }) as const;
const page = (item: object) => object({ items: { type: 'array', items: item }, cursor: CURSOR }, ['cursor']);

const ID = { type: 'string', minLength: 1, maxLength: 64, pattern: '^[\\w-]+$' } as const;
const CURSOR = {
  ...line(512),
  description: 'Of the page before; none where it was the last.',
};
export const TIME = { type: 'string', format: 'date-time' } as const;
const TEXT = { type: 'string', maxLength: 20_000, description: 'Free text. It is sealed.' } as const;
const VERSION = { type: 'integer', minimum: 1, description: 'The version that was seen.' } as const;
const REASONS = list(line(64), 32);
const PROBABILITY = { type: 'number', minimum: 0, maximum: 1 } as const;
export const ID_PARAMETER = object({ id: ID });
export const PAGE = {
  cursor: CURSOR,
  limit: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
} as const;

const FILTER = {
  states: {
    ...list({ enum: CASE_STATES }, CASE_STATES.length),
    minItems: 1,
    description: 'Default: all but closed.',
  },
  assignee: { ...ID, description: 'Id of a person.' },
  unassigned: { type: 'boolean', description: 'Only what is assigned to nobody.' },
  door: { enum: ['customer', 'payment', 'traveller', 'text'] },
  list: line(100),
  entity: line(300),
  probabilityFrom: PROBABILITY,
  probabilityTo: PROBABILITY,
  dueBy: TIME,
  reference: { ...line(256), description: 'A part of the reference.' },
} as const;
const FILTER_NAMES = Object.keys(FILTER) as (keyof typeof FILTER)[];
export const QUEUE_QUERY = object({ ...FILTER, ...PAGE }, [...FILTER_NAMES, 'cursor', 'limit']);

export const HISTORY_QUERY = object(
  {
    cursor: { type: 'integer', minimum: 0 },
    limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
    newestFirst: { type: 'boolean', default: false },
    screenings: { type: 'boolean', default: false, description: 'With the screenings, the clear ones too.' },
  },
  ['cursor', 'limit', 'newestFirst', 'screenings'],
);

const STEP = { version: VERSION, text: TEXT } as const;
const ALERTS = { ...list(ID, MOST_ALERTS), minItems: 1 } as const;
export const STEP_BODY = object(STEP, ['text']);
/** With `alerts`, of the case, all that it fits where none is named. */
export const ALERTS_BODY = object({ ...STEP, alerts: ALERTS }, ['text', 'alerts']);
export const ASSIGN_BODY = object(
  {
    ...STEP,
    to: { type: ['string', 'null'], maxLength: 64, description: 'Id of a person; null: back to the queue.' },
  },
  ['text'],
);
export const ASK_BODY = object(
  { ...STEP, information: { ...list({ enum: INFORMATION_KINDS.map(({ code }) => code) }, 20), minItems: 1 } },
  ['text'],
);
export const DEADLINE_BODY = object({ ...STEP, deadline: TIME }, ['text']);
export const COMMENT_BODY = object({ text: TEXT });
export const DECIDE_BODY = object(
  {
    ...STEP,
    decision: { enum: DECISIONS },
    reasons: REASONS,
    humanitarian: { enum: ['applies', 'may-apply', 'does-not-apply'] },
    alerts: ALERTS,
  },
  ['text', 'humanitarian', 'alerts'],
);

const BULK = {
  selection: {
    ...object({ alerts: ALERTS, filter: object(FILTER, FILTER_NAMES) }, ['alerts', 'filter']),
    minProperties: 1,
    maxProperties: 1,
  },
  // The same person has consequences for one person, who is looked at alone.
  decision: { enum: DECISIONS.filter((decision) => decision !== 'same') },
  reasons: REASONS,
  text: TEXT,
} as const;
export const BULK_BODY = object(BULK, ['text']);
export const BULK_APPLY_BODY = object({ ...BULK, token: line(64) }, ['text']);

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const texts = { type: 'array', items: text } as const;

const CASE_MEMBERS = {
  id: text,
  reference: text,
  state: { enum: CASE_STATES },
  version: VERSION,
  assignee: text,
  priority: number,
  probability: number,
  deadline: TIME,
  openedAt: TIME,
  changedAt: TIME,
  closedAt: TIME,
  retainUntil: TIME,
  erasedAt: TIME,
} as const;
const CASE_OPTIONAL = ['reference', 'assignee', 'deadline', 'closedAt', 'retainUntil', 'erasedAt'] as const;
export const CASE = object(CASE_MEMBERS, CASE_OPTIONAL);
export const CASES = page(CASE);
export const CHANGED_CASES = object({ items: { type: 'array', items: CASE } });

const ALERT_MEMBERS = {
  id: text,
  caseId: text,
  entityId: text,
  caption: text,
  lists: texts,
  doors: texts,
  score: number,
  probability: number,
  value: number,
  priority: number,
  deadline: TIME,
  screenings: number,
  firstSeq: number,
  lastSeq: number,
  openedAt: TIME,
  lastAt: TIME,
  decisionId: text,
  delistedVersion: text,
} as const;
const ALERT_OPTIONAL = ['value', 'decisionId', 'delistedVersion'] as const;
const ALERT = object(ALERT_MEMBERS, ALERT_OPTIONAL);
const PERSONS = {
  type: 'array',
  description: 'Whom the alerts are about, each once with all listings, as links between lists say.',
  items: object({
    id: text,
    listings: {
      type: 'array',
      items: object({ entity: text, schema: text, caption: text, lists: texts, alert: text }, [
        'schema',
        'caption',
        'lists',
        'alert',
      ]),
    },
  }),
} as const;
export const CASES_WITH_ALERTS = page(
  object({ ...CASE_MEMBERS, alerts: { type: 'array', items: ALERT }, persons: PERSONS }, CASE_OPTIONAL),
);

const DECISION = object(
  {
    id: text,
    caseId: text,
    alertId: text,
    decision: { enum: DECISIONS },
    reasons: texts,
    humanitarian: text,
    recommendation: text,
    seq: number,
    decidedBy: text,
    decidedAt: TIME,
    needsApproval: { type: 'boolean' },
    approvedBy: text,
    approvedAt: TIME,
    effectiveAt: TIME,
    endedAt: TIME,
    endedHow: text,
  },
  ['humanitarian', 'recommendation', 'approvedBy', 'approvedAt', 'effectiveAt', 'endedAt', 'endedHow'],
);

export const EXEMPTION = object(
  {
    id: text,
    version: VERSION,
    reference: text,
    entityId: text,
    alertId: text,
    reasons: texts,
    state: { enum: ['pending', 'active', 'ended'] },
    author: text,
    approver: text,
    createdAt: TIME,
    expiresAt: TIME,
    endedAt: TIME,
    endedHow: text,
  },
  ['reference', 'alertId', 'approver', 'endedAt', 'endedHow'],
);
export const EXEMPTIONS = page(EXEMPTION);
export const EXEMPTION_QUERY = object(
  {
    reference: line(256),
    entity: line(300),
    states: { ...list({ enum: ['pending', 'active', 'ended'] }, 3), minItems: 1 },
    ...PAGE,
  },
  ['reference', 'entity', 'states', 'cursor', 'limit'],
);

export const RELEASE = object(
  {
    id: text,
    version: VERSION,
    caseId: text,
    alertId: text,
    entityId: text,
    listVersion: text,
    state: { enum: ['open', 'done'] },
    openedAt: TIME,
    deadline: TIME,
    doneBy: text,
    doneAt: TIME,
    outcome: { enum: ['released', 'kept'] },
  },
  ['doneBy', 'doneAt', 'outcome'],
);
export const RELEASES = page(RELEASE);
export const FINISH_BODY = object({
  version: VERSION,
  outcome: { enum: ['released', 'kept'] },
  text: TEXT,
});

export const ATTACHMENT = object({
  id: text,
  caseId: text,
  type: text,
  size: number,
  sha256: text,
  seq: number,
  addedBy: text,
  addedAt: TIME,
});

export const CASE_VIEW = object(
  {
    ...CASE_MEMBERS,
    alerts: {
      type: 'array',
      items: object(
        {
          ...ALERT_MEMBERS,
          decisions: { type: 'array', items: DECISION },
          screened: { description: 'The subject, its matches and why, of the latest screening.' },
        },
        [...ALERT_OPTIONAL, 'screened'],
      ),
    },
    persons: PERSONS,
    exemptions: { type: 'array', items: EXEMPTION },
    attachments: { type: 'array', items: ATTACHMENT },
    releases: { type: 'array', items: RELEASE },
  },
  CASE_OPTIONAL,
);

export const HISTORY = object(
  {
    items: {
      type: 'array',
      items: { type: 'object', additionalProperties: true, description: 'A record of the journal.' },
    },
    cursor: { type: 'integer' },
  },
  ['cursor'],
);

export const BULK_PREVIEW = object({
  token: text,
  items: {
    type: 'array',
    items: object(
      {
        id: text,
        caseId: text,
        entityId: text,
        caption: text,
        probability: number,
        reference: text,
        needsApproval: { type: 'boolean' },
      },
      ['reference'],
    ),
  },
});
