import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
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

/** What Node says of a request that cannot be read as one, and what is told of it. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, code: string, title: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'server/too-slow', 'The request did not come in time'],
  HPE_HEADER_OVERFLOW: [431, 'server/headers-too-large', 'The headers are too long'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'server/body-too-large', 'The body is too large'],
};
const NO_REQUEST = [400, 'server/bad-request', 'The request cannot be read'] as const;

/** Answers, and hangs up, where there is no request that could be answered. `reason` is Node's code. */
export function tellSocket(socket: Socket, reason: string): void {
  if (reason === 'ECONNRESET' || socket.destroyed) return;
  const [status, code, title] = UNREADABLE[reason] ?? NO_REQUEST;
  if (socket.writable) {
    const body = JSON.stringify({ type: 'about:blank', title, status, code });
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}
