import type { FastifyReply } from 'fastify';
import { RiegelError } from '../../../entity/index.ts';
import { ACCESS_STATUS, BlockedError } from '../errors.ts';

/** Whether the error is one of access: others are the server's to tell. */
export function isAccessError(error: unknown): error is RiegelError {
  return error instanceof RiegelError && ACCESS_STATUS[error.code] !== undefined;
}

/**
 * Answers with an `access/…` error in the form of RFC 9457. `permission` is the one that was missing. It is serialised
 * here: a route's response schema would drop members that it does not know.
 */
export function sendProblem(reply: FastifyReply, error: RiegelError, permission?: string): FastifyReply {
  const { code, message, expected } = error;
  const status = ACCESS_STATUS[code] ?? 500;
  if (error instanceof BlockedError) reply.header('retry-after', error.retryAfterSeconds);
  const problem = {
    type: 'about:blank',
    title: message,
    status,
    code,
    ...(expected === undefined ? {} : { detail: `Expected ${expected}` }),
    ...(permission === undefined ? {} : { permission }),
    instance: `urn:request:${reply.request.id}`,
  };
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

/** RFC 9110, 15.5.2: whoever is not let in is told how. A key that does not hold is `invalid_token` (RFC 6750, 3.1). */
export function challenge(authorization: string | undefined): string {
  return authorization === undefined
    ? 'Bearer realm="riegel"'
    : 'Bearer realm="riegel", error="invalid_token"';
}
