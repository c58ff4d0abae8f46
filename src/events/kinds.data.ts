/**
 * What is told to the outside, and of which record of the journal. `references` are those of the record that the event
 * hands on: ids and versions, nothing else. `when` is a member of the record's result that must have this value.
 */
interface EventSource {
  readonly kind: string;
  readonly record: string;
  readonly when?: readonly [member: string, value: string];
  readonly references: readonly string[];
}

const CASE = ['case', 'version'] as const;
const ALERT = ['case', 'alert', 'screening'] as const;
const EXEMPTION = ['exemption', 'case', 'alert', 'decision'] as const;

export const EVENT_SOURCES = [
  { kind: 'alert.opened', record: 'alert.opened', references: ALERT },
  { kind: 'alert.reopened', record: 'alert.reopened', references: ALERT },
  { kind: 'case.decided', record: 'case.decided', references: CASE },
  { kind: 'case.approved', record: 'case.approved', references: CASE },
  { kind: 'case.sent-back', record: 'case.sent-back', references: CASE },
  { kind: 'case.decision-undone', record: 'case.decision-undone', references: CASE },
  { kind: 'case.closed', record: 'case.closed', references: CASE },
  { kind: 'case.reopened', record: 'case.reopened', references: CASE },
  {
    kind: 'exemption.granted',
    record: 'exemption.added',
    when: ['state', 'active'],
    references: EXEMPTION,
  },
  { kind: 'exemption.granted', record: 'exemption.approved', references: EXEMPTION },
  { kind: 'exemption.lapsed', record: 'exemption.lapsed', references: EXEMPTION },
  { kind: 'exemption.expired', record: 'exemption.expired', references: EXEMPTION },
  { kind: 'exemption.revoked', record: 'exemption.revoked', references: EXEMPTION },
  {
    kind: 'release.opened',
    record: 'release.opened',
    references: ['case', 'alert', 'release', 'listVersion'],
  },
  { kind: 'release.done', record: 'release.done', references: ['case', 'release'] },
  { kind: 'list.in-force', record: 'list.in-force', references: ['list', 'listVersion', 'replaced'] },
  { kind: 'list.refused', record: 'list.refused', references: ['list', 'listVersion'] },
  { kind: 'sweep.finished', record: 'customer.sweep', references: ['sweep'] },
  {
    kind: 'policy.in-force',
    record: 'policy.changed',
    when: ['step', 'in-force'],
    references: ['policy'],
  },
  { kind: 'webhook.failing', record: 'webhook.failing', references: ['webhook'] },
] as const satisfies readonly EventSource[];
