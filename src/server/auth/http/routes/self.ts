import type { FastifyRequest } from 'fastify';
import { RiegelError } from '../../../../entity/index.ts';
import type { Actor, ActorSession } from '../../actor.ts';
import type { Caller } from '../../audit.ts';
import type { SelfService } from '../../people/enrolment.ts';
import { readCookie } from '../cookies.ts';

/** One address may try this often in a minute, whatever comes of it; beyond that not even the store is asked. */
export const SIGN_IN_LIMIT = { max: 60, timeWindow: 60_000 } as const;

/** The person who is signed in. Throws `access/people-only` for a key. */
export function personOf({ actor }: FastifyRequest): Actor & { readonly session: ActorSession } {
  const session = actor?.session;
  if (actor != null && session !== undefined) return { ...actor, session };
  throw new RiegelError('access/people-only', 'This is for people who are signed in, not for API keys');
}

/** From where the request came, as far as the server may believe it. */
export function callerOf({ ip, headers }: FastifyRequest): Caller {
  return { address: ip, agent: (headers['user-agent'] ?? '').slice(0, 200) };
}

/** The person who is signed in, for what they do for themselves. Throws `access/people-only` for a key. */
export function selfService(request: FastifyRequest, origin: URL): SelfService {
  const device = readCookie(request, 'device', origin);
  return { actor: personOf(request), caller: callerOf(request), device };
}

/** Milliseconds since 1970 as ISO 8601. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** One page of rows that were asked for with one more, and where the next begins. */
export function pageOf<R extends { readonly id: string }, I>(
  rows: readonly R[],
  limit: number,
  item: (row: R) => I,
): { readonly items: readonly I[]; readonly cursor?: string } {
  const items = rows.slice(0, limit).map(item);
  return rows.length > limit ? { items, cursor: rows[limit - 1]!.id } : { items };
}
