import type { FastifyInstance, HTTPMethods, InjectOptions } from 'fastify';
import type { GuardedRoute } from './http/routes.data.ts';
import { ROLES } from './permissions/permissions.data.ts';
import { type Permission, permissionsOf, type Role } from './permissions/permissions.ts';

/** A route that let somebody in who may not, or refused somebody who may. */
export interface Deviation {
  readonly route: GuardedRoute;
  readonly as: Role | 'nobody';
  readonly expected: 'allowed' | 401 | 403;
  /** Status that was answered; `missing` where no such route is registered. */
  readonly answered: number | 'missing';
}

const NO_MEDIA_TYPE = 'application/x-riegel-walk';

/**
 * Asks every route as every role, and as nobody. `headersOf` gives what proves the role. Nothing is changed: a request
 * that is let in carries a body of a kind that no route reads, or asks for an id that nothing has. Gives what is not as
 * the table says; nothing where all is.
 */
export async function walkRoutes(
  app: FastifyInstance,
  table: readonly GuardedRoute[],
  headersOf: (role: Role) => Readonly<Record<string, string>>,
): Promise<readonly Deviation[]> {
  const found: Deviation[] = [];
  for (const route of table) {
    for (const as of ['nobody', ...ROLES] as const) {
      const expected = expectedOf(route, as);
      const answered = app.hasRoute({ method: route.method as HTTPMethods, url: route.url })
        ? await ask(app, route, as === 'nobody' ? {} : headersOf(as))
        : 'missing';
      const refusal = answered === 401 || answered === 403 || answered === 'missing';
      if (expected === 'allowed' ? refusal : answered !== expected) {
        found.push({ route, as, expected, answered });
      }
    }
  }
  return found;
}

function expectedOf({ access }: GuardedRoute, as: Role | 'nobody'): Deviation['expected'] {
  if (access === 'open') return 'allowed';
  if (as === 'nobody') return 401;
  if (access === 'signed-in' || access === 'enrolling') return 'allowed';
  return permissionsOf([as]).has(access satisfies Permission) ? 'allowed' : 403;
}

async function ask(
  app: FastifyInstance,
  { method, url }: GuardedRoute,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const path = url.replaceAll(/:[A-Za-z]+(\([^)]*\))?\??/g, 'none-such').replaceAll('*', 'none-such');
  const body =
    method === 'GET' ? {} : { payload: 'walk', headers: { ...headers, 'content-type': NO_MEDIA_TYPE } };
  const answer = await app.inject({ method, url: path, headers, ...body } as InjectOptions);
  return answer.statusCode;
}
