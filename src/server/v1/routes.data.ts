import type { GuardedRoute } from '../auth/index.ts';

/** The routes of Riegel's own API beside those of sessions, people and keys, and who may use them. */
export const V1_ROUTES: readonly GuardedRoute[] = Object.freeze([
  { method: 'POST', url: '/v1/screen', access: 'screen' },
] satisfies GuardedRoute[]);
