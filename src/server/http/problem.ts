import type { FastifyReply, FastifyRequest } from 'fastify';
import { toldError } from '../errors.ts';

/**
 * Answers with an error in the form of RFC 9457, `application/problem+json`. `type` is `about:blank`, `code` is the
 * stable code of Riegel's errors, `instance` the id of the request.
 */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message, expected, place } = toldError(error);
  if (status >= 500) request.log.error({ err: error }, code);
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: message,
        status,
        code,
        ...(expected === undefined ? {} : { detail: `Expected ${expected}` }),
        ...(place === undefined ? {} : { place }),
        instance: `urn:request:${request.id}`,
      }),
    );
}
