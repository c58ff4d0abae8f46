import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../create-server.ts';
import { FIXTURE_ENTITIES, fixtureLoaded, fixtureService } from '../fixture-service.ts';
import { Service } from '../service.ts';
import { askOf, assertEntity, fixtureServer } from './asking.fixture.ts';

let app: FastifyInstance;
before(async () => {
  app = await fixtureServer();
});
after(() => app.close());
const ask = (url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  askOf(app, url, payload, headers);

const anna = {
  schema: 'Person',
  properties: { name: ['Anna Sidorenko'], birthDate: ['1971'], country: 'Russia' },
};
const ring = { schema: 'Person', properties: { name: ['Yusuf Haidari'] } };
const matchIds = async (query: string, example: unknown = anna, dataset = 'default'): Promise<string[]> => {
  const { status, body } = await ask(`/match/${dataset}?${query}`, { queries: { q: example } });
  assert.equal(status, 200, JSON.stringify(body));
  return body.responses.q.results.map(({ id }: { id: string }) => id);
};
describe('POST /match', () => {
  test('answers each query under its name, with the query as it was read', async () => {
    const { status, headers, body } = await ask('/match/default', {
      queries: { one: { ...anna, id: 'my-1' }, two: ring },
    });
    assert.equal(status, 200);
    assert.equal(headers['x-batch-size'], '2');
    assert.equal(body.limit, 5);
    assert.ok(body.matcher.name.coefficient > 0);
    const { status: inner, results, total, query } = body.responses.one;
    assert.equal(inner, 200);
    assert.deepEqual(query, {
      id: 'my-1',
      schema: 'Person',
      properties: { name: ['Anna Sidorenko'], birthDate: ['1971'], country: ['ru'] },
    });
    assert.deepEqual(total, { value: 2, relation: 'eq' });
    for (const result of results) {
      assertEntity(result);
      assert.equal(result.match, true);
      assert.ok(result.score >= 0.7 && result.score <= 1);
      assert.equal(result.features.name, result.explanations.name.score);
      assert.deepEqual(Object.keys(result.explanations.name).sort(), [
        'candidate',
        'detail',
        'query',
        'score',
      ]);
    }
    assert.equal(body.responses.two.query.id, null);
    assert.deepEqual(new Set(results.map(({ id }: { id: string }) => id)), new Set(['NK-anna', 'eu-anna']));
  });

  test('gives the whole entity', async () => {
    const { body } = await ask('/match/us_ofac_sdn', { queries: { q: anna } });
    const { score, features, explanations, match, ...entity } = body.responses.q.results[0];
    const { body: same } = await ask('/entities/NK-anna?nested=false');
    assert.deepEqual(entity, same);
    assert.equal(
      typeof score + typeof features + typeof explanations + typeof match,
      'numberobjectobjectboolean',
    );
  });

  test('the limit cuts what is shown and hides nothing from the count', async () => {
    const { body } = await ask('/match/default?limit=3', { queries: { q: ring } });
    assert.equal(body.responses.q.results.length, 3);
    assert.equal(body.responses.q.total.value, 12);
    assert.equal((await matchIds('limit=0', ring)).length, 0);
    assert.equal((await matchIds('limit=-4', ring)).length, 0);
    assert.equal((await matchIds('limit=500', ring)).length, 12);
  });

  test('filters act before the limit', async () => {
    assert.deepEqual(await matchIds('limit=1&exclude_dataset=eu_fsf'), ['NK-anna']);
    assert.deepEqual(await matchIds('limit=1&exclude_dataset=us_ofac_sdn'), ['eu-anna']);
    const excluded = Array.from(
      { length: 11 },
      (_, i) => `exclude_entity_ids=eu-ring-${String(i).padStart(2, '0')}`,
    ).join('&');
    assert.deepEqual(await matchIds(`limit=1&${excluded}`, ring), ['eu-ring-11']);
  });

  test('include_dataset and exclude_dataset; what is in both is left out', async () => {
    assert.deepEqual(await matchIds('include_dataset=us_ofac_sdn'), ['NK-anna']);
    assert.deepEqual(await matchIds('include_dataset=mx_governors&include_dataset=ae_local_terrorists'), []);
    assert.equal((await matchIds('include_dataset=us_ofac_sdn&include_dataset=eu_fsf')).length, 2);
    assert.deepEqual(await matchIds('include_dataset=eu_fsf&exclude_dataset=eu_fsf'), []);
    assert.equal((await matchIds('include_dataset=sanctions')).length, 2);
    assert.deepEqual(await matchIds('exclude_dataset=us_ofac_sdn', anna, 'us_ofac_sdn'), []);
  });

  test('datasets and collections', async () => {
    assert.deepEqual(await matchIds('', anna, 'us_ofac_sdn'), ['NK-anna']);
    assert.deepEqual(await matchIds('', anna, 'eu_fsf'), ['eu-anna']);
    for (const name of ['all', 'default', 'sanctions'])
      assert.equal((await matchIds('', anna, name)).length, 2, name);
    const denied = { schema: 'Organization', properties: { name: ['Export Denied Works'] } };
    assert.deepEqual(await matchIds('', denied), ['bis-1']);
    assert.deepEqual(await matchIds('', denied, 'sanctions'), []);
    const missing = await ask('/match/banana', { queries: { q: anna } });
    assert.equal(missing.status, 404);
    assert.deepEqual(missing.body, { detail: 'No such dataset.' });
  });

  test('topics: any of them; whom a sanctions list designates has `sanction`', async () => {
    assert.equal((await matchIds('topics=sanction')).length, 2);
    assert.deepEqual(await matchIds('topics=crime.terror'), ['NK-anna']);
    assert.equal((await matchIds('topics=crime.terror&topics=sanction')).length, 2);
    assert.deepEqual(await matchIds('topics=crime.cyber'), []);
  });

  test('exclude_schema, exclude_entity_ids by earlier ids too, changed_since', async () => {
    assert.deepEqual(await matchIds('exclude_schema=Person'), []);
    assert.deepEqual(await matchIds('exclude_entity_ids=NK-anna'), ['eu-anna']);
    assert.deepEqual(await matchIds('exclude_entity_ids=ofac-11&exclude_entity_ids=eu-anna'), []);
    assert.deepEqual(await matchIds('changed_since=2024-01-01'), ['NK-anna']);
    assert.deepEqual(await matchIds('changed_since=2025-02-03T04:05:06'), []);
    assert.equal(
      (await matchIds('changed_since=2099-01-01T00:00&limit=50', ring)).length,
      12,
      'an unknown change counts as one',
    );
  });

  test('threshold decides what is a match, cutoff what is shown; neither goes below what the engine answers', async () => {
    const low = { schema: 'Person', properties: { name: ['Anna Sidorchuk'] } };
    const { body } = await ask('/match/default?threshold=0.99&cutoff=0.5&limit=20', {
      queries: { q: { ...anna, properties: { name: ['Anya Sidorenka'] } }, low },
    });
    for (const { score, match } of body.responses.q.results) assert.equal(match, score >= 0.99);
    assert.equal(
      body.responses.q.total.value,
      body.responses.q.results.filter(({ match }: { match: boolean }) => match).length,
    );
    assert.ok((await matchIds('threshold=0.1')).length >= 2);
    assert.deepEqual(await matchIds('threshold=5'), await matchIds('threshold=1'));
  });

  test('every name of an algorithm is answered by the one engine, another is refused', async () => {
    for (const name of [
      'best',
      'riegel',
      'logic-v1',
      'logic-v2',
      'name-based',
      'name-qualified',
      'regression-v1',
    ]) {
      assert.equal((await matchIds(`algorithm=${name}`)).length, 2, name);
    }
    const { status, body } = await ask('/match/default?algorithm=neural-net', { queries: { q: anna } });
    assert.equal(status, 400);
    assert.deepEqual(body, { detail: 'Unknown algorithm: neural-net' });
    assert.equal((await matchIds('fuzzy=false')).length, 2);
  });

  test('settings of an algorithm are taken where yente has them', async () => {
    assert.equal(
      (
        await ask('/match/default?algorithm=logic-v2', {
          queries: { q: anna },
          config: { nm_number_mismatch: 0.4 },
          weights: { name: 0.3 },
        })
      ).status,
      200,
    );
    assert.equal(
      (await ask('/match/default', { queries: { q: anna }, config: { nm_number_mismatch: 0.4 } })).status,
      200,
    );
    const { status, body } = await ask('/match/default?algorithm=logic-v2', {
      queries: { q: anna },
      config: { invalid_option: 1 },
    });
    assert.equal(status, 400);
    assert.match(body.detail, /Invalid configuration parameter: invalid_option/);
  });

  test('values are read into the normal form', async () => {
    const { body } = await ask('/match/default', {
      queries: {
        q: {
          schema: 'Person',
          properties: {
            name: 'Anna',
            birthDate: [1971, '3 April 1980', 'soon'],
            nationality: ['Russland', 'xx-nowhere'],
            gender: ['F'],
            unknown: ['x'],
            country: [null, ''],
          },
        },
      },
    });
    assert.deepEqual(body.responses.q.query.properties, {
      name: ['Anna'],
      birthDate: ['1971', '1980-04-03'],
      nationality: ['ru'],
      gender: ['female'],
    });
  });

  test('a body that is not of the form: 422 with the place', async () => {
    const place = async (payload: unknown) => {
      const { status, body } = await ask('/match/default', payload);
      assert.equal(status, 422, JSON.stringify(body));
      return body.detail.map(({ type, loc }: { type: string; loc: unknown[] }) => `${type} ${loc.join('.')}`);
    };
    assert.deepEqual(await place(''), ['missing body']);
    assert.deepEqual(await place('null'), ['missing body']);
    assert.deepEqual(await place('{"queries"'), ['json_invalid body.10']);
    assert.deepEqual(await place('[]'), ['model_attributes_type body']);
    assert.deepEqual(await place({}), ['missing body.queries']);
    assert.deepEqual(await place({ queries: [] }), ['dict_type body.queries']);
    assert.deepEqual(
      await place({
        queries: {
          a: { properties: { name: 'x' } },
          b: null,
          c: { schema: 'Person' },
          d: { schema: 1, properties: [], id: 4 },
        },
      }),
      [
        'missing body.queries.a.schema',
        'model_attributes_type body.queries.b',
        'missing body.queries.c.properties',
        'string_type body.queries.d.id',
        'string_type body.queries.d.schema',
        'dict_type body.queries.d.properties',
      ],
    );
    assert.deepEqual(
      await place({
        queries: { a: { schema: 'Person', properties: { name: 4 } } },
        weights: { a: 'x' },
        config: { b: [] },
      }),
      [
        'string_type body.queries.a.properties.name',
        'float_type body.weights.a',
        'string_type body.config.b',
      ],
    );
  });

  test('parameters that are not of the form: 422, before the dataset is looked for', async () => {
    for (const query of [
      'limit=501',
      'limit=x',
      'threshold=x',
      'cutoff=',
      'changed_since=yesterday',
      `${'exclude_entity_ids=a&'.repeat(51)}`,
    ]) {
      const { status, body } = await ask(`/match/banana?${query}`, { queries: { q: anna } });
      assert.equal(status, 422, query);
      assert.equal(body.detail[0].loc[0], 'query');
      assert.equal(typeof body.detail[0].msg, 'string');
    }
  });

  test('what cannot be screened is refused as a whole, never called clear', async () => {
    const refused = async (example: unknown, detail: RegExp) => {
      const { status, body } = await ask('/match/default', { queries: { good: anna, bad: example } });
      assert.equal(status, 400);
      assert.match(body.detail, detail);
      assert.equal(body.responses, undefined);
    };
    await refused(
      { schema: 'Banana', properties: { name: 'x' } },
      /^Cannot parse example entity: No schema for: Banana/,
    );
    await refused({ schema: 'Ownership', properties: { owner: 'x' } }, /Non-matchable schema/);
    await refused({ schema: 'Person', properties: {} }, /^Cannot screen query 'bad'/);
    await refused({ schema: 'Person', properties: { birthDate: '1971' } }, /^Cannot screen query 'bad'/);
    await refused({ schema: 'Person', properties: { name: '???' } }, /^Cannot screen query 'bad'/);
    await refused({ schema: 'Person', properties: { name: 'a '.repeat(40) } }, /^Cannot screen query 'bad'/);
    await refused(
      { schema: 'Person', properties: { name: ['a', 'b', 'c', 'd', 'e'] } },
      /requires 5 names; maximum is 4/,
    );
    await refused(
      { schema: 'Person', properties: { notes: Array.from({ length: 5001 }, String) } },
      /more than 5000 values/,
    );
  });

  test('too many queries, or none', async () => {
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`q${i}`, anna]));
    const { status, body } = await ask('/match/default', { queries: many });
    assert.equal(status, 400);
    assert.deepEqual(body, { detail: 'Too many queries in one batch (limit: 5)' });
    assert.deepEqual((await ask('/match/default', { queries: {} })).body, { detail: 'No queries provided.' });
  });

  test('a batch that takes too long gives no answer at all', async () => {
    const hasty = await createServer({
      service: await fixtureService(),
      logTo: false,
      limits: { answerTime: -1 },
    });
    const answer = await hasty.inject({
      method: 'POST',
      url: '/match/default',
      payload: { queries: { q: anna } },
    });
    assert.equal(answer.statusCode, 503);
    assert.equal(answer.json().code, 'server/time-limit');
    await hasty.close();
  });

  test('names of queries are kept whatever they are', async () => {
    const { body } = await ask(
      '/match/default',
      '{"queries":{"__proto__":{"schema":"Person","properties":{"name":"Anna Sidorenko"}},"\\"x":{"schema":"Person","properties":{"name":"y"}}}}',
    );
    assert.deepEqual(Object.keys(body.responses), ['__proto__', '"x']);
  });

  test('a body is read whatever type it says it has', async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      assert.equal(
        (await ask('/match/default', { queries: { q: anna } }, { 'content-type': type })).status,
        200,
        type,
      );
    }
  });

  test('an entity that two lists give is one result', async () => {
    const twice = [...FIXTURE_ENTITIES, { ...FIXTURE_ENTITIES[0]!, datasets: ['eu_fsf'] }];
    const service = new Service(() => fixtureLoaded({}, twice));
    await service.reload();
    const other = await createServer({ service, logTo: false });
    const answer = await other.inject({
      method: 'POST',
      url: '/match/default',
      payload: { queries: { q: anna } },
    });
    const { results, total } = answer.json().responses.q;
    assert.equal(results.length, 2);
    assert.equal(total.value, 2);
    const onlyEu = await other.inject({
      method: 'POST',
      url: '/match/eu_fsf',
      payload: { queries: { q: anna } },
    });
    assert.equal(onlyEu.json().responses.q.results.length, 2);
    await other.close();
  });
});
