import type { FastifyInstance } from 'fastify';
import { EVENT_KINDS, type MadeWebhook, type NewWebhook, type ResumeFrom } from '../../events/index.ts';
import type { DeliveryRow, WebhookRow } from '../../store/index.ts';
import type { Installation } from '../installation/installation.ts';
import { ID_PARAMETER, object, TIME } from './casework-schemas.ts';
import { journalName } from './person.ts';
import { line, SEQ } from './shapes.ts';

type Id = { Params: { id: string } };

const KINDS = { type: 'array', maxItems: EVENT_KINDS.length, items: { enum: EVENT_KINDS } } as const;
const NEW_WEBHOOK = object(
  {
    url: { ...line(2_000), description: '`https://…`; no redirect is followed.' },
    kinds: { ...KINDS, default: [], description: 'Which events; all where none is named.' },
    description: { type: 'string', maxLength: 500, default: '', description: 'What it is for.' },
  },
  ['kinds', 'description'],
);
const SHOWN = {
  id: { type: 'string' },
  url: { type: 'string' },
  kinds: KINDS,
  description: { type: 'string' },
  state: { enum: ['active', 'failing'] },
  createdAt: TIME,
  createdBy: { type: 'string' },
  record: { ...SEQ, description: 'Everything up to this record was delivered or is not for it.' },
  attempts: { type: 'integer', description: 'Failures in a row of the event that is next.' },
  failingSince: TIME,
  nextAttemptAt: TIME,
} as const;
const OPTIONAL = ['failingSince', 'nextAttemptAt'] as const;
const WEBHOOK = object(SHOWN, OPTIONAL);
const SECRET = { type: 'string', description: 'Shown this once. `whsec_` and base64.' } as const;
const MADE = object({ ...SHOWN, secret: SECRET }, OPTIONAL);
const DELIVERY = object(
  {
    record: SEQ,
    kind: { type: 'string' },
    state: { enum: ['delivered', 'retrying', 'given-up', 'failed'] },
    attempts: { type: 'integer' },
    firstAt: TIME,
    lastAt: TIME,
    tookMs: { type: 'integer', description: 'Of the last attempt.' },
    status: { type: 'integer', description: 'Of the last answer, where one came.' },
    failure: { type: 'string' },
  },
  ['record', 'status', 'failure'],
);
const items = (item: object) => ({ type: 'array', items: item }) as const;

/** Webhooks: who is sent what happens, and what came of it. */
export function webhookRoutes(app: FastifyInstance, { webhooks }: Installation): void {
  const tags = ['Events'];

  app.get(
    '/v1/webhooks',
    { schema: { summary: 'All webhooks', tags, response: { 200: object({ items: items(WEBHOOK) }) } } },
    async () => ({ items: (await webhooks.list()).map(shown) }),
  );

  app.post<{ Body: NewWebhook }>(
    '/v1/webhooks',
    {
      schema: {
        summary: 'Have events sent to an address',
        description:
          'What happens from now on, signed by Standard Webhooks 1.0 with the secret of the answer, which is shown this once.',
        tags,
        body: NEW_WEBHOOK,
        response: { 201: MADE },
      },
    },
    async ({ body, actor }, reply) =>
      reply.code(201).send(made(await webhooks.add(body, journalName(actor)))),
  );

  app.delete<Id>(
    '/v1/webhooks/:id',
    {
      schema: { summary: 'Send nothing more', tags, params: ID_PARAMETER },
    },
    async ({ params, actor }, reply) => {
      await webhooks.remove(params.id, journalName(actor));
      return reply.code(204).send();
    },
  );

  app.post<Id>(
    '/v1/webhooks/:id/rotate',
    {
      schema: {
        summary: 'A new secret; the one before signs along for a day',
        tags,
        params: ID_PARAMETER,
        response: { 200: MADE },
      },
    },
    async ({ params, actor }) => made(await webhooks.rotate(params.id, journalName(actor))),
  );

  app.post<Id & { Body: { readonly from: ResumeFrom } }>(
    '/v1/webhooks/:id/resume',
    {
      schema: {
        summary: 'Deliver again, at once',
        description:
          'To a webhook that is failing or waits: `where-it-stood` begins with the event that was not delivered, `now` leaves out what has happened since.',
        tags,
        params: ID_PARAMETER,
        body: object({ from: { enum: ['where-it-stood', 'now'] } }),
        response: { 200: WEBHOOK },
      },
    },
    async ({ params, body, actor }) => shown(await webhooks.resume(params.id, body.from, journalName(actor))),
  );

  app.post<Id>(
    '/v1/webhooks/:id/test',
    {
      schema: {
        summary: 'Send `webhook.test` once, and say what came of it',
        tags,
        params: ID_PARAMETER,
        response: {
          200: object(
            {
              delivered: { type: 'boolean' },
              status: { type: 'integer' },
              failure: { type: 'string' },
              tookMs: { type: 'integer' },
            },
            ['status', 'failure'],
          ),
        },
      },
    },
    async ({ params }) => await webhooks.test(params.id),
  );

  app.get<Id & { Querystring: { readonly cursor?: number; readonly limit: number } }>(
    '/v1/webhooks/:id/deliveries',
    {
      schema: {
        summary: 'What came of the last 1,000 deliveries, the newest first',
        tags,
        params: ID_PARAMETER,
        querystring: object(
          { cursor: SEQ, limit: { type: 'integer', minimum: 1, maximum: 500, default: 50 } },
          ['cursor', 'limit'],
        ),
        response: { 200: object({ items: items(DELIVERY), cursor: SEQ }, ['cursor']) },
      },
    },
    async ({ params, query: { cursor: before, limit } }) => {
      const page = { limit: limit + 1, ...(before === undefined ? {} : { before }) };
      const rows = await webhooks.deliveries(params.id, page);
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(shownDelivery),
        ...(rows.length > limit ? { cursor: last!.number } : {}),
      };
    },
  );
}

function made({ webhook, secret }: MadeWebhook) {
  return { ...shown(webhook), secret };
}

/** Without its secrets. */
function shown({ id, url, kinds, description, state, createdAt, author, cursor, ...row }: WebhookRow) {
  const { attempts, failingSince, nextAt } = row;
  return {
    ...{ id, url, kinds, description, state, createdAt: iso(createdAt), createdBy: author },
    ...{ record: cursor, attempts },
    ...(failingSince === undefined ? {} : { failingSince: iso(failingSince) }),
    ...(state === 'active' && attempts > 0 ? { nextAttemptAt: iso(nextAt) } : {}),
  };
}

function shownDelivery({ number: _, firstAt, lastAt, ...row }: DeliveryRow) {
  return { ...row, firstAt: iso(firstAt), lastAt: iso(lastAt) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
