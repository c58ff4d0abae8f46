/**
 * Why a route that is no GET keeps no answers: `reads` changes nothing, so a key is passed over; `repeatable` does
 * the same however often it is asked, and streams; `secret` answers what nobody else may ever read; `sign-in` proves
 * who somebody is, with codes that count once. A key that is sent to one of the latter three is refused.
 */
type LeftOutReason = 'reads' | 'repeatable' | 'secret' | 'sign-in';

export interface LeftOutRoute {
  readonly method: string;
  readonly url: string;
  readonly reason: LeftOutReason;
}

/** Every route that is no GET and keeps no answers. All others do. */
export const LEFT_OUT: readonly LeftOutRoute[] = Object.freeze([
  { method: 'POST', url: '/match/:dataset', reason: 'reads' },
  { method: 'POST', url: '/reconcile/:dataset', reason: 'reads' },
  { method: 'POST', url: '/v1/journal/verify', reason: 'reads' },
  { method: 'POST', url: '/v1/cases/bulk/preview', reason: 'reads' },

  { method: 'POST', url: '/updatez', reason: 'repeatable' },
  { method: 'POST', url: '/v1/customers', reason: 'repeatable' },

  { method: 'POST', url: '/v1/keys', reason: 'secret' },
  { method: 'POST', url: '/v1/keys/:id/rotate', reason: 'secret' },
  { method: 'POST', url: '/v1/people', reason: 'secret' },
  { method: 'POST', url: '/v1/people/:id/link', reason: 'secret' },
  { method: 'POST', url: '/v1/webhooks', reason: 'secret' },
  { method: 'POST', url: '/v1/webhooks/:id/rotate', reason: 'secret' },
  { method: 'POST', url: '/v1/me/enrolment', reason: 'secret' },
  { method: 'PUT', url: '/v1/me/enrolment', reason: 'secret' },

  { method: 'POST', url: '/v1/session', reason: 'sign-in' },
  { method: 'POST', url: '/v1/session/link', reason: 'sign-in' },
  { method: 'DELETE', url: '/v1/session', reason: 'sign-in' },
  { method: 'POST', url: '/v1/session/passkey/options', reason: 'sign-in' },
  { method: 'POST', url: '/v1/session/passkey', reason: 'sign-in' },
  { method: 'POST', url: '/v1/session/provider/logout', reason: 'sign-in' },
  { method: 'PUT', url: '/v1/me/password', reason: 'sign-in' },
  { method: 'POST', url: '/v1/me/passkeys/options', reason: 'sign-in' },
  { method: 'POST', url: '/v1/me/passkeys', reason: 'sign-in' },
] satisfies LeftOutRoute[]);
