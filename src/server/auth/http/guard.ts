import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { RiegelError } from '../../../entity/index.ts';
import type { Actor } from '../actor.ts';
import type { AccessContext } from '../context.ts';
import { keyOfHeader } from '../credentials/authorization.ts';
import { readCookie } from './cookies.ts';
import { checkCookieWrite, isSafe } from './cross-site.ts';
import { isAccessError, sendProblem } from './problem.ts';
import type { RouteAccess } from './routes.data.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; none on a route that is open. */
    actor: Actor | null;
  }
}

/**
 * Says who asks, if they may. A key that is known costs no waiting. Throws `access/not-signed-in`, `access/forbidden`,
 * `access/cross-site`; `store/…` where nobody can know.
 */
export function authenticate(
  ctx: AccessContext,
  request: FastifyRequest,
  access: Exclude<RouteAccess, 'open'>,
): Actor | Promise<Actor> {
  const found = identify(ctx, request);
  return found instanceof Promise
    ? found.then((actor) => admitted(ctx, request, actor, access))
    : admitted(ctx, request, found, access);
}

/** `authenticate` as a hook, for a route that this access is asked of. It runs before the body is read. */
export function guard(ctx: AccessContext, access: RouteAccess): onRequestHookHandler {
  return (request, reply, done) => {
    if (access === 'open') return done();
    const refuse = (error: Error) => answer(reply, error, access, done);
    let actor: Actor | Promise<Actor>;
    try {
      actor = authenticate(ctx, request, access);
    } catch (error) {
      return refuse(error as Error);
    }
    const admit = (found: Actor) => {
      request.actor = found;
      done();
    };
    if (actor instanceof Promise) actor.then(admit, refuse);
    else admit(actor);
  };
}

function answer(reply: FastifyReply, error: Error, access: RouteAccess, done: (error: Error) => void): void {
  if (!isAccessError(error)) done(error);
  else sendProblem(reply, error, error.code === 'access/forbidden' ? access : undefined);
}

function admitted(
  ctx: AccessContext,
  request: FastifyRequest,
  actor: Actor | undefined,
  access: Exclude<RouteAccess, 'open'>,
): Actor {
  if (actor === undefined) throw new RiegelError('access/not-signed-in', 'Sign in, or show an API key');
  if (actor.kind === 'user' && !isSafe(request.method)) checkCookieWrite(request, ctx.origin);
  if (access === 'enrolling') return actor;
  if (actor.session?.level === 'enrolling') {
    throw new RiegelError('access/forbidden', 'Set a password and a second factor first');
  }
  if (access === 'signed-in' || actor.permissions.has(access)) return actor;
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
