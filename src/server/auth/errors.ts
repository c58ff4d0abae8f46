import { RiegelError } from '../../entity/index.ts';

/** HTTP status of each `access/…` code. */
export const ACCESS_STATUS: Readonly<Record<string, number>> = Object.freeze({
  'access/not-signed-in': 401,
  'access/refused': 401,
  'access/forbidden': 403,
  'access/people-only': 403,
  'access/cross-site': 403,
  'access/no-role': 403,
  'access/blocked': 429,
  'access/bad-password': 422,
  'access/bad-login': 422,
  'access/bad-code': 422,
  'access/bad-role': 422,
  'access/bad-scope': 422,
  'access/bad-expiry': 422,
  'access/bad-passkey': 422,
  'access/not-begun': 409,
  'access/login-taken': 409,
  'access/last-administrator': 409,
  'access/from-provider': 409,
  'access/not-in-force': 409,
  'access/no-such': 404,
  'access/no-provider': 404,
  'access/provider-failed': 502,
  'access/overloaded': 503,
  'access/damaged': 500,
});

/** Sign-in refused for a while. */
export class BlockedError extends RiegelError {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    super('access/blocked', 'Too many attempts; try again later');
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  }
}

/** The one answer to every sign-in that fails: it does not say whether there is such a person. */
export function refused(cause?: unknown): RiegelError {
  return new RiegelError('access/refused', 'Sign-in refused', {
    expected: 'login, password and code, all three right',
    ...(cause === undefined ? {} : { cause }),
  });
}

export function noSuch(what: string): RiegelError {
  return new RiegelError('access/no-such', `There is no such ${what}`);
}

/** What the provider vouches for is changed at the provider. */
export function fromProvider(): RiegelError {
  return new RiegelError('access/from-provider', 'This person signs in with the OpenID provider', {
    expected: 'the change at the provider',
  });
}
