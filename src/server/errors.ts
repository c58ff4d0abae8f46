import { type ErrorPlace, RiegelError } from '../entity/index.ts';

/** How an error is told to whoever asked: status, stable code, a sentence. Nothing of what went wrong inside. */
export interface ToldError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  /** Where in what was sent: never a file of ours. */
  readonly place?: Omit<ErrorPlace, 'file'>;
}

/** Status of the errors of other rooms; a code that is not here has that of its room. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'server/not-ready': 503,
  'server/time-limit': 503,
  'server/busy': 503,
  'server/unauthenticated': 401,
  'server/forbidden': 403,
  'server/not-found': 404,
  'server/method': 405,
  'server/body-too-large': 413,
  'server/no-caseworker': 422,
  'server/idempotency-mismatch': 422,
  'server/idempotency-running': 409,
  'server/idempotency-answer-lost': 409,
  'server/idempotency-full': 429,

  'casework/no-case': 404,
  'casework/no-exemption': 404,
  'casework/no-release': 404,
  'casework/no-attachment': 404,
  'casework/erased': 410,
  'casework/not-a-person': 403,
  'casework/same-eyes': 403,
  'casework/version-conflict': 409,
  'casework/illegal-transition': 409,
  'casework/already-decided': 409,
  'casework/already-exempt': 409,
  'casework/approval-needed': 409,
  'casework/no-approval-needed': 409,
  'casework/decided-same': 409,
  'casework/nothing-decided': 409,
  'casework/nothing-to-undo': 409,
  'casework/preview-stale': 409,
  'casework/retained': 409,
  'casework/still-open': 409,
  'casework/too-many-attachments': 409,
  'casework/attachment-too-large': 413,
  'casework/attachment-type': 415,
  'casework/overloaded': 503,

  'server/too-many-subjects': 413,
  'server/running-text': 422,
  'server/no-running-text': 422,
  'server/not-at-this-door': 422,
  'server/no-customer': 404,
  'server/no-subject': 404,
  'server/not-acceptable': 406,
  'server/too-many-streams': 429,

  'events/no-webhook': 404,
  'events/too-many-webhooks': 409,
  'events/ahead': 409,

  'journal/no-record': 404,
  'journal/no-such-size': 404,
  'journal/empty': 404,
  'journal/bad-event': 422,
  'journal/not-json': 422,
  'journal/event-too-large': 422,
  'journal/overloaded': 503,
  'journal/closed': 503,
  'journal/unknown-outcome': 503,

  'screening/bad-customer': 422,
  'screening/customer-moved': 409,
  'screening/no-link': 404,
  'screening/link-moved': 409,
  'screening/link-state': 409,
  'screening/link-exists': 409,
  'screening/links-moved': 409,
  'screening/link-itself': 422,
  'screening/no-reason': 422,
  'server/no-entry': 422,
  'screening/no-ownership-source': 404,
  'screening/bad-ownership-source': 422,
  'screening/bad-ownership-file': 422,
  'screening/no-holding': 422,
  'screening/too-many-holdings': 413,
  'screening/sweep-elsewhere': 409,
  'screening/change-elsewhere': 409,
  'screening/index-outdated': 503,
  'screening/no-index': 503,

  'policy/unknown': 404,
  'policy/not-waiting': 409,
  'policy/unchanged': 409,
  'policy/none-at-door': 409,
  'policy/same-person': 403,

  'messages/format-unsupported': 415,
  'messages/format-unknown': 415,
  'messages/too-large': 413,
  'travel/unknown-format': 415,
  'edifact/too-large': 413,

  'lists/unknown-source': 404,
  'lists/no-version': 404,
  'lists/bad-source-id': 422,
  'lists/bad-version-id': 422,
  'lists/locked': 409,
  'lists/no-task': 404,
  'lists/task-running': 409,
  'lists/not-waiting': 409,
  'lists/other-in-force': 409,
  'lists/already-in-force': 409,
  'lists/not-releasable': 409,
  'lists/not-published': 409,
  'lists/same-person': 403,
  'server/bad-file-name': 422,
  'server/disk-full': 503,

  'store/unreachable': 503,
  'store/overloaded': 503,
  'store/timeout': 503,
  'store/conflict': 503,
  'store/full': 503,
  'store/closed': 503,
};
/** Rooms whose errors say what is wrong with the subject, the question or the order. */
const STATUS_OF_ROOM: Readonly<Record<string, number>> = {
  match: 400,
  screening: 400,
  lookup: 400,
  server: 400,
  messages: 422,
  travel: 422,
  edifact: 422,
  bcbp: 422,
  mrz: 422,
  policy: 422,
  casework: 422,
  events: 422,
};
/** … but for these, which say what is wrong with the service. */
const OWN_FAULTS = new Set([
  'screening/index-unsound',
  'screening/worker-failed',
  'screening/failed',
  'lookup/damaged',
  'server/manifest',
  'server/manifest-refused',
  'casework/bad-policy',
  'casework/damaged-attachment',
  'events/bad-network',
]);
/** What is told of errors whose own message names places of the installation. */
const TOLD_OF_CODE: Readonly<Record<string, string>> = {
  'lists/no-version': 'The list has no such version',
  'lists/locked': 'The list is being changed',
};
const TOLD_OF_STORE = 'The database does not answer at present; nothing was done';

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
    const { code, expected } = error;
    const [room] = code.split('/');
    const status = STATUS_OF_CODE[code] ?? (OWN_FAULTS.has(code) ? undefined : STATUS_OF_ROOM[room!]);
    if (status === undefined) return INTERNAL;
    if (room === 'store') return { status, code, message: TOLD_OF_STORE };
    const { file: _, ...place } = error.place;
    return {
      status,
      code,
      message: TOLD_OF_CODE[code] ?? error.message,
      ...(expected === undefined ? {} : { expected }),
      ...(Object.keys(place).length === 0 ? {} : { place }),
    };
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
