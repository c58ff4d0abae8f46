import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../../../entity/index.ts';
import type { Access } from '../../access.ts';
import { beginProvided, endProvided, enterProvided } from '../../sign-in/provided.ts';
import { CALLBACK_PATH } from '../../sign-in/provider.ts';
import { clearCookie, readCookie, setCookie } from '../cookies.ts';
import { isAccessError } from '../problem.ts';
import { object, text } from '../schemas.ts';
import { callerOf, SIGN_IN_LIMIT } from './self.ts';

const FORM = 'application/x-www-form-urlencoded';
const TOKEN_BYTES = 16_384;

export function providerRoutes(app: FastifyInstance, access: Access): void {
  const { origin } = access;
  const config = { rateLimit: SIGN_IN_LIMIT };
  const tags = ['access'];

  app.get<{ Querystring: { returnTo?: string } }>(
    '/v1/session/provider',
    {
      config,
      schema: {
        summary: 'Sign in with the OpenID provider',
        tags,
        querystring: object({ returnTo: text(2_048) }, ['returnTo']),
      },
    },
    async (request, reply) => {
      const { url, secret } = await beginProvided(access, request.query.returnTo ?? '/');
      setCookie(reply, 'flow', secret, origin);
      return reply.redirect(url.href, 303);
    },
  );

  app.get(
    CALLBACK_PATH,
    { config, schema: { summary: 'Back from the OpenID provider', tags } },
    async (request, reply) => {
      const secret = readCookie(request, 'flow', origin);
      clearCookie(reply, 'flow', origin);
      const answer = { url: new URL(request.url, origin), secret, caller: callerOf(request) };
      try {
        const { session, returnTo } = await enterProvided(access, answer);
        setCookie(reply, 'session', session.secret, origin);
        return reply.redirect(returnTo, 303);
      } catch (error) {
        // A person looks at this answer: the page of the sign-in says what is wrong.
        if (!isAccessError(error)) throw error;
        return reply.redirect(`/sign-in?problem=${encodeURIComponent(error.code)}`, 303);
      }
    },
  );

  app.register(async (scope) => {
    scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: TOKEN_BYTES }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.post<{ Body: { logout_token: string } }>(
      '/v1/session/provider/logout',
      {
        config,
        schema: {
          summary: 'Back-channel logout by the OpenID provider',
          tags,
          consumes: [FORM],
          body: {
            type: 'object',
            required: ['logout_token'],
            properties: { logout_token: text(TOKEN_BYTES) },
          },
        },
      },
      async (request, reply) => {
        try {
          await endProvided(access, request.body.logout_token);
        } catch (error) {
          // OpenID Connect Back-Channel Logout 1.0, 2.8: 400, and the body says `invalid_request`.
          if (!(error instanceof RiegelError) || error.code !== 'access/refused') throw error;
          return reply.code(400).send({ error: 'invalid_request' });
        }
        return reply.code(200).send();
      },
    );
  });
}
