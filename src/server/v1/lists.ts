import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { historyOf, statusOf } from '../../lists/index.ts';
import { findSource } from '../../screening/index.ts';
import { inBackground } from '../background/background.ts';
import type { Installation } from '../installation/installation.ts';
import { knownSources } from '../installation/known-sources.ts';
import { LIST_PARAMS, LIST_VERSION, object } from './shapes.ts';

interface DiffQuery {
  readonly from: string;
  readonly to?: string;
  readonly limit: number;
}

/** The lists: which are in force, what came of them, what changed in them. */
export function listRoutes(app: FastifyInstance, installation: Installation): void {
  const { dataDir, service, listWork } = installation;
  const tags = ['Lists'];

  app.get(
    '/v1/lists',
    {
      schema: {
        summary: 'All lists',
        description:
          'Those that can be had and those that are here: which version is in force, how old it is by both clocks, whether something was refused. `inIndex` is the version that answers now, `waiting` are refused versions that wait for a decision. `index` is the index that answers, `behind` the lists that are in force in another version than in it, `failure` why an index could not be put in its place.',
        tags,
      },
    },
    async () => {
      const { id: index, lists: inIndex } = service.ready().index.info;
      const waiting = Map.groupBy(await listWork.waiting(), ({ list }) => list);
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
          ...(waiting.has(id) ? { waiting: waiting.get(id)!.map(({ version }) => version) } : {}),
        });
      }
      const { behind, failure } = service;
      return { index, behind, ...(failure === undefined ? {} : { failure }), lists };
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
        params: LIST_PARAMS,
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
        params: LIST_PARAMS,
        querystring: object(
          {
            from: LIST_VERSION,
            to: { ...LIST_VERSION, description: 'Default: the version in force.' },
            limit: { type: 'integer', minimum: 0, maximum: 10_000, default: 1_000 },
          },
          ['from'],
        ),
      },
    },
    async ({ params: { id }, query: { from, to, limit } }) => {
      await findSource(dataDir, id);
      if (comparing) {
        throw new RiegelError('server/busy', 'Other versions are being compared', {
          expected: 'to be asked again when that is done',
        });
      }
      comparing = true;
      try {
        const order = { dataDir, list: id, from, limit, ...(to === undefined ? {} : { to }) };
        return await inBackground('diff', order);
      } finally {
        comparing = false;
      }
    },
  );
}
