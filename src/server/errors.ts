import { RiegelError } from '../entity/index.ts';

/** How an error is told to whoever asked: status, stable code, a sentence. Nothing of what went wrong inside. */
export interface ToldError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
}

/** Status of the errors of other rooms; a code that is not here is the caller's doing if its room is listed below. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'server/not-ready': 503,
  'server/time-limit': 503,
  'server/unauthenticated': 401,
  'server/forbidden': 403,
  'server/not-found': 404,
  'server/method': 405,
  'server/body-too-large': 413,
};
/** Rooms whose errors say what is wrong with the subject or the question. */
const CALLERS_ROOMS = new Set(['match', 'screening', 'messages', 'lookup', 'server']);
/** … but for these, which say what is wrong with the service. */
const OWN_FAULTS = new Set([
  'screening/index-unsound',
  'screening/worker-failed',
  'screening/no-index',
  'lookup/damaged',
  'server/manifest',
  'server/manifest-refused',
]);

/** Fastify's own errors that are the caller's doing, by their code. */
const FASTIFY_CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'server/body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'server/media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'server/content-length',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'server/empty-body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'server/bad-json',
  FST_ERR_VALIDATION: 'server/invalid',
  FST_ERR_BAD_URL: 'server/bad-url',
  FST_ERR_HANDLER_TIMEOUT: 'server/time-limit',
};

/** Says an error in the words for the outside. What nobody foresaw is `server/internal` and tells nothing of itself. */
export function toldError(error: unknown): ToldError {
  if (error instanceof RiegelError) {
    const { code, message, expected } = error;
    const status =
      STATUS_OF_CODE[code] ??
      (CALLERS_ROOMS.has(code.split('/')[0]!) && !OWN_FAULTS.has(code) ? 400 : undefined);
    if (status !== undefined)
      return { status, code, message, ...(expected === undefined ? {} : { expected }) };
    return INTERNAL;
  }
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (statusCode === 429)
    return { status: 429, code: 'server/too-many-requests', message: 'Too many requests' };
  const known = code === undefined ? undefined : FASTIFY_CODES[code];
  if (known !== undefined && statusCode !== undefined) {
    return { status: statusCode, code: known, message: message ?? 'The request cannot be read' };
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, code: 'server/bad-request', message: 'The request cannot be read' };
  }
  return INTERNAL;
}

const INTERNAL: ToldError = {
  status: 500,
  code: 'server/internal',
  message: 'The service could not answer; nothing was screened',
};
