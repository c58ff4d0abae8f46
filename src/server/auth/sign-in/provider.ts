import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { RiegelError } from '../../../entity/index.ts';
import type { Role } from '../permissions/permissions.ts';

/** An OpenID provider that vouches for people. */
export interface ProviderOptions {
  /** Issuer, `https://…`; `http://` on this machine only. */
  readonly issuer: string;
  readonly clientId: string;
  /** Left out for a public client. */
  readonly clientSecret?: string;
  /** How the secret is sent; `basic` where left out. */
  readonly clientAuthentication?: 'basic' | 'post';
  /** Beside `openid`; `profile` where left out. */
  readonly scopes?: readonly string[];
  /** Claim of the ID token that holds a person's groups, a name or a path like `realm_access.roles`. */
  readonly rolesClaim: string;
  /** The role that each group gives. */
  readonly roles: Readonly<Record<string, Role>>;
}

/** What has to be kept until the provider sends the person back. */
export interface ProviderFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the provider vouches for. */
export interface ProvidedPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The provider's own session, by which it may end ours. */
  readonly session: string | undefined;
}

/** Whose sessions a provider wants ended. */
type LogoutOrder = { readonly session: string } | { readonly subject: string };

/** One provider, asked only when somebody signs in: the service starts without it. */
export interface Provider {
  readonly issuer: string;
  /** Where to send the person. Throws `access/provider-failed`. */
  begin(): Promise<{ readonly url: URL; readonly flow: ProviderFlow }>;
  /** Who came back. Throws `access/refused` for an answer that does not hold, `access/provider-failed`. */
  finish(answer: URL, flow: ProviderFlow): Promise<ProvidedPerson>;
  /** Reads a back-channel logout token. Throws `access/refused`, `access/provider-failed`. */
  readLogout(token: string): Promise<LogoutOrder & { readonly issuer: string }>;
  /** Where the provider ends its own session; undefined where it has no such place. */
  logoutUrl(): Promise<URL | undefined>;
}

const TIMEOUT_SECONDS = 10;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
export const CALLBACK_PATH = '/v1/session/provider/callback';

export function providerOf(
  options: ProviderOptions,
  origin: URL,
  isSafeOrigin: (url: URL) => boolean,
): Provider {
  const issuer = URL.parse(options.issuer);
  if (issuer === null || !isSafeOrigin(issuer)) {
    throw new RiegelError('access/bad-provider', 'The issuer of the OpenID provider cannot be used', {
      expected: 'https://…, or http:// on this machine only',
    });
  }
  const { configuration, keys } = discovered(options, issuer);
  const redirectUri = new URL(CALLBACK_PATH, origin).href;
  return {
    issuer: issuer.href,
    async begin() {
      const config = await configuration();
      const flow = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: ['openid', ...(options.scopes ?? ['profile'])].join(' '),
        code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        state: flow.state,
        nonce: flow.nonce,
      });
      return { url, flow };
    },
    async finish(answer, { state, nonce, verifier }) {
      const config = await configuration();
      const tokens = await refusedOr(
        oidc.authorizationCodeGrant(config, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        }),
      );
      const claims = tokens.claims()!;
      return {
        // The ID token’s own is checked against the provider’s; a slash at its end makes nobody somebody else.
        issuer: issuer.href,
        subject: claims.sub,
        name: nameOf(claims),
        roles: rolesOf(claims, options),
        session: typeof claims.sid === 'string' ? claims.sid : undefined,
      };
    },
    async readLogout(token) {
      const config = await configuration();
      const { payload } = await refusedOr(
        jwtVerify(token, await keys(), {
          issuer: config.serverMetadata().issuer,
          audience: options.clientId,
          requiredClaims: ['iat', 'jti', 'exp', 'events'],
          maxTokenAge: '10 minutes',
        }),
      );
      return { ...orderOf(payload), issuer: issuer.href };
    },
    async logoutUrl() {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: new URL('/sign-in', origin).href });
    },
  };
}

/** The provider's own description of itself, fetched when first needed, and again after a failure. */
function discovered(options: ProviderOptions, issuer: URL) {
  const { clientId, clientSecret } = options;
  const send = options.clientAuthentication === 'post' ? oidc.ClientSecretPost : oidc.ClientSecretBasic;
  const authentication = clientSecret === undefined ? oidc.None() : send(clientSecret);
  let found: Promise<oidc.Configuration> | undefined;
  let keySet: ReturnType<typeof createRemoteJWKSet> | undefined;
  const configuration = () => {
    found ??= oidc
      .discovery(issuer, clientId, undefined, authentication, {
        timeout: TIMEOUT_SECONDS,
        execute: [
          oidc.enableNonRepudiationChecks,
          ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      })
      .catch((cause: unknown) => {
        found = undefined;
        throw failed(cause);
      });
    return found;
  };
  const keys = async () => {
    const uri = (await configuration()).serverMetadata().jwks_uri;
    if (uri === undefined) throw failed(new Error('The provider publishes no keys'));
    keySet ??= createRemoteJWKSet(new URL(uri), { timeoutDuration: TIMEOUT_SECONDS * 1_000 });
    return keySet;
  };
  return { configuration, keys };
}

/** OpenID Connect Back-Channel Logout 1.0, 2.6. */
function orderOf(payload: Readonly<Record<string, unknown>>): LogoutOrder {
  const { events, sid, sub, nonce } = payload;
  const isLogout = typeof events === 'object' && events !== null && LOGOUT_EVENT in events;
  if (isLogout && nonce === undefined) {
    if (typeof sid === 'string') return { session: sid };
    if (typeof sub === 'string') return { subject: sub };
  }
  throw new RiegelError('access/refused', 'This is no logout token');
}

function nameOf({ name, preferred_username, email, sub }: oidc.IDToken): string {
  const found = [name, preferred_username, email].find((claim) => typeof claim === 'string' && claim !== '');
  const plain = String(found ?? sub).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return plain.normalize('NFC').slice(0, 200);
}

/** The roles of the groups that the claim holds; a group that gives none is passed over. */
function rolesOf(claims: oidc.IDToken, { rolesClaim, roles }: ProviderOptions): readonly Role[] {
  const claim = claims[rolesClaim] ?? rolesClaim.split('.').reduce<unknown>(memberOf, claims);
  const groups = [claim].flat().filter((group) => typeof group === 'string');
  return [...new Set(groups.filter((group) => Object.hasOwn(roles, group)).map((group) => roles[group]!))];
}

function memberOf(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, member)
    ? (value as Record<string, unknown>)[member]
    : undefined;
}

/** An answer that the provider has given and that does not hold is refused; a provider that gives none has failed. */
async function refusedOr<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const isAway =
      cause instanceof TypeError ||
      (cause as { name?: string }).name === 'TimeoutError' ||
      (cause as { code?: string }).code === 'OAUTH_TIMEOUT';
    if (isAway) throw failed(cause);
    throw new RiegelError('access/refused', 'Sign-in refused', { cause });
  }
}

function failed(cause: unknown): RiegelError {
  return new RiegelError('access/provider-failed', 'The OpenID provider does not answer as it should', {
    cause,
  });
}
