import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../create-server.ts';
import { FIXTURE_ENTITIES, fixtureLoaded, fixtureService } from '../fixture-service.ts';
import { Service } from '../service.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Answers of many shapes are looked into.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what is tested
  readonly body: any;
}

let app: FastifyInstance;
before(async () => {
  app = await createServer({
    service: await fixtureService(),
    logTo: false,
    updateToken: 'secret',
    limits: { batch: 5, names: 4 },
  });
});
after(() => app.close());

async function ask(url: string, payload?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
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

/** Fields that a client may rely on in every entity, and their form. */
function assertEntity(entity: Record<string, unknown>): void {
  for (const field of ['id', 'caption', 'schema']) assert.equal(typeof entity[field], 'string', field);
  assert.ok(Object.values(entity.properties as object).every(Array.isArray));
  assert.ok(Array.isArray(entity.datasets) && Array.isArray(entity.referents));
  assert.equal(typeof entity.target, 'boolean');
  for (const field of ['first_seen', 'last_seen', 'last_change']) {
    const value = entity[field];
    if (value !== null) assert.match(String(value), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, field);
  }
}

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

describe('GET /search', () => {
  const search = async (query: string, dataset = 'default') => {
    const { status, body, headers } = await ask(`/search/${dataset}?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(headers['x-riegel-index'] !== undefined);
    return body;
  };
  const ids = async (query: string, dataset?: string): Promise<string[]> =>
    (await search(query, dataset)).results.map(({ id }: { id: string }) => id);

  test('finds, counts and gives pages', async () => {
    const body = await search('q=haidari&limit=5&offset=10');
    assert.deepEqual([body.limit, body.offset, body.total], [5, 10, { value: 12, relation: 'eq' }]);
    assert.equal(body.results.length, 2);
    for (const result of body.results) assertEntity(result);
    assert.deepEqual(body.facets.countries, {
      label: 'Countries',
      values: [
        { name: 'af', label: 'Afghanistan', count: 6 },
        { name: 'pk', label: 'Pakistan', count: 6 },
      ],
    });
    assert.deepEqual(Object.keys(body.facets).sort(), ['countries', 'datasets', 'topics']);
    assert.equal(body.facets.topics.label, 'Topics');
    assert.deepEqual(body.facets.topics.values[0], {
      name: 'sanction',
      label: 'Sanctioned entity',
      count: 12,
    });
    assert.equal((await search('limit=0')).results.length, 0);
    assert.equal((await search('offset=100')).results.length, 0);
  });

  test('without a query gives everything that is a thing', async () => {
    const body = await search('limit=500');
    assert.equal(
      body.total.value,
      FIXTURE_ENTITIES.filter(({ schema }) => !['Ownership', 'Sanction'].includes(schema)).length,
    );
    assert.deepEqual(await ids('schema=Ownership'), ['ofac-own', 'ofac-own-2']);
  });

  test('facets that are asked for, with the names people know', async () => {
    const { facets } = await search('facets=schema&facets=datasets&facets=genders&facets=identifiers');
    assert.deepEqual(Object.keys(facets).sort(), ['datasets', 'genders', 'identifiers', 'schema']);
    assert.equal(facets.schema.label, 'Entity types');
    assert.deepEqual(facets.schema.values[0], { name: 'Person', label: 'People', count: 14 });
    assert.equal(facets.datasets.label, 'Data sources');
    assert.deepEqual(facets.identifiers.values.map(({ name }: { name: string }) => name).sort(), [
      'AB1234567',
      'RN-7788',
    ]);
    const { status, body } = await ask('/search/default?facets=names');
    assert.equal(status, 422);
    assert.equal(body.detail[0].type, 'enum');
  });

  test('filters: any of several, or each with filter_op=AND', async () => {
    assert.equal((await search('q=haidari&countries=af')).total.value, 6);
    assert.equal((await search('q=haidari&countries=af&countries=pk')).total.value, 12);
    assert.equal((await search('q=haidari&countries=af&countries=pk&filter_op=AND')).total.value, 0);
    assert.deepEqual(await ids('topics=crime.terror'), ['NK-anna']);
    assert.deepEqual(await ids('datasets=us_bis_denied'), ['bis-1']);
    assert.deepEqual(await ids('filter=properties.birthDate:1952'), ['eu-ring-02']);
    assert.equal(
      (await search('filter=properties.birthDate:1952&filter=properties.birthDate:1953')).total.value,
      2,
    );
    assert.equal(
      (await search('filter=properties.birthDate:1952&filter=properties.birthDate:1953&filter_op=AND')).total
        .value,
      0,
    );
    assert.deepEqual(await ids('filter=topics:crime.terror'), ['NK-anna']);
    assert.deepEqual(await ids('filter=identifiers:AB1234567'), ['NK-anna']);
    assert.deepEqual(await ids('q=anna&filter=properties.birthDate:1971-03-04§'), []);
    assert.equal((await ask('/search/default?filter=nocolon')).status, 400);
    assert.equal((await search('q=sidorenko&target=false')).total.value, 0);
    assert.equal((await search('q=sidorenko&target=true')).total.value, 2);
  });

  test('scope and narrowing', async () => {
    assert.deepEqual(await ids('q=sidorenko', 'eu_fsf'), ['eu-anna']);
    assert.deepEqual(await ids('q=sidorenko&include_dataset=us_ofac_sdn'), ['NK-anna']);
    assert.deepEqual(await ids('q=sidorenko&include_dataset=mx_senators'), []);
    assert.deepEqual(await ids('q=sidorenko&exclude_dataset=us_ofac_sdn&exclude_dataset=eu_fsf'), []);
    assert.deepEqual(await ids('q=astrakhan&exclude_schema=Address'), ['NK-anna']);
    assert.deepEqual(await ids('q=sidorenko&changed_since=2024-01-01'), ['NK-anna']);
    assert.deepEqual(await ids('q=sidorenko&schema=Vessel'), []);
    assert.equal((await ask('/search/banana')).status, 404);
    assert.deepEqual((await ask('/search/default?schema=Banana')).body, { detail: 'Invalid schema' });
  });

  test('order', async () => {
    const desc = await ids('q=haidari&sort=first_seen:desc&limit=20');
    assert.deepEqual(desc, [...desc].sort().reverse());
    assert.deepEqual(await ids('sort=id:asc&limit=2'), ['NK-anna', 'addr-1']);
    const { status, body } = await ask('/search/default?sort=weight:asc');
    assert.equal(status, 400);
    assert.match(body.detail, /^Invalid query/);
  });

  test('syntax: strict, simple', async () => {
    const { status, body } = await ask('/search/default?q=invalid/query');
    assert.equal(status, 400);
    assert.match(body.detail, /^Invalid query/);
    assert.equal((await ask('/search/default?q=invalid/query&simple=true')).status, 200);
    assert.deepEqual(await ids(`q=${encodeURIComponent('names:anna AND birthDate:1971-03-04')}`), [
      'NK-anna',
    ]);
    assert.equal((await search('q=sidorenka~&fuzzy=true')).total.value, 2);
  });

  test('bounds: 422', async () => {
    for (const query of [
      'limit=501',
      'offset=9500',
      'limit=x',
      'filter_op=XOR',
      'target=maybe',
      'simple=2',
      'changed_since=1',
    ]) {
      assert.equal((await ask(`/search/default?${query}`)).status, 422, query);
    }
  });
});

describe('GET /entities', () => {
  test('whole, with its neighbours in it', async () => {
    const { status, body } = await ask('/entities/NK-anna');
    assert.equal(status, 200);
    assertEntity(body);
    assert.equal(body.properties.addressEntity[0].properties.full[0], 'Lenin street 1, Astrakhan');
    assert.equal(body.properties.sanctions[0].schema, 'Sanction');
    const [own, other] = body.properties.ownershipOwner;
    assert.deepEqual(own.properties.owner, ['NK-anna']);
    assert.equal(own.properties.asset[0].caption, 'Volga Shipyard LLC');
    assert.deepEqual(other.properties.asset, ['not-listed']);
  });

  test('as it is', async () => {
    const { body } = await ask('/entities/NK-anna?nested=false');
    assert.deepEqual(body.properties.addressEntity, ['addr-1']);
    assert.equal(body.properties.ownershipOwner, undefined);
  });

  test('an earlier id leads to the id it has now; no id to nothing', async () => {
    for (const path of ['', '/adjacent', '/adjacent/sanctions']) {
      const { status, headers } = await ask(`/entities/old-anna${path}`);
      assert.equal(status, 308);
      assert.equal(headers.location, '/entities/NK-anna');
      const none = await ask(`/entities/banana${path}`);
      assert.equal(none.status, 404);
      assert.deepEqual(none.body, { detail: 'No such entity!' });
    }
    assert.equal((await ask('/entities/NK-anna?nested=perhaps')).status, 422);
  });

  test('neighbours by property, in pages', async () => {
    const { status, body } = await ask('/entities/NK-anna/adjacent?limit=1&offset=1');
    assert.equal(status, 200);
    assert.equal(body.entity.caption, 'Anna Petrovna Sidorenko');
    assert.deepEqual([body.limit, body.offset], [1, 1]);
    assert.deepEqual(Object.keys(body.adjacent).sort(), ['addressEntity', 'ownershipOwner', 'sanctions']);
    const { results, total, limit, offset } = body.adjacent.ownershipOwner;
    assert.deepEqual([results.length, results[0].id, total.value, limit, offset], [1, 'ofac-own-2', 2, 1, 1]);
    assert.equal(body.adjacent.sanctions.results.length, 0);
    assert.equal(body.adjacent.sanctions.total.value, 1);
  });

  test('neighbours of one property', async () => {
    const { body } = await ask('/entities/NK-anna/adjacent/ownershipOwner?sort=id:desc');
    assert.deepEqual(
      body.results.map(({ id }: { id: string }) => id),
      ['ofac-own-2', 'ofac-own'],
    );
    assert.deepEqual([body.total, body.limit, body.offset], [{ value: 2, relation: 'eq' }, 10, 0]);
    assert.equal((await ask('/entities/NK-anna/adjacent/familyPerson')).body.total.value, 0);
    for (const property of ['name', 'banana', 'constructor']) {
      const none = await ask(`/entities/NK-anna/adjacent/${property}`);
      assert.equal(none.status, 404, property);
      assert.deepEqual(none.body, { detail: 'No such property!' });
    }
    assert.equal((await ask('/entities/NK-anna/adjacent/sanctions?sort=weight')).status, 400);
    assert.equal((await ask('/entities/NK-anna/adjacent?limit=501')).status, 422);
  });
});

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

describe('the service itself', () => {
  test('/catalog, also as /manifest, with a validator', async () => {
    const { body, headers } = await ask('/catalog');
    const byName = new Map(body.datasets.map((dataset: { name: string }) => [dataset.name, dataset]));
    assert.deepEqual([...byName.keys()].sort(), [
      'all',
      'default',
      'eu_fsf',
      'sanctions',
      'us_bis_denied',
      'us_ofac_sdn',
    ]);
    assert.deepEqual(body.current, ['eu_fsf', 'us_bis_denied', 'us_ofac_sdn']);
    assert.deepEqual([body.outdated, body.index_stale], [[], false]);
    const list = byName.get('eu_fsf') as Record<string, unknown>;
    assert.deepEqual(
      [list.load, list.version, list.index_version, list.index_current],
      [true, '20261102-b', '20261102-b', true],
    );
    assert.deepEqual((byName.get('sanctions') as { children: string[] }).children, ['eu_fsf', 'us_ofac_sdn']);
    assert.equal(headers['cache-control'], 'public, max-age=300');
    for (const known of [String(headers.etag), '*', `"x", W/${String(headers.etag)}`]) {
      const again = await ask('/catalog', undefined, { 'if-none-match': known });
      assert.equal(again.status, 304);
      assert.equal(again.body, undefined);
      assert.equal(again.headers.etag, headers.etag);
    }
    assert.equal((await ask('/catalog', undefined, { 'if-none-match': '"stale"' })).status, 200);
    assert.deepEqual((await ask('/manifest')).body, body);
  });

  test('/algorithms says that one engine answers for all', async () => {
    const { body } = await ask('/algorithms');
    assert.deepEqual([body.default, body.best], ['riegel', 'riegel']);
    const names = body.algorithms.map(({ name }: { name: string }) => name);
    for (const name of ['riegel', 'logic-v1', 'logic-v2', 'name-based', 'name-qualified', 'regression-v1'])
      assert.ok(names.includes(name), name);
    for (const { name, description, docs, features } of body.algorithms) {
      if (name !== 'riegel') assert.match(description, /answered by Riegel's engine/);
      assert.equal(docs.name, name);
      assert.ok(features.name !== undefined);
    }
    assert.ok(
      body.algorithms.find(({ name }: { name: string }) => name === 'logic-v2').docs.config
        .nm_number_mismatch !== undefined,
    );
  });

  test('/updatez needs the token that was set', async () => {
    for (const query of ['', '?token=', '?token=wrong', '?token=%20']) {
      const { status, body } = await ask(`/updatez${query}`, '');
      assert.equal(status, 403, query);
      assert.deepEqual(body, { detail: 'Invalid token.' });
    }
    for (const query of ['&sync=true', '']) {
      const { status, body } = await ask(`/updatez?token=secret${query}`, '');
      assert.equal(status, 200);
      assert.deepEqual(body, { status: 'ok' });
    }
    const open = await createServer({ service: await fixtureService(), logTo: false });
    assert.equal((await open.inject({ method: 'POST', url: '/updatez?token=' })).statusCode, 403);
    await open.close();
  });

  test('/healthz and /readyz', async () => {
    assert.deepEqual((await ask('/healthz')).body, { status: 'ok' });
    assert.deepEqual((await ask('/readyz')).body, { status: 'ok' });
  });
});
