import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { askOf, fixtureServer } from './asking.fixture.ts';

let app: FastifyInstance;
before(async () => {
  app = await fixtureServer();
});
after(() => app.close());
const ask = (url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  askOf(app, url, payload, headers);

describe('/reconcile', () => {
  const form = (name: string, value: unknown) =>
    `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`;
  const post = (name: string, value: unknown, query = '') =>
    ask(`/reconcile/default${query}`, form(name, value), {
      'content-type': 'application/x-www-form-urlencoded',
    });

  test('the manifest says where its services are, and hands a query string on', async () => {
    const { status, body } = await ask('/reconcile/default?api_key=k', undefined, { host: 'riegel.example' });
    assert.equal(status, 200);
    assert.deepEqual(body.versions, ['0.2']);
    assert.ok(body.identifierSpace.startsWith('https://www.opensanctions.org'));
    assert.deepEqual(body.suggest.entity, {
      service_url: 'http://riegel.example/reconcile/default',
      service_path: '/suggest/entity?api_key=k',
    });
    assert.equal(body.extend.propose_properties.service_path, '/extend/property?api_key=k');
    assert.ok(body.defaultTypes.length > 3);
    assert.equal((await ask('/reconcile/banana')).status, 404);
  });

  test('queries, by form or query string', async () => {
    const queries = {
      a: { query: 'Anna Sidorenko', limit: 1 },
      b: {
        query: 'Volga Shipyard',
        type: ['Company'],
        properties: [
          { pid: 'LegalEntity:jurisdiction', v: 'Russia' },
          { pid: 'Nothing:x', v: 'y' },
          { pid: 'Thing:country', v: { id: 'ru', name: 'Russia' } },
        ],
      },
    };
    for (const { status, body, headers } of [
      await post('queries', queries),
      await ask(`/reconcile/default?${form('queries', queries)}`),
    ]) {
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(headers['x-batch-size'], '2');
      assert.equal(body.a.result.length, 1);
      const [first] = body.b.result;
      assert.equal(first.id, 'ofac-yard');
      assert.equal(first.match, true);
      assert.equal(first.type[0].id, 'Company');
      assert.equal(typeof first.score, 'number');
    }
  });

  test('queries that are not of the form: 400', async () => {
    for (const bad of [
      '{',
      '[]',
      { a: { query: 4 } },
      { a: 1 },
      { a: { query: 'x', type: [4] } },
      { a: { query: 'x', limit: 'y' } },
      { a: { query: 'x', properties: [{}] } },
      { a: { query: 'x', type: 'Banana' } },
      { a: { type: 'Person' } },
    ]) {
      assert.equal((await post('queries', bad)).status, 400, JSON.stringify(bad));
    }
    assert.equal((await post('nothing', 'x')).status, 400);
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`q${i}`, { query: 'Anna' }]));
    assert.deepEqual((await post('queries', many)).body, {
      detail: 'Too many queries in one batch (limit: 5)',
    });
    assert.equal((await post('queries', {}, '?algorithm=neural-net')).status, 400);
    assert.equal((await post('queries', {}, '?changed_since=x')).status, 422);
    assert.deepEqual((await post('queries', {})).body, {});
  });

  test('extension gives values of properties', async () => {
    const { status, body, headers } = await post('extend', {
      ids: ['NK-anna', 'banana'],
      properties: [{ id: 'name', settings: { limit: 1 } }, { id: 'nationality' }, { id: 'constructor' }],
    });
    assert.equal(status, 200);
    assert.equal(headers['x-batch-size'], '2');
    assert.deepEqual(body.meta, [
      { id: 'name', name: 'Name' },
      { id: 'nationality', name: 'Nationality' },
    ]);
    assert.deepEqual(body.rows, {
      'NK-anna': { name: [{ str: 'Anna Petrovna Sidorenko' }], nationality: [{ str: 'Russia' }] },
      banana: {},
    });
    const raw = await post('extend', {
      ids: ['NK-anna'],
      properties: [{ id: 'nationality', settings: { render: 'raw' } }],
    });
    assert.deepEqual(raw.body.rows['NK-anna'].nationality, [{ str: 'ru' }]);
    assert.match((await post('extend', { ids: ['old-anna'], properties: [] })).body.detail, /canonical/);
    for (const bad of ['{', {}, { ids: 'x', properties: [] }, { ids: [], properties: [{}] }])
      assert.equal((await post('extend', bad)).status, 400);
  });

  test('suggestions', async () => {
    const result = async (path: string) => {
      const { status, body } = await ask(`/reconcile/default/${path}`);
      assert.equal(status, 200);
      assert.equal(typeof body.prefix, 'string');
      return body.result.map(({ id }: { id: string }) => id);
    };
    assert.deepEqual(await result('suggest/entity?prefix=anna%20sid'), ['NK-anna', 'eu-anna']);
    assert.deepEqual(await result('suggest/entity?prefix=anna&limit=1'), ['NK-anna']);
    assert.deepEqual(await result('suggest/entity?prefix=banana%20man'), []);
    assert.deepEqual(await result('suggest/type?prefix=organ'), ['Organization']);
    assert.deepEqual(await result('suggest/type?prefix=banana'), []);
    const properties = await result('suggest/property?prefix=country');
    assert.ok(properties.includes('Thing:country') && properties.includes('LegalEntity:mainCountry'));
    for (const kind of ['entity', 'property', 'type']) assert.deepEqual(await result(`suggest/${kind}`), []);
    assert.equal((await ask('/reconcile/default/suggest/entity?limit=501')).status, 422);
    assert.equal((await ask('/reconcile/banana/suggest/type')).status, 404);
  });

  test('properties that can be fetched', async () => {
    const { body } = await ask('/reconcile/default/extend/property?limit=5&type=LegalEntity');
    assert.deepEqual([body.limit, body.type, body.properties.length], [5, 'LegalEntity', 5]);
    const ids = body.properties.map(({ id }: { id: string }) => id);
    assert.ok(ids.includes('name') && ids.includes('country'));
    assert.deepEqual((await ask('/reconcile/default/extend/property?type=Banana')).body, {
      detail: 'Invalid type: Banana',
    });
  });
});
