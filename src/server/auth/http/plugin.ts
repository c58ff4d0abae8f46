import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyPluginAsync, RouteOptions } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { RiegelError } from '../../../entity/index.ts';
import type { Access } from '../access.ts';
import { guard, type RouteAccess } from './guard.ts';
import { isAccessError, sendProblem } from './problem.ts';
import { keyRoutes } from './routes/keys.ts';
import { meRoutes } from './routes/me.ts';
import { peopleRoutes } from './routes/people.ts';
import { sessionRoutes } from './routes/session.ts';

/** One route and who may use it. */
export interface GuardedRoute {
  readonly method: string;
  /** As registered, with its parameters: `/v1/people/:id`. */
  readonly url: string;
  readonly access: RouteAccess;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route there is, in the order of registration. */
    guardedRoutes: readonly GuardedRoute[];
  }
}

/**
 * Guards every route that is registered after it by what its `config.access` says, and brings the routes of sessions,
 * people and keys. A route that does not say it is refused when it is registered: none is open by oversight.
 */
export function authPlugin(access: Access): FastifyPluginAsync {
  return fastifyPlugin(
    async (app) => {
      const routes: GuardedRoute[] = [];
      app.decorateRequest('actor', null);
      app.decorate('guardedRoutes', routes);
      app.addHook('onRoute', (route) => guardRoute(access, route, routes));
      await app.register(async (scope) => {
        await scope.register(rateLimit, { global: false });
        ownErrors(scope);
        sessionRoutes(scope, access);
        meRoutes(scope, access);
        peopleRoutes(scope, access);
        keyRoutes(scope, access);
      });
    },
    { name: 'riegel-auth' },
  );
}

function guardRoute(access: Access, route: RouteOptions, routes: GuardedRoute[]): void {
  const wanted = route.config?.access;
  if (wanted === undefined) {
    throw new RiegelError(
      'access/unguarded-route',
      `${route.method} ${route.url} does not say who may use it`,
      {
        expected: 'config: { access: … }',
      },
    );
  }
  const own = route.onRequest === undefined ? [] : [route.onRequest].flat();
  route.onRequest = [guard(access, wanted), ...own];
  for (const method of [route.method].flat()) {
    // Fastify adds HEAD to every GET, with the same guard.
    if (method !== 'HEAD') routes.push({ method, url: route.url, access: wanted });
  }
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
