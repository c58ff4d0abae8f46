import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyPluginAsync, RouteOptions } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { RiegelError } from '../../../entity/index.ts';
import type { Access } from '../access.ts';
import { guard } from './guard.ts';
import { challenge, isAccessError, sendProblem } from './problem.ts';
import { keyRoutes } from './routes/keys.ts';
import { meRoutes } from './routes/me.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { peopleRoutes } from './routes/people.ts';
import { providerRoutes } from './routes/provider.ts';
import { sessionRoutes } from './routes/session.ts';
import { ACCESS_ROUTES, type GuardedRoute, type RouteAccess } from './routes.data.ts';

declare module 'fastify' {
  // As @fastify/swagger declares them, which makes OpenAPI of them.
  interface FastifySchema {
    tags?: readonly string[];
    summary?: string;
    consumes?: readonly string[];
  }
}

/**
 * Guards every route that is registered after it by what the table says of it, and brings the routes of
 * `ACCESS_ROUTES`. A route that is in neither table is refused when it is registered: none is open by oversight.
 */
export function authPlugin(access: Access, table: readonly GuardedRoute[]): FastifyPluginAsync {
  const accessOf = new Map([...ACCESS_ROUTES, ...table].map((route) => [nameOf(route), route.access]));
  return fastifyPlugin(
    async (app) => {
      app.decorateRequest('actor', null);
      app.addHook('onRoute', (route) => guardRoute(access, route, accessOf));
      app.addHook('onSend', ({ headers }, reply, payload, done) => {
        if (reply.statusCode === 401) reply.header('www-authenticate', challenge(headers.authorization));
        done(null, payload);
      });
      await app.register(async (scope) => {
        await scope.register(rateLimit, { global: false });
        ownErrors(scope);
        sessionRoutes(scope, access);
        providerRoutes(scope, access);
        meRoutes(scope, access);
        passkeyRoutes(scope, access);
        peopleRoutes(scope, access);
        keyRoutes(scope, access);
      });
    },
    { name: 'riegel-auth' },
  );
}

/** Throws `access/unguarded-route`. */
function guardRoute(access: Access, route: RouteOptions, accessOf: ReadonlyMap<string, RouteAccess>): void {
  // Fastify adds HEAD to every GET: what holds of one holds of the other.
  const methods = [route.method].flat().map((method) => (method === 'HEAD' ? 'GET' : method));
  const wanted = new Set(methods.map((method) => accessOf.get(nameOf({ method, url: route.url }))));
  const [only] = wanted;
  if (only === undefined || wanted.size !== 1) {
    throw new RiegelError('access/unguarded-route', `No table says who may use ${methods} ${route.url}`);
  }
  const own = route.onRequest === undefined ? [] : [route.onRequest].flat();
  route.onRequest = [guard(access, only), ...own];
}

function nameOf({ method, url }: Pick<GuardedRoute, 'method' | 'url'>): string {
  return `${method} ${url}`;
}

function ownErrors(scope: FastifyInstance): void {
  scope.setErrorHandler((error, _request, reply) => {
    if (!isAccessError(error)) throw error;
    return sendProblem(reply, error);
  });
  scope.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}
