import type { FastifyInstance } from 'fastify';
import type { DecisionKind } from '../../casework/index.ts';
import type { Installation } from '../installation/installation.ts';
import { type AskedFilter, filterOf, shown } from './casework-answers.ts';
import {
  BULK_APPLY_BODY,
  BULK_BODY,
  BULK_PREVIEW,
  CASES_WITH_ALERTS,
  CHANGED_CASES,
  QUEUE_QUERY,
} from './casework-schemas.ts';
import { caseworkActor } from './person.ts';

interface BulkBody {
  readonly selection: { readonly alerts?: readonly string[]; readonly filter?: AskedFilter };
  readonly decision: DecisionKind;
  readonly reasons: readonly string[];
  readonly text?: string;
}

type QueueAsked = AskedFilter & { readonly cursor?: string; readonly limit: number };

/** `GET /v1/alerts`: the queue with the pairs of its cases; and decisions on many alerts at once. */
export function alertRoutes(app: FastifyInstance, { casework }: Installation): void {
  const tags = ['Casework'];

  app.get<{ Querystring: QueueAsked }>(
    '/v1/alerts',
    {
      schema: {
        summary: 'The alerts of the queue, by their cases',
        description:
          'The cases that the filter meets, the most pressing first, each with all its alerts: an alert is one subject and one entity, and has a `decisionId` where it is decided. `persons` says whom they are about, each once with all listings that links hold together.',
        tags,
        querystring: QUEUE_QUERY,
        response: { 200: CASES_WITH_ALERTS },
      },
    },
    async ({ query: { cursor, limit, ...filter } }) => {
      const page = await casework.alerts({
        ...filterOf(filter),
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return {
        items: page.cases.map(({ alerts, persons, ...row }) => ({
          ...shown(row),
          alerts: alerts.map(shown),
          persons,
        })),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      };
    },
  );

  app.post<{ Body: BulkBody }>(
    '/v1/cases/bulk/preview',
    {
      schema: {
        summary: 'What a decision on many alerts would do',
        description: 'Changes nothing. The token stands for exactly these alerts as they are now.',
        tags,
        body: BULK_BODY,
        response: { 200: BULK_PREVIEW },
      },
    },
    async ({ body, actor }) => {
      const { token, alerts } = await casework.previewBulk({ ...bulkOf(body), actor: caseworkActor(actor) });
      return { token, items: alerts.map(shown) };
    },
  );

  app.post<{ Body: BulkBody & { readonly token: string } }>(
    '/v1/cases/bulk/apply',
    {
      schema: {
        summary: 'Decide all that was previewed, or nothing',
        tags,
        body: BULK_APPLY_BODY,
        response: { 200: CHANGED_CASES },
      },
    },
    async ({ body, actor }) => {
      const { token } = body;
      const rows = await casework.applyBulk({ ...bulkOf(body), token, actor: caseworkActor(actor) });
      return { items: rows.map(shown) };
    },
  );
}

function bulkOf({ selection: { alerts, filter = {} }, decision, reasons, text }: BulkBody) {
  return {
    selection: alerts === undefined ? { filter: filterOf(filter) } : { alerts },
    decision,
    reasons,
    ...(text === undefined ? {} : { text }),
  };
}
