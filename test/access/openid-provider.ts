import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const CLIENT = { id: 'riegel client', secret: 'a secret: with / signs' };

/** What a provider answers of a person, and how it lies. */
export interface Behaviour {
  /** Claims of the ID token, over the right ones. */
  claims?: JWTPayload;
  /** Signs with a key it does not publish. */
  foreignKey?: boolean;
  /** Sends the person back with an error instead of a code. */
  denies?: boolean;
}

/** A small OpenID provider on this machine. It checks what a client owes it: redirect address, PKCE, secret. */
export interface OpenIdProvider {
  readonly issuer: string;
  behaviour: Behaviour;
  /** Follows the client's link as a browser whose person agrees; gives where it is sent. */
  agree(url: string): Promise<URL>;
  logoutToken(claims: JWTPayload, typ?: string): Promise<string>;
  close(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

export async function startProvider(): Promise<OpenIdProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const foreign = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const grants = new Map<string, Grant>();
  let issuer = '';
  const provider: { behaviour: Behaviour } = { behaviour: {} };
  const sign = (claims: JWTPayload, typ = 'JWT') =>
    new SignJWT({ iss: issuer, aud: CLIENT.id, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(provider.behaviour.foreignKey === true ? foreign.privateKey : privateKey);

  const json = (response: ServerResponse, body: object, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const back = new URL(query.get('redirect_uri')!);
    back.searchParams.set('state', query.get('state')!);
    back.searchParams.set('iss', issuer);
    if (provider.behaviour.denies === true) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('hex');
      if (query.get('code_challenge_method') !== 'S256' || query.get('client_id') !== CLIENT.id) {
        return json(response, { error: 'invalid_request' }, 400);
      }
      const [challenge, nonce] = [query.get('code_challenge')!, query.get('nonce')!];
      grants.set(code, { challenge, nonce, redirectUri: query.get('redirect_uri')! });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  };
  const token = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await textOf(request));
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const [user, secret] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    if (user !== CLIENT.id || secret !== CLIENT.secret)
      return json(response, { error: 'invalid_client' }, 401);
    const challenge = createHash('sha256').update(form.get('code_verifier')!).digest('base64url');
    if (grant?.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri')) {
      return json(response, { error: 'invalid_grant' }, 400);
    }
    const idToken = await sign({ sub: 'u1', nonce: grant.nonce, ...provider.behaviour.claims });
    json(response, { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: idToken });
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url!, issuer);
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/end`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        authorization_response_iss_parameter_supported: true,
      });
    }
    if (url.pathname === '/jwks') return json(response, { keys: [jwk] });
    if (url.pathname === '/authorize') return authorize(url.searchParams, response);
    if (url.pathname === '/token') return void token(request, response);
    return json(response, {}, 404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(provider, {
    issuer,
    async agree(url: string) {
      const answer = await fetch(url, { redirect: 'manual' });
      return new URL(answer.headers.get('location')!);
    },
    logoutToken: (claims: JWTPayload, typ = 'logout+jwt') => sign(claims, typ),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
