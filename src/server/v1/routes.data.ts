import type { GuardedRoute } from '../auth/index.ts';

/** The routes of Riegel's own API beside those of sessions, people and keys, and who may use them. */
export const V1_ROUTES: readonly GuardedRoute[] = Object.freeze([
  { method: 'POST', url: '/v1/screen', access: 'screen' },
  { method: 'GET', url: '/v1/journal', access: 'journal.read' },
  { method: 'GET', url: '/v1/journal/checkpoint', access: 'journal.read' },
  { method: 'GET', url: '/v1/journal/:seq', access: 'journal.read' },
  { method: 'GET', url: '/v1/journal/:seq/proof', access: 'journal.read' },
  { method: 'POST', url: '/v1/journal/verify', access: 'journal.verify' },
  { method: 'GET', url: '/v1/certificates/:id', access: 'certificates.read' },
  { method: 'GET', url: '/v1/customers/status', access: 'customers.read' },
  { method: 'PUT', url: '/v1/customers/:reference', access: 'customers.write' },
  { method: 'DELETE', url: '/v1/customers/:reference', access: 'customers.write' },
  { method: 'POST', url: '/v1/customers', access: 'customers.write' },
  { method: 'GET', url: '/v1/sweeps', access: 'sweeps.read' },
  { method: 'POST', url: '/v1/sweeps', access: 'sweeps.run' },
  { method: 'POST', url: '/v1/documents', access: 'documents.screen' },
  { method: 'GET', url: '/v1/lists', access: 'lists.read' },
  { method: 'GET', url: '/v1/lists/:id/history', access: 'lists.read' },
  { method: 'GET', url: '/v1/lists/:id/diff', access: 'lists.read' },
  { method: 'GET', url: '/v1/policies', access: 'policies.read' },
  { method: 'GET', url: '/v1/policies/:reference', access: 'policies.read' },
  { method: 'POST', url: '/v1/policies', access: 'policies.write' },
  { method: 'POST', url: '/v1/policies/:reference/approve', access: 'policies.activate' },
  { method: 'GET', url: '/v1/metrics', access: 'metrics.read' },
] satisfies GuardedRoute[]);
