import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from '../../access.ts';
import { endOwnSession } from '../../people/enrolment.ts';
import { enterByLink } from '../../people/links.ts';
import { signIn } from '../../sign-in/local.ts';
import { logoutUrl } from '../../sign-in/provided.ts';
import { clearCookie, readCookie, setCookie } from '../cookies.ts';
import { checkSameSite } from '../cross-site.ts';
import { CODE, ENTERED, LOGIN, object, PASSWORD, SECRET } from '../schemas.ts';
import { callerOf, SIGN_IN_LIMIT, selfService } from './self.ts';

export function sessionRoutes(app: FastifyInstance, access: Access): void {
  const { origin } = access;
  const limited = { rateLimit: SIGN_IN_LIMIT };
  const onRequest = async (request: FastifyRequest) => checkSameSite(request, origin);

  app.post<{ Body: { login: string; password: string; code: string } }>(
    '/v1/session',
    {
      config: limited,
      onRequest,
      schema: {
        summary: 'Sign in with password and code',
        tags: ['access'],
        body: object({ login: LOGIN, password: PASSWORD, code: CODE }),
        response: { 200: ENTERED },
      },
    },
    async (request, reply) => {
      const device = readCookie(request, 'device', origin);
      const entered = await signIn(access, { ...request.body, device }, callerOf(request));
      setCookie(reply, 'session', entered.session.secret, origin);
      setCookie(reply, 'device', entered.device, origin);
      return { id: entered.session.row.person, level: 'full' };
    },
  );

  app.post<{ Body: { secret: string } }>(
    '/v1/session/link',
    {
      config: limited,
      onRequest,
      schema: {
        summary: 'Come in by a one-time link, to set password and second factor',
        tags: ['access'],
        body: object({ secret: SECRET }),
        response: { 200: ENTERED },
      },
    },
    async (request, reply) => {
      const session = await enterByLink(access, request.body.secret, callerOf(request));
      setCookie(reply, 'session', session.secret, origin);
      return { id: session.row.person, level: 'enrolling' };
    },
  );

  app.delete(
    '/v1/session',
    {
      schema: {
        summary: 'Sign out; `next` is where the OpenID provider ends its own session',
        tags: ['access'],
        response: { 200: object({ next: { type: 'string' } }, ['next']) },
      },
    },
    async (request, reply) => {
      const self = selfService(request, origin);
      const { id, way } = self.actor.session;
      await endOwnSession(access, self, id);
      clearCookie(reply, 'session', origin);
      const next = way === 'provider' ? await logoutUrl(access) : undefined;
      return next === undefined ? {} : { next: next.href };
    },
  );
}
