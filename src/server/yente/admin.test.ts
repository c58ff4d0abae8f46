import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../create-server.ts';
import { fixtureService } from '../fixture-service.ts';
import { askOf, fixtureServer } from './asking.fixture.ts';

let app: FastifyInstance;
before(async () => {
  app = await fixtureServer();
});
after(() => app.close());
const ask = (url: string, payload?: unknown, headers: Record<string, string> = {}) =>
  askOf(app, url, payload, headers);

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
