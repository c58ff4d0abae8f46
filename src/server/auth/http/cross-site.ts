import type { FastifyRequest } from 'fastify';
import { RiegelError } from '../../../entity/index.ts';

/** The workbench sends it with every request that a cookie opens; another site's page cannot without our leave. */
const REQUEST_HEADER = 'x-riegel-request';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafe(method: string): boolean {
  return SAFE.has(method);
}

/**
 * Refuses a request that another site made the browser send. Browsers say where it comes from (`Origin`,
 * `Sec-Fetch-Site`); a client that is no browser says nothing and has no cookies to lend. Throws `access/cross-site`.
 */
export function checkSameSite({ headers }: FastifyRequest, origin: URL): void {
  const site = headers['sec-fetch-site'];
  const from = headers.origin;
  if ((from === undefined || from === origin.origin) && (site === undefined || site === 'same-origin'))
    return;
  throw new RiegelError('access/cross-site', 'The request comes from another site', {
    expected: origin.origin,
  });
}

/** As `checkSameSite`, and the header that only our own pages send. Throws `access/cross-site`. */
export function checkCookieWrite(request: FastifyRequest, origin: URL): void {
  checkSameSite(request, origin);
  if (request.headers[REQUEST_HEADER] !== undefined) return;
  throw new RiegelError('access/cross-site', 'A request that a cookie opens must say that it is meant', {
    expected: `the header ${REQUEST_HEADER}: 1`,
  });
}
