import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { askOf, assertEntity, fixtureServer } from './asking.fixture.ts';

let app: FastifyInstance;
before(async () => {
  app = await fixtureServer();
});
after(() => app.close());
const ask = (url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  askOf(app, url, payload, headers);

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
