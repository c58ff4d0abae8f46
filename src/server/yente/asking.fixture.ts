import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../create-server.ts';
import { fixtureService } from '../fixture-service.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Answers of many shapes are looked into.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
  readonly body: any;
}

/** A service over the fixture, with small bounds. */
export async function fixtureServer(): Promise<FastifyInstance> {
  return await createServer({
    service: await fixtureService(),
    logTo: false,
    updateToken: 'secret',
    limits: { batch: 5, names: 4 },
  });
}

/** Asks a service: GET, or POST where something is sent. */
export async function askOf(
  app: FastifyInstance,
  url: string,
  payload?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url,
    headers,
    ...(payload === undefined
      ? {}
      : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.payload === '' ? undefined : answer.json(),
  };
}

/** Fields that a client may rely on in every entity, and their form. */
export function assertEntity(entity: Record<string, unknown>): void {
  for (const field of ['id', 'caption', 'schema']) assert.equal(typeof entity[field], 'string', field);
  assert.ok(Object.values(entity.properties as object).every(Array.isArray));
  assert.ok(Array.isArray(entity.datasets) && Array.isArray(entity.referents));
  assert.equal(typeof entity.target, 'boolean');
  for (const field of ['first_seen', 'last_seen', 'last_change']) {
    const value = entity[field];
    if (value !== null) assert.match(String(value), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, field);
  }
}
