import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { RiegelError } from '../../../entity/index.ts';
import { ACCESS_STATUS, BlockedError } from '../errors.ts';

/** An error as RFC 9457 writes it, with Riegel's stable code. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly expected?: string;
  /** The permission that was missing. */
  readonly permission?: string;
}

/** Whether the error is one of access: others are the server's to tell. */
export function isAccessError(error: unknown): error is RiegelError {
  return error instanceof RiegelError && ACCESS_STATUS[error.code] !== undefined;
}

/** Answers with an `access/…` error. */
export function sendProblem(reply: FastifyReply, error: RiegelError, permission?: string): FastifyReply {
  const { code, message, expected } = error;
  const status = ACCESS_STATUS[code] ?? 500;
  if (error instanceof BlockedError) reply.header('retry-after', error.retryAfterSeconds);
  if (status === 401) reply.header('www-authenticate', challenge(code, reply.request.headers.authorization));
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(expected === undefined ? {} : { expected }),
    ...(permission === undefined ? {} : { permission }),
  };
  // Serialised here: a route's response schema would drop members it does not know.
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

/** RFC 6750, 3: a key that was shown and does not hold is `invalid_token`. */
function challenge(code: string, authorization: string | undefined): string {
  const held = code === 'access/not-signed-in' && authorization !== undefined;
  return held ? 'Bearer realm="riegel", error="invalid_token"' : 'Bearer realm="riegel"';
}
