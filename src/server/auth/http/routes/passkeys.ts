import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PasskeyRow } from '../../../../store/index.ts';
import type { Access } from '../../access.ts';
import type { CurrentProof } from '../../people/enrolment.ts';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  enterByPasskey,
  passkeyName,
  removePasskey,
} from '../../sign-in/passkey.ts';
import { clearCookie, readCookie, setCookie } from '../cookies.ts';
import { checkSameSite } from '../cross-site.ts';
import { CREDENTIAL, ENTERED, ID_PARAMETER, NAME, NOTHING, object, PASSKEY, PROOF } from '../schemas.ts';
import { callerOf, iso, personOf, SIGN_IN_LIMIT, selfService } from './self.ts';

export function passkeyRoutes(app: FastifyInstance, access: Access): void {
  const { origin } = access;
  const config = { rateLimit: SIGN_IN_LIMIT };
  const tags = ['access'];
  const onRequest = async (request: FastifyRequest) => checkSameSite(request, origin);
  const selfOf = (request: FastifyRequest) => selfService(request, origin);

  app.post(
    '/v1/session/passkey/options',
    { config, onRequest, schema: { summary: 'Begin to sign in with a passkey', tags } },
    async (_request, reply) => {
      const { options, secret } = await beginPasskeySignIn(access);
      setCookie(reply, 'flow', secret, origin);
      return options;
    },
  );

  app.post<{ Body: AuthenticationResponseJSON }>(
    '/v1/session/passkey',
    {
      config,
      onRequest,
      schema: { summary: 'Sign in with a passkey', tags, body: CREDENTIAL, response: { 200: ENTERED } },
    },
    async (request, reply) => {
      const secret = readCookie(request, 'flow', origin);
      clearCookie(reply, 'flow', origin);
      const session = await enterByPasskey(access, { secret, response: request.body }, callerOf(request));
      setCookie(reply, 'session', session.secret, origin);
      return { id: session.row.person, level: 'full' };
    },
  );

  app.get(
    '/v1/me/passkeys',
    {
      schema: {
        summary: 'Own passkeys',
        tags,
        response: { 200: object({ items: { type: 'array', items: PASSKEY } }) },
      },
    },
    async (request) => {
      const rows = await access.store.tables.people.passkeysOf(personOf(request).person);
      return { items: rows.map(shown) };
    },
  );

  app.post<{ Body: { current: CurrentProof } }>(
    '/v1/me/passkeys/options',
    { config, schema: { summary: 'Begin a further passkey', tags, body: object({ current: PROOF }) } },
    async (request, reply) => {
      const { options, secret } = await beginPasskey(access, selfOf(request), request.body.current);
      setCookie(reply, 'flow', secret, origin);
      return options;
    },
  );

  app.post<{ Body: { name: string; credential: RegistrationResponseJSON } }>(
    '/v1/me/passkeys',
    {
      config,
      schema: {
        summary: 'Add a passkey',
        tags,
        body: object({ name: NAME, credential: CREDENTIAL }),
        response: { 201: PASSKEY },
      },
    },
    async (request, reply) => {
      const { name, credential: response } = request.body;
      const secret = readCookie(request, 'flow', origin);
      clearCookie(reply, 'flow', origin);
      const passkey = await addPasskey(access, selfOf(request), { secret, response, name });
      return reply.code(201).send(shown(passkey));
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/v1/me/passkeys/:id',
    { schema: { summary: 'Remove a passkey', tags, params: ID_PARAMETER, response: { 204: NOTHING } } },
    async (request, reply) => {
      await removePasskey(access, selfOf(request), request.params.id);
      return reply.code(204).send();
    },
  );
}

function shown(passkey: PasskeyRow) {
  const { name, madeAt, usedAt } = passkey;
  return {
    id: passkeyName(passkey),
    name,
    madeAt: iso(madeAt),
    ...(usedAt === undefined ? {} : { usedAt: iso(usedAt) }),
  };
}
