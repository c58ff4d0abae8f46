import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { type OwnershipFormat, percentOf, readOwnershipUpload } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { screenForOwnership } from './ownership-changed.ts';
import { journalName } from './person.ts';
import { line, object } from './shapes.ts';

const FORMATS: Readonly<Record<string, OwnershipFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/json': 'json',
};
const MAX_BYTES = 32 * 1024 * 1024;
/** Rejects that are told one by one. */
const MOST_REJECTS = 1_000;

const SOURCE = object({ source: { ...line(100), description: 'Who says it: a register, a file.' } }, [
  'source',
]);

type Named = { Params: { readonly source: string } };

/** Who owns whom, by source: what a source says replaces what it said before. */
export function ownershipRoutes(app: FastifyInstance, installation: Installation): void {
  const { ownership } = installation;
  const tags = ['Ownership'];

  app.get(
    '/v1/ownership',
    {
      schema: {
        summary: 'Sources in force',
        description:
          'Who said who owns whom, each with its version, the number of holdings, by whom and when.',
        tags,
      },
    },
    async () => ({ items: await ownership.list() }),
  );

  app.get<Named>(
    '/v1/ownership/:source',
    { schema: { summary: 'All versions of a source, the newest first', tags, params: SOURCE } },
    async ({ params }) => ({ versions: await ownership.versions(params.source) }),
  );

  app.get<
    Named & { Querystring: { readonly version?: number; readonly after: number; readonly limit: number } }
  >(
    '/v1/ownership/:source/holdings',
    {
      schema: {
        summary: 'What a source says',
        description: 'Shares in percent, from `low` to `high`. `after`: how many to leave out.',
        tags,
        params: SOURCE,
        querystring: object({
          version: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
          after: { type: 'integer', minimum: 0, maximum: 1_000_000, default: 0 },
          limit: { type: 'integer', minimum: 1, maximum: 1_000, default: 100 },
        }),
      },
    },
    async ({ params, query: { version, after, limit } }) => {
      const holdings = await ownership.holdings(params.source, version);
      const page = holdings.slice(after, after + limit).map(({ share, ...holding }) => ({
        ...holding,
        low: percentOf(share.low),
        high: percentOf(share.high),
      }));
      return { total: holdings.length, items: page };
    },
  );

  app.delete<Named>(
    '/v1/ownership/:source',
    {
      schema: {
        summary: 'Take a source out of force',
        description: 'Its versions stay. Customers of whom another answer follows are screened at once.',
        tags,
        params: SOURCE,
      },
    },
    async (request, reply) => {
      const { source } = request.params;
      if (!(await ownership.remove(source, journalName(request.actor)))) {
        throw new RiegelError('screening/no-ownership-source', `${source} is not in force`);
      }
      await screenForOwnership(installation, request);
      return reply.code(204).send();
    },
  );

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(Object.keys(FORMATS), { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.put<Named & { Body: Buffer | undefined; Querystring: { readonly asOf?: string } }>(
      '/v1/ownership/:source',
      {
        bodyLimit: MAX_BYTES,
        schema: {
          summary: 'Say who owns whom',
          description: `All that a source says, in the place of what it said before; the same again changes nothing. Content types: ${Object.keys(FORMATS).join(', ')}. Fields as in docs/ownership.md; a customer is known by its reference. A row that cannot be read stands in \`rejects\` and stops no other. Customers of whom another answer follows are screened at once.`,
          tags,
          params: SOURCE,
          querystring: object({
            asOf: {
              type: 'string',
              format: 'date',
              description: 'The day of which rows speak that name none.',
            },
          }),
          body: { content: Object.fromEntries(Object.keys(FORMATS).map((type) => [type, { schema: {} }])) },
        },
      },
      async (request, reply) => {
        const { body, params, query } = request;
        if (body === undefined) throw new RiegelError('server/empty-body', 'There is no body');
        const [type = ''] = (request.headers['content-type'] ?? '').split(';');
        const rows = readOwnershipUpload(body, FORMATS[type.trim().toLowerCase()] ?? 'json');
        const { rejects, ...stored } = await ownership.put({
          ...{ source: params.source, rows, by: journalName(request.actor) },
          ...(query.asOf === undefined ? {} : { asOf: query.asOf }),
        });
        if (stored.status === 'stored') await screenForOwnership(installation, request);
        return reply.code(stored.status === 'stored' && stored.version === 1 ? 201 : 200).send({
          ...stored,
          rejected: rejects.length,
          rejects: rejects
            .slice(0, MOST_REJECTS)
            .map(({ row, error: { code, message, expected, place } }) => ({
              row,
              ...(place.path === undefined ? {} : { field: place.path }),
              error: {
                code,
                title: message,
                ...(expected === undefined ? {} : { detail: `Expected ${expected}` }),
              },
            })),
        });
      },
    );
  });
}
