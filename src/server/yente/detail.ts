import type { FastifyReply, FastifyRequest } from 'fastify';
import { toldError } from '../errors.ts';
import { BadJson } from '../http/json-body.ts';
import { routeEntry } from '../permissions.ts';

/** An answer of yente's that is an error: a status and one sentence. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** One thing that is wrong with a parameter or a body, as FastAPI tells it. */
export interface Fault {
  /** pydantic's name of the fault, e.g. `missing`, `int_parsing`. */
  readonly type: string;
  /** `query`, `path` or `body`, then the way to the value. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input?: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** Parameters or a body that are not of the form yente asks for: 422. */
export class Unprocessable extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('The request is not of the form it has to have');
    this.faults = faults;
  }
}

/** A form that pydantic itself reads (`/reconcile`), which yente answers with 400. */
export class InvalidForm extends Error {
  readonly faults: readonly Fault[];

  constructor(title: string, faults: readonly Fault[]) {
    super(title);
    this.faults = faults;
  }
}

/** Faults told of one request; the first says enough. */
const MAX_FAULTS = 50;

/** Whether errors on this route are told as yente tells them. */
export function isDetailRoute(request: FastifyRequest): boolean {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  return routeEntry(method, request.routeOptions.url ?? '')?.api !== 'riegel';
}

/** Answers with an error in yente's form: `{"detail": …}`. */
export function sendDetail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = (status: number, body: object) =>
    reply.code(status).type('application/json').send(JSON.stringify(body));
  if (error instanceof Refusal) return answer(error.status, { detail: error.message });
  if (error instanceof Unprocessable) return answer(422, { detail: error.faults.slice(0, MAX_FAULTS) });
  if (error instanceof InvalidForm) {
    return answer(400, { detail: error.message, errors: error.faults.slice(0, MAX_FAULTS) });
  }
  if (error instanceof BadJson) {
    const fault: Fault = {
      type: 'json_invalid',
      loc: ['body', error.offset],
      msg: 'JSON decode error',
      input: {},
      ctx: { error: 'The body is no JSON' },
    };
    return answer(422, { detail: [fault] });
  }
  const { status, code, message } = toldError(error);
  if (status >= 500) request.log.error({ err: error }, code);
  return answer(status, { detail: message, code });
}
