import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { RiegelError } from '../entity/index.ts';
import { authPlugin, journalActor } from './auth/index.ts';
import { limitOfBodyTime } from './http/body-time.ts';
import { refuseInfinite } from './http/finite.ts';
import { readJsonBodies } from './http/json-body.ts';
import { sendProblem, tellSocket } from './http/problem.ts';
import { KeptAnswers } from './idempotency/answers.ts';
import { keepAnswers } from './idempotency/plugin.ts';
import { RequestDurations } from './metrics/request-durations.ts';
import { registerOpenApi } from './openapi.ts';
import { DEFAULT_LIMITS, type Limits, type ServerOptions } from './options.ts';
import { accessTo, GUARDED_ROUTES, ROUTES } from './permissions.ts';
import type { Service } from './service.ts';
import { traceRequests } from './tracing/spans.ts';
import { v1Api } from './v1/api.ts';
import { isDetailRoute, sendDetail } from './yente/detail.ts';
import { yenteApi } from './yente/routes.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What is loaded; replaced whole, never changed. */
    readonly service: Service;
    readonly limits: Limits;
    readonly durations: RequestDurations;
  }
  interface FastifyContextConfig {
    /** The body is a stream that may take as long as something comes of it. */
    streams?: boolean;
  }
}

/**
 * The service as a Fastify instance that does not listen yet: security headers, limits, logs without personal data,
 * OpenAPI, and the routes of the table in `permissions.ts`. The caller lets the service load and listens.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const app: FastifyInstance = Fastify({
    logger: options.logTo === false ? false : loggerOf(options.logTo),
    logController: new LogController({ disableRequestLogging: true }),
    // An id from outside would let a caller write into the logs.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    bodyLimit: limits.body,
    // `limitOfBodyTime` sees to it: a stream may take longer.
    requestTimeout: 0,
    keepAliveTimeout: 65_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1000 },
    // What a schema does not know is refused and not dropped: a misspelt condition must not widen an order.
    ajv: { customOptions: { removeAdditional: false } },
    http: {
      maxHeaderSize: limits.url + 32_768,
      headersTimeout: limits.requestTime,
      connectionsCheckingInterval: limits.requestTime / 2,
    },
    clientErrorHandler: (error, socket) => tellSocket(socket, error.code),
  });
  readJsonBodies(app);
  app.decorate('service', options.service);
  app.decorate('limits', limits);
  app.decorate('durations', new RequestDurations());
  app.setErrorHandler((error, request, reply) =>
    isDetailRoute(request) ? sendDetail(error, request, reply) : sendProblem(error, request, reply),
  );
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const allowed = ROUTES.filter(({ method, url }) => method !== request.method && fits(url, path)).map(
      ({ method }) => method,
    );
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    if (path.startsWith('/v1/')) {
      const error =
        allowed.length === 0
          ? new RiegelError('server/not-found', 'There is nothing at this address')
          : new RiegelError('server/method', 'This address does not answer this method', {
              expected: allowed.join(' or '),
            });
      return sendProblem(error, request, reply);
    }
    return allowed.length === 0
      ? reply.code(404).send({ detail: 'Not Found' })
      : reply.code(405).send({ detail: 'Method Not Allowed' });
  });
  app.addHook('onRoute', ({ method, url }) => {
    if (method === 'HEAD' || method === 'OPTIONS') return;
    if (accessTo(String(method), url) === undefined) {
      throw new Error(`${String(method)} ${url} is not in the table of routes`);
    }
  });
  if (options.traced === true) traceRequests(app);
  app.addHook('preHandler', refuseInfinite);
  app.addHook('onRequest', limitOfBodyTime(limits.requestTime));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.length > limits.url) {
      return reply.code(414).send({ detail: 'Request URI too long' });
    }
    return undefined;
  });
  if (limits.requestsPerMinute > 0) {
    await app.register(rateLimit, { max: limits.requestsPerMinute, timeWindow: 60_000 });
  }
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    app.durations.observe({ method, route: routeOptions.url, status: reply.statusCode }, reply.elapsedTime);
    // The pattern of the route, not its address: ids and queries are personal data.
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(request.actor == null ? {} : { actor: journalActor(request.actor) }),
      },
      'answered',
    );
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  await registerOpenApi(app);
  const { installation } = options;
  if (installation !== undefined) {
    const { store, keys, access } = installation;
    const told = (err: unknown) => app.log.error({ err }, 'kept answers could not be tended');
    keepAnswers(app, new KeptAnswers({ store, keys, now: access.now }, told));
    await app.register(authPlugin(access, GUARDED_ROUTES));
  }
  await app.register(yenteApi, {
    ...(options.updateToken === undefined ? {} : { updateToken: options.updateToken }),
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
  });
  if (installation !== undefined) await app.register(async (scope) => v1Api(scope, installation));
  return app;
}

function loggerOf(logTo: { write(line: string): void } | undefined) {
  return {
    level: 'info',
    ...(logTo === undefined ? {} : { stream: logTo }),
    base: null,
    // Of an error its kind and place; its message may quote what was sent.
    serializers: {
      err: (error: Error) => ({
        type: error.name,
        message: error instanceof RiegelError ? error.code : '',
        stack: (error.stack ?? '')
          .split('\n')
          .filter((line) => line.startsWith('    at '))
          .slice(0, 12)
          .join('\n'),
      }),
    },
  };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!;
}

/** Whether a path is one of a route's. */
function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length && wanted.every((part, i) => part.startsWith(':') || part === given[i])
  );
}
