import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { diffVersions, historyOf, openVersion, statusOf } from '../../lists/index.ts';
import { findSource } from '../../screening/index.ts';
import type { Installation } from '../installation/installation.ts';
import { knownSources } from '../installation/known-sources.ts';
import { object } from './shapes.ts';

interface DiffQuery {
  readonly from: string;
  readonly to?: string;
  readonly limit: number;
}

const PARAMS = object({ id: { type: 'string', pattern: '^[a-z0-9_-]{1,100}$' } }, ['id']);
const VERSION = { type: 'string', maxLength: 100 } as const;

/** The lists: which are in force, what came of them, what changed in them. */
export function listRoutes(app: FastifyInstance, installation: Installation): void {
  const { dataDir, service } = installation;
  const tags = ['Lists'];

  app.get(
    '/v1/lists',
    {
      schema: {
        summary: 'All lists',
        description:
          'Those that can be had and those that are here: which version is in force, how old it is by both clocks, whether something was refused. `inIndex` is the version that answers now.',
        tags,
      },
    },
    async () => {
      const inIndex = service.ready().index.info.lists;
      const sources = await knownSources(dataDir);
      const lists = [];
      for (const source of sources) {
        const { id, title, authority, jurisdiction, regimes, homepage, licence } = source;
        const { damage, sourceId: _, ...status } = await statusOf(dataDir, source);
        lists.push({
          ...{ id, title, authority, jurisdiction, regimes, homepage, licence },
          ...status,
          ...(damage === undefined ? {} : { damaged: true }),
          ...(inIndex[id] === undefined ? {} : { inIndex: inIndex[id] }),
        });
      }
      return { lists };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/v1/lists/:id/history',
    {
      schema: {
        summary: 'What came of a list',
        description:
          'Every version that was in force, and every one that was refused with the reasons; oldest first.',
        tags,
        params: PARAMS,
      },
    },
    async ({ params: { id } }) => {
      await findSource(dataDir, id);
      return { history: await historyOf(dataDir, id) };
    },
  );

  let comparing = false;
  app.get<{ Params: { id: string }; Querystring: DiffQuery }>(
    '/v1/lists/:id/diff',
    {
      schema: {
        summary: 'What changed from one version to another',
        description:
          'Entity by entity and field by field. `counts` holds for the whole, of each sort the first `limit` are told. One at a time.',
        tags,
        params: PARAMS,
        querystring: object(
          {
            from: VERSION,
            to: { ...VERSION, description: 'Default: the version in force.' },
            limit: { type: 'integer', minimum: 0, maximum: 10_000, default: 1_000 },
          },
          ['from'],
        ),
      },
    },
    async ({ params: { id }, query: { from, to, limit } }) => {
      await findSource(dataDir, id);
      const earlier = await openVersion(dataDir, id, from);
      const later = await openVersion(dataDir, id, to);
      if (comparing) {
        throw new RiegelError('server/busy', 'Other versions are being compared', {
          expected: 'to be asked again when that is done',
        });
      }
      comparing = true;
      try {
        const { added, removed, changed, unchanged, ...ends } = await diffVersions(earlier, later);
        return {
          ...ends,
          counts: { added: added.length, removed: removed.length, changed: changed.length, unchanged },
          added: added.slice(0, limit),
          removed: removed.slice(0, limit),
          changed: changed.slice(0, limit),
        };
      } finally {
        comparing = false;
      }
    },
  );
}
