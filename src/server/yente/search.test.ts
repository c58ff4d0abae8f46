import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { FIXTURE_ENTITIES } from '../fixture-service.ts';
import { askOf, assertEntity, fixtureServer } from './asking.fixture.ts';

let app: FastifyInstance;
before(async () => {
  app = await fixtureServer();
});
after(() => app.close());
const ask = (url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  askOf(app, url, payload, headers);

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
