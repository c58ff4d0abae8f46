import type { Permission } from '../permissions/permissions.ts';

/**
 * Who may use a route: whoever has a permission, whoever is signed in, whoever is about to set password and second
 * factor, or anyone.
 */
export type RouteAccess = Permission | 'signed-in' | 'enrolling' | 'open';

/** One route and who may use it. */
export interface GuardedRoute {
  readonly method: string;
  /** As registered, with its parameters: `/v1/people/:id`. */
  readonly url: string;
  readonly access: RouteAccess;
}

/** The routes of sessions, people and keys. */
export const ACCESS_ROUTES: readonly GuardedRoute[] = Object.freeze([
  { method: 'POST', url: '/v1/session', access: 'open' },
  { method: 'POST', url: '/v1/session/link', access: 'open' },
  { method: 'DELETE', url: '/v1/session', access: 'enrolling' },
  { method: 'POST', url: '/v1/session/passkey/options', access: 'open' },
  { method: 'POST', url: '/v1/session/passkey', access: 'open' },
  { method: 'GET', url: '/v1/session/provider', access: 'open' },
  { method: 'GET', url: '/v1/session/provider/callback', access: 'open' },
  { method: 'POST', url: '/v1/session/provider/logout', access: 'open' },

  { method: 'GET', url: '/v1/me', access: 'enrolling' },
  { method: 'POST', url: '/v1/me/enrolment', access: 'enrolling' },
  { method: 'PUT', url: '/v1/me/enrolment', access: 'enrolling' },
  { method: 'PUT', url: '/v1/me/password', access: 'signed-in' },
  { method: 'GET', url: '/v1/me/passkeys', access: 'signed-in' },
  { method: 'POST', url: '/v1/me/passkeys/options', access: 'signed-in' },
  { method: 'POST', url: '/v1/me/passkeys', access: 'signed-in' },
  { method: 'DELETE', url: '/v1/me/passkeys/:id', access: 'signed-in' },
  { method: 'GET', url: '/v1/me/sessions', access: 'signed-in' },
  { method: 'DELETE', url: '/v1/me/sessions/:id', access: 'signed-in' },

  { method: 'GET', url: '/v1/people', access: 'people.read' },
  { method: 'GET', url: '/v1/people/:id', access: 'people.read' },
  { method: 'POST', url: '/v1/people', access: 'people.manage' },
  { method: 'PATCH', url: '/v1/people/:id', access: 'people.manage' },
  { method: 'POST', url: '/v1/people/:id/link', access: 'people.manage' },
  { method: 'DELETE', url: '/v1/people/:id/sessions', access: 'people.manage' },

  { method: 'GET', url: '/v1/keys', access: 'keys.read' },
  { method: 'POST', url: '/v1/keys', access: 'keys.manage' },
  { method: 'POST', url: '/v1/keys/:id/rotate', access: 'keys.manage' },
  { method: 'DELETE', url: '/v1/keys/:id', access: 'keys.manage' },
]);
