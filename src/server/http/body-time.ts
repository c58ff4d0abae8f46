import type { onRequestHookHandler } from 'fastify';
import { tellSocket } from './problem.ts';

/**
 * Ends a request whose body does not come in whole within the time, with 408. Node's own limit holds for all requests
 * of a server, and a route that reads a stream has none but that something comes.
 */
export function limitOfBodyTime(ms: number): onRequestHookHandler {
  return ({ raw, routeOptions }, reply, done) => {
    const hasBody =
      raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length']) > 0;
    if (hasBody && routeOptions.config?.streams !== true) {
      const timer = setTimeout(() => {
        if (reply.raw.headersSent) raw.destroy();
        else tellSocket(raw.socket, 'ERR_HTTP_REQUEST_TIMEOUT');
      }, ms);
      const end = () => clearTimeout(timer);
      raw.once('end', end);
      reply.raw.once('close', end);
    }
    done();
  };
}
