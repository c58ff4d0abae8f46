import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseJsonBody } from '../http/json-body.ts';
import {
  answerAlgorithms,
  answerCatalogue,
  checkUpdateToken,
  entityTag,
  UPDATE_PARAMETERS,
} from './admin.ts';
import { InvalidForm, Refusal } from './detail.ts';
import {
  ADJACENT_PARAMETERS,
  answerAdjacent,
  answerAdjacentBy,
  answerEntity,
  ENTITY_PARAMETERS,
  findEntity,
} from './entities.ts';
import { answerMatch, MATCH_PARAMETERS } from './match.ts';
import { missing, readMatchBody } from './match-body.ts';
import { type Parameters, parametersSchema, readParameters, type Values } from './parameters.ts';
import { EXTEND_PARAMETERS, extend, extendProperties } from './reconcile/extend.ts';
import { reconcileManifest } from './reconcile/manifest.ts';
import { RECONCILE_PARAMETERS, reconcile } from './reconcile/queries.ts';
import {
  SUGGEST_ENTITY_PARAMETERS,
  SUGGEST_PARAMETERS,
  suggestEntities,
  suggestProperties,
  suggestTypes,
} from './reconcile/suggest.ts';
import { responses, SHARED_SCHEMAS } from './schemas.ts';
import { answerSearch, SEARCH_PARAMETERS } from './search.ts';

export interface YenteOptions {
  readonly updateToken?: string;
  readonly publicUrl?: string;
}

/** Where a route keeps what it was asked by. */
interface DatasetPath {
  readonly dataset: string;
}
interface EntityPath {
  readonly entity_id: string;
  readonly property_name: string;
}

