import type { FastifyInstance } from 'fastify';
import type { Installation } from '../installation/installation.ts';
import { shown } from './casework-answers.ts';
import { FINISH_BODY, ID_PARAMETER, object, PAGE, RELEASE, RELEASES } from './casework-schemas.ts';
import { caseworkActor } from './person.ts';

interface FinishBody {
  readonly version: number;
  readonly outcome: 'released' | 'kept';
  readonly text: string;
}

const QUERY = object(
  {
    ...PAGE,
    cursor: { ...PAGE.cursor, pattern: '^\\d{1,15}\\.[\\w-]{1,64}$' },
  },
  ['cursor', 'limit'],
);

/** Release tasks: whoever was found to be an entity that no list names any more. */
export function releaseRoutes(app: FastifyInstance, { casework }: Installation): void {
  const tags = ['Casework'];

  app.get<{ Querystring: { readonly cursor?: string; readonly limit: number } }>(
    '/v1/releases',
    {
      schema: {
        summary: 'Release tasks that are open, the most urgent first',
        tags,
        querystring: QUERY,
        response: { 200: RELEASES },
      },
    },
    async ({ query: { cursor, limit } }) => {
      const after = cursor === undefined ? {} : { after: placeOf(cursor) };
      const rows = await casework.releases({ ...after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(shown),
        ...(rows.length > limit ? { cursor: `${last!.deadline}.${last!.id}` } : {}),
      };
    },
  );

  app.post<{ Params: { id: string }; Body: FinishBody }>(
    '/v1/releases/:id/finish',
    {
      schema: {
        summary: 'Say what was done about a release',
        tags,
        params: ID_PARAMETER,
        body: FINISH_BODY,
        response: { 200: RELEASE },
      },
    },
    async ({ params, body, actor }) =>
      shown(await casework.finishRelease({ ...body, release: params.id, actor: caseworkActor(actor) })),
  );
}

/** The place that a cursor says: the deadline and the id of the last task of the page before. */
function placeOf(cursor: string) {
  const dot = cursor.indexOf('.');
  return { deadline: Number(cursor.slice(0, dot)), id: cursor.slice(dot + 1) };
}
