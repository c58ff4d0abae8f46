import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import type { LinkStep } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { screenForOwnership } from './ownership-changed.ts';
import { journalName } from './person.ts';
import { line, object } from './shapes.ts';

type Link = NonNullable<LinkStep['link']>;

interface ListQuery {
  readonly state?: Link['state'];
  readonly review?: boolean;
  readonly entity?: string;
  readonly list?: string;
  readonly cursor?: string;
  readonly limit: number;
}

interface Order {
  Params: { readonly id: string };
  Body: { readonly version: number; readonly reason: string };
}

const ENTITY = line(300);
const REASON = line(2_000);
const ID = object({ id: { ...line(900), description: 'As the list of links gives it.' } }, ['id']);
const ORDER = object(
  {
    version: { type: 'integer', minimum: 1, description: '`changed` of the link as it was seen.' },
    reason: REASON,
  },
  ['version', 'reason'],
);

/** Links between entries of lists that name one and the same: who waits for a person, and what people say of them. */
export function linkRoutes(app: FastifyInstance, installation: Installation): void {
  const { links, service } = installation;
  const tags = ['Links'];

  /** A link with what the lists in force call its ends. */
  const shown = (link: Link) => {
    const { book } = service.ready().lookup;
    const captions = [link.left, link.right].map((id) => {
      const [number] = book.numbersOf(id);
      return number === undefined ? null : book.head(number).caption;
    });
    return { ...link, captions };
  };

  app.get<{ Querystring: ListQuery }>(
    '/v1/links',
    {
      schema: {
        summary: 'Links, the surest first',
        description:
          'With `review=true` the queue: links that are proposed, and decided ones of which something changed. `book` is the version of all links, and the list versions they were made of.',
        tags,
        querystring: object({
          state: { enum: ['linked', 'proposed', 'cut'] },
          review: { type: 'boolean' },
          entity: { ...ENTITY, description: 'Id of one end.' },
          list: line(100),
          cursor: line(2_000),
          limit: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
        }),
      },
    },
    async ({ query: { review, ...query } }) => {
      const page = await links.list({ ...query, waiting: review });
      const book = await links.book();
      return {
        items: page.links.map(shown),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
        waiting: await links.waiting(),
        ...(book === undefined
          ? {}
          : { book: { version: book.version, id: book.id, listVersions: book.listVersions } }),
      };
    },
  );

  app.get<{ Params: { readonly id: string } }>(
    '/v1/links/:id',
    {
      schema: {
        summary: 'One link, with its evidence and all that it was',
        description: '`link` is absent where nothing speaks for it any more; its history stays.',
        tags,
        params: ID,
      },
    },
    async ({ params }) => {
      const { link, history } = await links.find(params.id);
      return { ...(link === undefined ? {} : { link: shown(link) }), history };
    },
  );

  app.post<{ Body: { readonly entities: readonly [string, string]; readonly reason: string } }>(
    '/v1/links',
    {
      schema: {
        summary: 'Link two entries that nothing proposed',
        tags,
        body: object(
          { entities: { type: 'array', minItems: 2, maxItems: 2, items: ENTITY }, reason: REASON },
          ['entities', 'reason'],
        ),
      },
    },
    async (request, reply) => {
      const { entities, reason } = request.body;
      const { book } = service.ready().lookup;
      const unknown = entities.find((id) => book.numbersOf(id).length === 0);
      if (unknown !== undefined) {
        throw new RiegelError('server/no-entry', `No list in force names ${JSON.stringify(unknown)}`, {
          expected: 'ids of two entries of the lists in force',
        });
      }
      const link = await links.add({ ends: entities, by: journalName(request.actor), reason });
      await screenForOwnership(installation, request);
      return reply.code(201).send(shown(link));
    },
  );

  const steps = {
    accept: 'Say that the two are one',
    refuse: 'Say of a proposed link that the two are not one',
    cut: 'Take a link apart',
  } as const;
  for (const step of ['accept', 'refuse', 'cut'] as const) {
    app.post<Order>(
      `/v1/links/:id/${step}`,
      {
        schema: {
          summary: steps[step],
          ...(step === 'cut'
            ? {
                description:
                  'The evidence that is seen now never makes it again. Decisions stay with the entries they were made about.',
              }
            : {}),
          tags,
          params: ID,
          body: ORDER,
        },
      },
      async (request) => {
        const { params, body } = request;
        const by = journalName(request.actor);
        const link = await links[step]({ ...body, link: params.id, by });
        // An owner may be listed by way of a link.
        await screenForOwnership(installation, request);
        return shown(link);
      },
    );
  }
}