/** The API of yente 5.5: see `docs/yente.md` for what is the same and what differs. */
export async function yenteApi(
  app: FastifyInstance,
  { updateToken, publicUrl }: YenteOptions,
): Promise<void> {
  for (const schema of SHARED_SCHEMAS) app.addSchema(schema);
  // Parameters and bodies are checked by the routes themselves, which tell faults as FastAPI does.
  app.setValidatorCompiler(() => () => true);
  app.removeAllContentTypeParsers();
  // As in yente a body without a type is read as what the route expects, and so is one of another type.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  function get<P extends Parameters>(
    url: string,
    about: {
      readonly summary: string;
      readonly tag: string;
      readonly answer: string;
      readonly errors: readonly number[];
      readonly parameters: P;
      readonly hide?: boolean;
    },
    answer: (request: FastifyRequest, values: Values<P>, reply: FastifyReply) => unknown,
  ): void {
    const querystring = parametersSchema(about.parameters);
    app.get(
      url,
      {
        schema: {
          summary: about.summary,
          tags: [about.tag],
          ...(Object.keys(about.parameters).length === 0 ? {} : { querystring }),
          ...(url.includes(':') ? { params: pathSchema(url) } : {}),
          response: responses(about.answer, ...about.errors),
          ...(about.hide === true ? { hide: true } : {}),
        },
        serializerCompiler: () => JSON.stringify,
      },
      async (request, reply) => {
        const values = readParameters(about.parameters, request.query);
        const given = await answer(request, values, reply);
        if (reply.sent) return reply;
        return reply.type('application/json').send(typeof given === 'string' ? given : JSON.stringify(given));
      },
    );
  }

  get(
    '/healthz',
    { summary: 'Health check', tag: SYSTEM, answer: 'StatusResponse', errors: [], parameters: {} },
    () => ({ status: 'ok' }),
  );

  get(
    '/readyz',
    {
      summary: 'Search index readiness check',
      tag: SYSTEM,
      answer: 'StatusResponse',
      errors: [503],
      parameters: {},
    },
    (_request, _values, reply) => {
      if (!app.service.isReady) throw new Refusal(503, 'Index not ready.');
      reply.header('x-riegel-index', app.service.ready().index.info.id);
      return { status: 'ok' };
    },
  );

  app.post<{ Params: DatasetPath }>(
    '/match/:dataset',
    {
      schema: {
        summary: 'Query by example matcher',
        tags: [MATCHING],
        params: pathSchema('/match/:dataset'),
        querystring: parametersSchema(MATCH_PARAMETERS),
        body: { $ref: 'EntityMatchQuery#' },
        response: responses('EntityMatchResponse', 400, 404, 422, 503),
      },
    },
    async (request, reply) => {
      const values = readParameters(MATCH_PARAMETERS, request.query);
      const body = readMatchBody(parseJsonBody(bodyText(request)));
      const loaded = app.service.ready();
      const { text, count } = await answerMatch(loaded, request.params.dataset, values, body, app.limits);
      return reply
        .header('x-batch-size', count)
        .header('x-riegel-index', loaded.index.info.id)
        .type('application/json')
        .send(text);
    },
  );

  get(
    '/search/:dataset',
    {
      summary: 'Simple entity search',
      tag: MATCHING,
      answer: 'SearchResponse',
      errors: [400, 404, 422, 503],
      parameters: SEARCH_PARAMETERS,
    },
    (request, values, reply) => {
      const loaded = app.service.ready();
      reply.header('x-riegel-index', loaded.index.info.id);
      return answerSearch(loaded, (request.params as DatasetPath).dataset, values);
    },
  );

  /** Finds the entity of a path, or sends to the address it has now. */
  function entityOf<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: (loaded: ReturnType<typeof app.service.ready>, number: number) => T,
  ): T | FastifyReply {
    const loaded = app.service.ready();
    const found = findEntity(loaded, (request.params as EntityPath).entity_id);
    if ('number' in found) return answer(loaded, found.number);
    return reply.redirect(`/entities/${encodeURIComponent(found.movedTo)}`, 308);
  }

  get(
    '/entities/:entity_id',
    {
      summary: 'Fetch Entity',
      tag: DATA,
      answer: 'EntityResponse',
      errors: [404, 422, 503],
      parameters: ENTITY_PARAMETERS,
    },
    (request, values, reply) =>
      entityOf(request, reply, (loaded, number) => answerEntity(loaded, number, values)),
  );
  get(
    '/entities/:entity_id/adjacent',
    {
      summary: 'Fetch Adjacent Entities',
      tag: DATA,
      answer: 'EntityAdjacentResponse',
      errors: [400, 404, 422, 503],
      parameters: ADJACENT_PARAMETERS,
    },
    (request, values, reply) =>
      entityOf(request, reply, (loaded, number) => answerAdjacent(loaded, number, values)),
  );
  get(
    '/entities/:entity_id/adjacent/:property_name',
    {
      summary: 'Fetch Adjacent by Property',
      tag: DATA,
      answer: 'AdjacentResultsResponse',
      errors: [400, 404, 422, 503],
      parameters: ADJACENT_PARAMETERS,
    },
    (request, values, reply) =>
      entityOf(request, reply, (loaded, number) =>
        answerAdjacentBy(loaded, number, (request.params as EntityPath).property_name, values),
      ),
  );

  /** Answers queries or an extension, of a form or a query string. */
  async function answerReconcile(
    request: FastifyRequest,
    reply: FastifyReply,
    given: { readonly queries?: string | undefined; readonly extend?: string | undefined },
    values: Values<typeof RECONCILE_PARAMETERS>,
  ): Promise<object> {
    const loaded = app.service.ready();
    const { dataset } = request.params as DatasetPath;
    if (given.extend !== undefined && given.extend.trim() !== '') {
      const answer = extend(loaded, given.extend, app.limits);
      reply.header('x-batch-size', Object.keys(answer.rows).length);
      return answer;
    }
    if (given.queries === undefined || given.queries.trim() === '') {
      throw new InvalidForm('FreebaseReconBatch', [missing(['queries'], null)]);
    }
    const answers = await reconcile(loaded, dataset, given.queries, values, app.limits);
    reply.header('x-batch-size', Object.keys(answers).length).header('x-riegel-index', loaded.index.info.id);
    return answers;
  }

  get(
    '/reconcile/:dataset',
    {
      summary: 'Reconciliation manifest',
      tag: RECONCILIATION,
      answer: '',
      errors: [400, 404, 422, 503],
      parameters: RECONCILE_PARAMETERS,
    },
    (request, values, reply) => {
      if (values.queries !== undefined || values.extend !== undefined)
        return answerReconcile(request, reply, values, values);
      const base = publicUrl ?? `${request.protocol}://${request.host}`;
      const mark = request.url.indexOf('?');
      return reconcileManifest(
        app.service.ready(),
        (request.params as DatasetPath).dataset,
        base,
        mark < 0 ? '' : request.url.slice(mark),
      );
    },
  );
  app.post(
    '/reconcile/:dataset',
    {
      schema: {
        summary: 'Reconciliation queries',
        tags: [RECONCILIATION],
        consumes: ['application/x-www-form-urlencoded'],
        params: pathSchema('/reconcile/:dataset'),
        querystring: parametersSchema(RECONCILE_PARAMETERS),
        body: { type: 'object', properties: { queries: { type: 'string' }, extend: { type: 'string' } } },
        response: responses('', 400, 404, 422, 503),
      },
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const values = readParameters(RECONCILE_PARAMETERS, request.query);
      const form = new URLSearchParams(bodyText(request));
      const given = { queries: form.get('queries') ?? undefined, extend: form.get('extend') ?? undefined };
      return reply
        .type('application/json')
        .send(JSON.stringify(await answerReconcile(request, reply, given, values)));
    },
  );
  get(
    '/reconcile/:dataset/suggest/entity',
    {
      summary: 'Suggest entity',
      tag: RECONCILIATION,
      answer: '',
      errors: [404, 422, 503],
      parameters: SUGGEST_ENTITY_PARAMETERS,
    },
    (request, { prefix, limit }) =>
      suggestEntities(app.service.ready(), (request.params as DatasetPath).dataset, prefix, limit),
  );
  get(
    '/reconcile/:dataset/suggest/property',
    {
      summary: 'Suggest property',
      tag: RECONCILIATION,
      answer: '',
      errors: [404, 422, 503],
      parameters: SUGGEST_PARAMETERS,
    },
    (request, { prefix }) =>
      suggestProperties(app.service.ready(), (request.params as DatasetPath).dataset, prefix),
  );
  get(
    '/reconcile/:dataset/suggest/type',
    {
      summary: 'Suggest type (schema)',
      tag: RECONCILIATION,
      answer: '',
      errors: [404, 422, 503],
      parameters: SUGGEST_PARAMETERS,
    },
    (request, { prefix }) =>
      suggestTypes(app.service.ready(), (request.params as DatasetPath).dataset, prefix),
  );
  get(
    '/reconcile/:dataset/extend/property',
    {
      summary: 'Extend properties proposal',
      tag: RECONCILIATION,
      answer: '',
      errors: [400, 422],
      parameters: EXTEND_PARAMETERS,
    },
    (_request, values) => extendProperties(values),
  );

  for (const url of ['/catalog', '/manifest']) {
    get(
      url,
      {
        summary: 'Data catalog',
        tag: DATA,
        answer: 'DataCatalogModel',
        errors: [503],
        parameters: {},
        hide: url === '/manifest',
      },
      (request, _values, reply) => {
        const text = answerCatalogue(app.service.ready(), app.service.behind);
        const tag = entityTag(text);
        reply.header('etag', tag).header('cache-control', 'public, max-age=300');
        const known = request.headers['if-none-match'];
        if (
          known === undefined ||
          !known.split(',').some((each) => [tag, `W/${tag}`, '*'].includes(each.trim()))
        )
          return text;
        return reply.code(304).send();
      },
    );
  }
  get(
    '/algorithms',
    { summary: 'Algorithms', tag: SYSTEM, answer: 'AlgorithmResponse', errors: [], parameters: {} },
    () => answerAlgorithms(),
  );

  app.post(
    '/updatez',
    {
      schema: {
        summary: 'Force an index update',
        tags: [SYSTEM],
        querystring: parametersSchema(UPDATE_PARAMETERS),
        response: responses('StatusResponse', 403, 422),
      },
    },
    async (request, reply) => {
      const { token, sync } = readParameters(UPDATE_PARAMETERS, request.query);
      checkUpdateToken(token, updateToken);
      const reloading = app.service.reload();
      if (sync) await reloading;
      else
        reloading.catch((error) =>
          request.log.error({ err: error }, 'the lists in force could not be loaded'),
        );
      return reply.type('application/json').send('{"status":"ok"}');
    },
  );
}

const MATCHING = 'Matching';
const DATA = 'Data access';
const SYSTEM = 'System information';
const RECONCILIATION = 'Reconciliation';

function bodyText(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

function pathSchema(url: string): object {
  const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    required: names,
  };
}
