import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RiegelError, type Subject, schemaOf } from '../../entity/index.ts';
import type { CustomerAnswer, CustomerItem } from '../../screening/index.ts';
import { toldError } from '../errors.ts';
import { inTime } from '../http/in-time.ts';
import { BadJson, parseJsonBody } from '../http/json-body.ts';
import { type BodyLine, bodyLines } from '../http/lines.ts';
import type { Installation } from '../installation/installation.ts';
import { journalName } from './person.ts';
import { line, object } from './shapes.ts';

interface CustomerBody {
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly truncated?: boolean;
}

const PARAMS = object({ reference: line(200) }, ['reference']);
const BODY = object(
  {
    schema: { type: 'string', maxLength: 64, description: 'FollowTheMoney schema: `Person`, `Company` …' },
    properties: {
      type: 'object',
      maxProperties: 100,
      additionalProperties: { type: 'array', maxItems: 300, items: { type: 'string', maxLength: 10_000 } },
    },
    truncated: { type: 'boolean', description: 'The name may have been cut off.' },
  },
  ['schema', 'properties'],
);

/** Bytes of one line of a stream: some thousand of them are in memory at once. */
const MAX_LINE = 256 * 1024;
/** Answers that are written at once. */
const WRITTEN = 100;

/** The customers: kept, screened when they change, when the lists change, and in sweeps. */
export function customerRoutes(app: FastifyInstance, installation: Installation): void {
  const tags = ['Customers'];

  app.get(
    '/v1/customers/status',
    {
      schema: {
        summary: 'How the customers stand',
        description:
          'How many there are, what their last screening came to, and whether a change of lists or policy is not answered yet.',
        tags,
      },
    },
    async () => {
      const { sweeps: _, ...status } = await installation.customers().status();
      return status;
    },
  );

  app.put<{ Params: { reference: string }; Body: CustomerBody }>(
    '/v1/customers/:reference',
    {
      schema: {
        summary: 'Keep a customer',
        description:
          'Takes the customer in or changes it, screens it at once and records the screening. Asking twice does what asking once does.',
        tags,
        params: PARAMS,
        body: BODY,
      },
    },
    async (request) => {
      const { params, body } = request;
      const customer = { reference: params.reference, subject: subjectOf(body) };
      const [answer] = await installation.customers().upsert([customer], journalName(request.actor));
      if (!('reject' in answer!)) return answer;
      const { code, message, expected, path } = answer.reject;
      throw new RiegelError(code, message, {
        ...(expected === undefined ? {} : { expected }),
        ...(path === undefined ? {} : { place: { path } }),
      });
    },
  );

  app.delete<{ Params: { reference: string } }>(
    '/v1/customers/:reference',
    {
      schema: {
        summary: 'Keep a customer no longer',
        description: 'What the journal has of the customer stays.',
        tags,
        params: PARAMS,
      },
    },
    async (request, reply) => {
      const { reference } = request.params;
      if (await installation.customers().delete(reference, journalName(request.actor)))
        return reply.code(204).send();
      throw new RiegelError('server/no-customer', 'There is no such customer');
    },
  );

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The stream itself is handed on: no limit holds for the whole of it, only for each line.
    scope.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
    scope.post(
      '/v1/customers',
      {
        config: { streams: true },
        schema: {
          summary: 'Keep many customers',
          description:
            'A stream of NDJSON (`application/x-ndjson`), `{"reference", "schema", "properties"}` on each line, as long as it likes. It is answered while it comes, one line for each line in their order, when the customer and its screening are durable; who does not read the answers is not read from. Answers come in slices of 1,000. A line that cannot be taken in is answered with `error` and its number; the rest goes on. If the last line is `{"error"}` without a number, the stream broke off there: what was answered before is kept.',
          tags,
          body: { content: { 'application/x-ndjson': { schema: {} } } },
        },
      },
      (request, reply) => {
        if (!(request.body instanceof Readable)) {
          throw new RiegelError('server/empty-body', 'There is no body', {
            expected: 'NDJSON, a customer on each line',
          });
        }
        const customers = installation.customers();
        const lines = bodyLines(inTime(request.body, app.limits.requestTime), MAX_LINE);
        const answers = customers.upsertAll(customersIn(lines), journalName(request.actor));
        return reply.type('application/x-ndjson').send(Readable.from(answerLines(answers, request)));
      },
    );
  });
}

async function* customersIn(lines: AsyncIterable<BodyLine>): AsyncGenerator<CustomerItem> {
  for await (const each of lines) {
    try {
      yield customerIn(each);
    } catch (error) {
      const { code, message, expected } = toldError(error);
      if (code === 'server/internal') throw error;
      const reject = { line: each.number, code, message, ...(expected === undefined ? {} : { expected }) };
      yield { reject };
    }
  }
}

function customerIn({ text, fault, number }: BodyLine): CustomerItem {
  if (text === undefined) throw fault;
  const asked = parsed(text) as Partial<CustomerBody> & { readonly reference?: string };
  if (typeof asked !== 'object' || asked === null) {
    throw new RiegelError('server/invalid', 'The line is no customer', { expected: 'a JSON object' });
  }
  const { reference = '', schema = '', properties = {}, truncated } = asked;
  const subject = subjectOf({ schema, properties, truncated: truncated === true });
  return { reference, subject: { ...subject, origin: { document: 'stream', line: number } } };
}

function parsed(text: string): unknown {
  try {
    return parseJsonBody(text);
  } catch (error) {
    if (error instanceof BadJson) throw new RiegelError('server/bad-json', 'The line is no JSON');
    throw error;
  }
}

function subjectOf({ schema, properties, truncated }: CustomerBody): Subject {
  if (schemaOf(schema) === undefined) {
    throw new RiegelError('server/unknown-schema', 'This is no schema of FollowTheMoney');
  }
  return { schema, properties, ...(truncated === true ? { carried: { truncated } } : {}) };
}

async function* answerLines(
  answers: AsyncIterable<CustomerAnswer>,
  request: FastifyRequest,
): AsyncGenerator<string> {
  let waiting: string[] = [];
  try {
    for await (const answer of answers) {
      waiting.push(`${JSON.stringify('reject' in answer ? toldReject(answer.reject) : answer)}\n`);
      if (waiting.length < WRITTEN) continue;
      yield waiting.join('');
      waiting = [];
    }
  } catch (error) {
    const { status, code, message: title } = toldError(error);
    if (status >= 500) request.log.error({ err: error }, code);
    waiting.push(`${JSON.stringify({ error: { code, title } })}\n`);
  }
  if (waiting.length > 0) yield waiting.join('');
}

function toldReject({
  line: at,
  reference,
  path,
  code,
  message,
  expected,
}: Extract<CustomerAnswer, { reject: object }>['reject']) {
  return {
    line: at,
    ...(reference === undefined || reference === '' ? {} : { reference }),
    error: {
      code,
      title: message,
      ...(expected === undefined ? {} : { detail: `Expected ${expected}` }),
      ...(path === undefined ? {} : { path }),
    },
  };
}
