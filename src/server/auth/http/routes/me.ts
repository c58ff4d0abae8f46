import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from '../../access.ts';
import {
  beginEnrolment,
  type CurrentProof,
  changePassword,
  endOwnSession,
  finishEnrolment,
} from '../../people/enrolment.ts';
import { setCookie } from '../cookies.ts';
import { ID_PARAMETER, ME, NOTHING, object, PASSWORD, PROOF, SESSION } from '../schemas.ts';
import { iso, personOf, SIGN_IN_LIMIT, selfService } from './self.ts';

export function meRoutes(app: FastifyInstance, access: Access): void {
  const { origin } = access;
  const selfOf = (request: FastifyRequest) => selfService(request, origin);

  app.get(
    '/v1/me',
    {
      schema: { summary: 'Who asks', tags: ['access'], response: { 200: ME } },
    },
    async ({ actor }) => {
      const { kind, id, person, permissions, session } = actor!;
      const { name = '', login = '', roles = [] } = access.directory.person(person) ?? {};
      return { kind, id, person, name, login, level: session?.level, permissions: [...permissions], roles };
    },
  );

  app.post<{ Body: { current?: CurrentProof } }>(
    '/v1/me/enrolment',
    {
      config: { rateLimit: SIGN_IN_LIMIT },
      schema: {
        summary: 'Begin a second factor',
        tags: ['access'],
        body: object({ current: PROOF }, ['current']),
        response: { 200: object({ uri: { type: 'string' }, secret: { type: 'string' } }) },
      },
    },
    (request) => beginEnrolment(access, selfOf(request), request.body.current),
  );

  app.put<{ Body: CurrentProof }>(
    '/v1/me/enrolment',
    {
      config: { rateLimit: SIGN_IN_LIMIT },
      schema: {
        summary: 'Set password and second factor; all other sessions end',
        tags: ['access'],
        body: PROOF,
        response: { 200: object({ recoveryCodes: { type: 'array', items: { type: 'string' } } }) },
      },
    },
    async (request, reply) => {
      const { session, recoveryCodes } = await finishEnrolment(access, selfOf(request), request.body);
      setCookie(reply, 'session', session.secret, origin);
      return { recoveryCodes };
    },
  );

  app.put<{ Body: { current: CurrentProof; password: string } }>(
    '/v1/me/password',
    {
      config: { rateLimit: SIGN_IN_LIMIT },
      schema: {
        summary: 'Change the password; all other sessions end',
        tags: ['access'],
        body: object({ current: PROOF, password: PASSWORD }),
        response: { 204: NOTHING },
      },
    },
    async (request, reply) => {
      const session = await changePassword(access, selfOf(request), request.body);
      setCookie(reply, 'session', session.secret, origin);
      return reply.code(204).send();
    },
  );

  app.get(
    '/v1/me/sessions',
    {
      schema: {
        summary: 'Own sessions',
        tags: ['access'],
        response: { 200: object({ items: { type: 'array', items: SESSION } }) },
      },
    },
    async (request) => {
      const { person, session } = personOf(request);
      const rows = await access.store.tables.sessions.listOf(person, access.now());
      const items = rows.map(({ id, way, address, agent, madeAt, seenAt, expiresAt }) => ({
        ...{ id, way, address, agent },
        madeAt: iso(madeAt),
        seenAt: iso(seenAt),
        expiresAt: iso(expiresAt),
        current: id === session.id,
      }));
      return { items };
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/v1/me/sessions/:id',
    {
      schema: {
        summary: 'End one of the own sessions',
        tags: ['access'],
        params: ID_PARAMETER,
        response: { 204: NOTHING },
      },
    },
    async (request, reply) => {
      await endOwnSession(access, selfOf(request), request.params.id);
      return reply.code(204).send();
    },
  );
}
