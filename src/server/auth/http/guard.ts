import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { RiegelError } from '../../../entity/index.ts';
import type { Actor } from '../actor.ts';
import type { AccessContext } from '../context.ts';
import { keyOfHeader } from '../credentials/authorization.ts';
import type { Permission } from '../permissions/permissions.ts';
import { readCookie } from './cookies.ts';
import { checkCookieWrite, isSafe } from './cross-site.ts';
import { isAccessError, sendProblem } from './problem.ts';

/**
 * Who may use a route: whoever has a permission, whoever is signed in, whoever is about to set password and second
 * factor, or anyone.
 */
export type RouteAccess = Permission | 'signed-in' | 'enrolling' | 'open';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; none on a route that is open. */
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** Who may use the route. Every route says it. */
    access?: RouteAccess;
  }
}

/**
 * Lets a request pass that may use the route, and says who asks in `request.actor`. It runs before the body is read
 * (`onRequest`). A key costs no waiting.
 */
export function guard(ctx: AccessContext, access: RouteAccess): onRequestHookHandler {
  return (request, reply, done) => {
    if (access === 'open') return done();
    const found = identify(ctx, request);
    if (found instanceof Promise) {
      found
        .then((actor) => admit(ctx, { request, reply, actor, access }, done))
        .catch((error: Error) => done(error));
    } else admit(ctx, { request, reply, actor: found, access }, done);
  };
}

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly actor: Actor | undefined;
  readonly access: RouteAccess;
}

function admit(ctx: AccessContext, { request, reply, actor, access }: Visit, done: () => void): void {
  try {
    if (actor === undefined) throw new RiegelError('access/not-signed-in', 'Sign in, or show an API key');
    if (actor.kind === 'user' && !isSafe(request.method)) checkCookieWrite(request, ctx.origin);
    checkMay(actor, access);
    request.actor = actor;
  } catch (error) {
    if (!isAccessError(error)) throw error;
    sendProblem(reply, error, error.code === 'access/forbidden' ? access : undefined);
    return;
  }
  done();
}

/** Throws `access/forbidden`. */
function checkMay({ permissions, session }: Actor, access: RouteAccess): void {
  if (access === 'enrolling') return;
  if (session?.level === 'enrolling') {
    throw new RiegelError('access/forbidden', 'Set a password and a second factor first');
  }
  if (access === 'signed-in' || permissions.has(access as Permission)) return;
  throw new RiegelError('access/forbidden', `This needs the permission ${access}`);
}

/** A header counts before a cookie: who sends a key that does not hold is told so. */
function identify(
  { directory, origin }: AccessContext,
  request: FastifyRequest,
): Actor | undefined | Promise<Actor | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = keyOfHeader(authorization);
    return key === undefined ? undefined : directory.keyActor(key);
  }
  const secret = readCookie(request, 'session', origin);
  return secret === undefined ? undefined : directory.sessionActor(secret);
}
