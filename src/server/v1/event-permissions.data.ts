import type { EventKind } from '../../events/index.ts';
import type { Permission } from '../auth/index.ts';

/** Who follows events is told of those kinds only whose subject they may read. */
export const EVENT_PERMISSIONS: Readonly<Record<EventKind, Permission>> = Object.freeze({
  'alert.opened': 'alerts.read',
  'alert.reopened': 'alerts.read',
  'case.decided': 'cases.read',
  'case.approved': 'cases.read',
  'case.sent-back': 'cases.read',
  'case.decision-undone': 'cases.read',
  'case.closed': 'cases.read',
  'case.reopened': 'cases.read',
  'exemption.granted': 'exemptions.read',
  'exemption.lapsed': 'exemptions.read',
  'exemption.expired': 'exemptions.read',
  'exemption.revoked': 'exemptions.read',
  'release.opened': 'cases.read',
  'release.done': 'cases.read',
  'list.in-force': 'lists.read',
  'list.refused': 'lists.read',
  'sweep.finished': 'sweeps.read',
  'policy.in-force': 'policies.read',
  'webhook.failing': 'webhooks.read',
});
