import type { GuardedRoute } from '../auth/index.ts';

/** The routes of Riegel's own API beside those of sessions, people and keys, and who may use them. */
export const V1_ROUTES: readonly GuardedRoute[] = Object.freeze([
  { method: 'POST', url: '/v1/screen', access: 'screen' },

  { method: 'GET', url: '/v1/alerts', access: 'alerts.read' },
  { method: 'GET', url: '/v1/cases', access: 'cases.read' },
  { method: 'GET', url: '/v1/cases/:id', access: 'cases.read' },
  { method: 'GET', url: '/v1/cases/:id/history', access: 'cases.read' },
  { method: 'POST', url: '/v1/cases/:id/assign', access: 'alerts.assign' },
  { method: 'POST', url: '/v1/cases/:id/ask', access: 'cases.write' },
  { method: 'POST', url: '/v1/cases/:id/receive', access: 'cases.write' },
  { method: 'POST', url: '/v1/cases/:id/deadline', access: 'cases.write' },
  { method: 'POST', url: '/v1/cases/:id/comments', access: 'cases.write' },
  { method: 'POST', url: '/v1/cases/:id/attachments', access: 'cases.write' },
  { method: 'GET', url: '/v1/attachments/:id', access: 'cases.read' },
  { method: 'POST', url: '/v1/cases/:id/decide', access: 'alerts.decide' },
  { method: 'POST', url: '/v1/cases/:id/undo', access: 'alerts.decide' },
  { method: 'POST', url: '/v1/cases/:id/approve', access: 'alerts.approve' },
  { method: 'POST', url: '/v1/cases/:id/send-back', access: 'alerts.approve' },
  { method: 'POST', url: '/v1/cases/:id/close', access: 'alerts.decide' },
  { method: 'POST', url: '/v1/cases/:id/reopen', access: 'alerts.decide' },
  { method: 'POST', url: '/v1/cases/bulk/preview', access: 'alerts.decide' },
  { method: 'POST', url: '/v1/cases/bulk/apply', access: 'alerts.decide' },
  { method: 'GET', url: '/v1/exemptions', access: 'exemptions.read' },
  { method: 'POST', url: '/v1/exemptions', access: 'exemptions.write' },
  { method: 'POST', url: '/v1/exemptions/:id/approve', access: 'exemptions.approve' },
  { method: 'POST', url: '/v1/exemptions/:id/revoke', access: 'exemptions.write' },
  { method: 'GET', url: '/v1/releases', access: 'cases.read' },
  { method: 'POST', url: '/v1/releases/:id/finish', access: 'alerts.decide' },
] satisfies GuardedRoute[]);
