import type { FastifyInstance } from 'fastify';
import type { ApiKeyRow } from '../../../../store/index.ts';
import type { Access } from '../../access.ts';
import { type MadeKey, makeKey, type NewKey, revokeKey, rotateKey } from '../../keys/keys.ts';
import { ID_PARAMETER, KEY, MADE_KEY, NAME, NOTHING, object, PAGE, page, SCOPE_LIST } from '../schemas.ts';
import { iso, pageOf, personOf } from './self.ts';

type Id = { Params: { id: string } };

export function keyRoutes(app: FastifyInstance, access: Access): void {
  const tags = ['access'];

  app.get<{ Querystring: { cursor?: string; limit: number } }>(
    '/v1/keys',
    {
      schema: {
        summary: 'API keys, without their secrets',
        tags,
        querystring: PAGE,
        response: { 200: page(KEY) },
      },
    },
    async ({ query: { cursor, limit } }) => {
      const rows = await access.store.tables.apiKeys.readPage({ beyond: cursor, limit: limit + 1 });
      return pageOf(rows, limit, shown);
    },
  );

  app.post<{ Body: NewKey }>(
    '/v1/keys',
    {
      schema: {
        summary: 'Make an API key of one’s own; the answer is the only one that holds it',
        tags,
        body: object({ name: NAME, scopes: SCOPE_LIST, days: { type: 'integer', minimum: 1, maximum: 400 } }),
        response: { 201: MADE_KEY },
      },
    },
    async (request, reply) =>
      reply.code(201).send(made(await makeKey(access, request.body, personOf(request)))),
  );

  app.post<Id & { Body: { overlapHours: number } }>(
    '/v1/keys/:id/rotate',
    {
      schema: {
        summary: 'A successor of a key, which itself works on for a while',
        tags,
        params: ID_PARAMETER,
        body: object({ overlapHours: { type: 'number', minimum: 0, maximum: 336 } }),
        response: { 201: MADE_KEY },
      },
    },
    async (request, reply) => {
      const { overlapHours } = request.body;
      const rotated = await rotateKey(access, { id: request.params.id, overlapHours }, personOf(request));
      return reply.code(201).send(made(rotated));
    },
  );

  app.delete<Id>(
    '/v1/keys/:id',
    {
      schema: { summary: 'Revoke a key at once', tags, params: ID_PARAMETER, response: { 204: NOTHING } },
    },
    async (request, reply) => {
      await revokeKey(access, request.params.id, personOf(request));
      return reply.code(204).send();
    },
  );
}

function made({ key, secret }: MadeKey) {
  return { key: shown(key), secret };
}

function shown({ id, name, owner, scopes, replaces, madeAt, expiresAt, usedAt, revokedAt }: ApiKeyRow) {
  return {
    ...{ id, name, owner, scopes },
    ...(replaces === undefined ? {} : { replaces }),
    madeAt: iso(madeAt),
    expiresAt: iso(expiresAt),
    ...(usedAt === undefined ? {} : { usedAt: iso(usedAt) }),
    ...(revokedAt === undefined ? {} : { revokedAt: iso(revokedAt) }),
  };
}
