import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../entity/index.ts';
import { createServer } from './create-server.ts';
import { fixtureLoaded, fixtureService } from './fixture-service.ts';
import { ROUTES, type RouteEntry } from './permissions.ts';
import { Service } from './service.ts';

/** A real address of a route. */
function addressOf({ url }: RouteEntry): string {
  return url
    .replace(':dataset', 'default')
    .replace(':entity_id', 'NK-anna')
    .replace(':property_name', 'sanctions');
}

const PERSON = JSON.stringify({
  queries: { q: { schema: 'Person', properties: { name: ['Anna Sidorenko'] } } },
});

describe('the table of routes', () => {
  test('holds every route, and every route of it exists', async () => {
    const app = await createServer({ service: await fixtureService(), logTo: false });
    await app.ready();
    for (const { method, url } of ROUTES) assert.ok(app.hasRoute({ method, url }), `${method} ${url}`);
    await app.close();
    await assert.rejects(async () => {
      const other = await createServer({ service: await fixtureService(), logTo: false });
      other.get('/unlisted', () => '');
    }, /not in the table/);
  });
});

describe('readiness', () => {
  test('nothing is answered before there is an index, and an answer never names two', async () => {
    let release = (): void => {};
    const waits = new Promise<void>((resolve) => {
      release = resolve;
    });
    const service = new Service(async () => {
      await waits;
      return await fixtureLoaded();
    });
    const app = await createServer({ service, logTo: false });
    const loading = service.reload();
    assert.equal((await app.inject('/healthz')).statusCode, 200);
    const notReady = await app.inject('/readyz');
    assert.equal(notReady.statusCode, 503);
    assert.deepEqual(notReady.json(), { detail: 'Index not ready.' });
    for (const entry of ROUTES) {
      if (
        entry.access === 'open' ||
        entry.access === 'token' ||
        ['/algorithms', '/reconcile/:dataset/extend/property'].includes(entry.url)
      )
        continue;
      const answer = await app.inject({
        method: entry.method,
        url: addressOf(entry),
        ...(entry.url === '/match/:dataset' ? { payload: PERSON } : {}),
        ...(entry.url === '/reconcile/:dataset' && entry.method === 'POST'
          ? { payload: 'queries=%7B%7D' }
          : {}),
      });
      assert.equal(answer.statusCode, 503, entry.url);
      assert.equal(answer.json().code, 'server/not-ready');
    }
    release();
    await loading;
    assert.equal((await app.inject('/readyz')).statusCode, 200);
    const answer = await app.inject({ method: 'POST', url: '/match/default', payload: PERSON });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['x-riegel-index'], service.ready().index.info.id);
    await app.close();
  });

  test('a load that fails leaves what is there in place', async () => {
    let fails = false;
    const service = new Service(async () => {
      if (fails) throw new RiegelError('lists/damaged', 'The list is damaged');
      return await fixtureLoaded();
    });
    await service.reload();
    const before = service.ready();
    fails = true;
    const app = await createServer({ service, logTo: false, updateToken: 'secret' });
    const answer = await app.inject({ method: 'POST', url: '/updatez?token=secret&sync=true' });
    assert.equal(answer.statusCode, 500);
    assert.deepEqual(answer.json(), {
      detail: 'The service could not answer; nothing was screened',
      code: 'server/internal',
    });
    assert.equal(service.ready(), before);
    assert.equal((await app.inject('/readyz')).statusCode, 200);
    await app.close();
  });

  test('loads run one after the other, and one that is asked for meanwhile begins afterwards', async () => {
    let running = 0;
    let count = 0;
    const service = new Service(async () => {
      assert.equal(++running, 1);
      count++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return await fixtureLoaded();
    });
    await Promise.all([service.reload(), service.reload(), service.reload()]);
    assert.equal(count, 2);
  });
});

describe('the outside of every answer', () => {
  const lines: string[] = [];
  let app: FastifyInstance;
  before(async () => {
    app = await createServer({
      service: await fixtureService(),
      logTo: { write: (line) => lines.push(line) },
      limits: { body: 20_000 },
    });
  });
  after(() => app.close());

  test('security headers and an id of the request', async () => {
    const { headers } = await app.inject('/healthz');
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
    assert.ok(headers['strict-transport-security'] !== undefined);
  });

  test('logs say what was asked for in general and nothing of whom', async () => {
    lines.length = 0;
    await app.inject({ method: 'POST', url: '/match/default?topics=sanction', payload: PERSON });
    await app.inject('/search/default?q=geheimername');
    await app.inject('/entities/geheimername');
    await app.inject('/geheimername?q=geheimername');
    await app.inject({ method: 'POST', url: '/match/default', payload: '{"queries": geheimername}' });
    assert.equal(lines.length, 5);
    const first = JSON.parse(lines[0]!) as Record<string, unknown>;
    assert.equal(first.route, '/match/:dataset');
    assert.equal(first.status, 200);
    assert.equal(typeof first.reqId, 'string');
    for (const line of lines) assert.doesNotMatch(line, /Sidorenko|geheimername|127\.0\.0\.1|topics/);
  });

  test('an error nobody foresaw is told without what it says', async () => {
    const service = await fixtureService();
    const loaded = service.ready();
    const broken = new Service(async () => ({
      ...loaded,
      index: new Proxy(loaded.index, {
        get: () => {
          throw new TypeError('geheimername');
        },
      }),
    }));
    await broken.reload();
    const written: string[] = [];
    const other = await createServer({ service: broken, logTo: { write: (line) => written.push(line) } });
    const answer = await other.inject({ method: 'POST', url: '/match/default', payload: PERSON });
    assert.equal(answer.statusCode, 500);
    assert.equal(answer.json().code, 'server/internal');
    assert.doesNotMatch(answer.payload + written.join(''), /geheimername/);
    assert.match(written.join(''), /TypeError/);
    await other.close();
  });

  test('addresses, methods and bodies beyond bounds', async () => {
    const long = await app.inject(`/search/default?q=${'a'.repeat(60_100)}`);
    assert.equal(long.statusCode, 414);
    assert.deepEqual(long.json(), { detail: 'Request URI too long' });
    const large = await app.inject({
      method: 'POST',
      url: '/match/default',
      payload: `{"queries":{"q":"${'a'.repeat(20_000)}"}}`,
    });
    assert.equal(large.statusCode, 413);
    const deep = await app.inject({
      method: 'POST',
      url: '/match/default',
      payload: `{"queries":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    });
    assert.equal(deep.statusCode, 400);
    assert.equal(deep.json().code, 'server/too-deep');
    const method = await app.inject({ method: 'GET', url: '/updatez' });
    assert.equal(method.statusCode, 405);
    assert.equal(method.headers.allow, 'POST');
    assert.deepEqual(method.json(), { detail: 'Method Not Allowed' });
    assert.equal((await app.inject({ method: 'DELETE', url: '/entities/x' })).statusCode, 405);
    assert.deepEqual((await app.inject('/banana')).json(), { detail: 'Not Found' });
    assert.equal((await app.inject('/entities/%zz')).statusCode, 400);
    const own = await app.inject('/v1/banana');
    assert.equal(own.statusCode, 404);
    assert.match(String(own.headers['content-type']), /^application\/problem\+json/);
    assert.deepEqual(own.json(), {
      type: 'about:blank',
      title: 'There is nothing at this address',
      status: 404,
      code: 'server/not-found',
      instance: `urn:request:${String(own.headers['x-request-id'])}`,
    });
  });

  test('more requests of one address than allowed', async () => {
    const limited = await createServer({
      service: await fixtureService(),
      logTo: false,
      limits: { requestsPerMinute: 2 },
    });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await limited.inject('/healthz')).statusCode);
    assert.deepEqual(statuses, [200, 200, 429]);
    await limited.close();
  });
});

describe('the description', () => {
  test('OpenAPI 3.1 of every route but the hidden ones, with its permission; references lead somewhere', async () => {
    const app = await createServer({ service: await fixtureService(), logTo: false });
    const text = (await app.inject('/openapi.json')).payload;
    const document = JSON.parse(text) as {
      openapi: string;
      paths: Record<string, Record<string, Record<string, unknown>>>;
      components: { schemas: Record<string, unknown> };
    };
    assert.equal(document.openapi, '3.1.0');
    for (const { method, url, access } of ROUTES) {
      if (['/', '/reference.css', '/openapi.json', '/manifest'].includes(url)) continue;
      const operation = document.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      assert.equal(operation?.['x-riegel-permission'], access, `${method} ${url}`);
    }
    const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!));
    assert.ok(references.size > 10);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1];
      assert.ok(name !== undefined && document.components.schemas[name] !== undefined, reference);
    }
    await app.close();
  });

  test('the page for people names every route and fetches nothing from elsewhere', async () => {
    const app = await createServer({ service: await fixtureService(), logTo: false });
    const { payload, headers } = await app.inject('/');
    assert.match(String(headers['content-type']), /^text\/html/);
    assert.match(payload, /\/match\/\{dataset\}/);
    assert.doesNotMatch(payload, /<script|src=|href="http/);
    assert.equal((await app.inject('/reference.css')).statusCode, 200);
    await app.close();
  });
});

describe('bodies and queries of any kind', () => {
  test('never give an error of the service', async () => {
    const app = await createServer({
      service: await fixtureService(),
      logTo: false,
      updateToken: 'secret',
      limits: { body: 100_000 },
    });
    const odd = fc.constantFrom(
      'queries',
      'schema',
      'properties',
      'Person',
      'name',
      'Thing',
      'id',
      'weights',
      'config',
      'limit',
      '__proto__',
      'constructor',
      'Anna',
      '',
      '\u0000',
      '\ud800',
      '9'.repeat(400),
      '-1',
      '1e999',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        odd,
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(odd, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    const nearly = fc.record(
      {
        queries: fc.dictionary(
          odd,
          fc.record(
            {
              schema: fc.oneof(odd, json),
              properties: fc.dictionary(
                fc.constantFrom('name', 'birthDate', 'country', 'idNumber', '__proto__', 'x'),
                fc.oneof(fc.string(), fc.array(fc.oneof(odd, json))),
              ),
            },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      json.map((value) => JSON.stringify(value) ?? ''),
      nearly.map((value) => JSON.stringify(value)),
      fc.string(),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    const form = fc
      .tuple(
        fc.constantFrom('queries', 'extend'),
        fc.oneof(
          body,
          fc
            .dictionary(
              odd,
              fc.record({ query: odd, type: json, limit: json, properties: json }, { requiredKeys: [] }),
            )
            .map((value) => JSON.stringify(value)),
          fc.record({ ids: json, properties: json }).map((value) => JSON.stringify(value)),
        ),
      )
      .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);
    const names = [
      'q',
      'limit',
      'offset',
      'sort',
      'filter',
      'facets',
      'schema',
      'topics',
      'changed_since',
      'threshold',
      'cutoff',
      'algorithm',
      'include_dataset',
      'exclude_entity_ids',
      'nested',
      'target',
      'simple',
      'fuzzy',
      'prefix',
      'type',
      'token',
      'sync',
      'filter_op',
      'queries',
      'extend',
    ];
    const query = fc
      .array(fc.tuple(fc.constantFrom(...names), fc.oneof(odd, fc.string(), fc.integer().map(String))), {
        maxLength: 4,
      })
      .map((pairs) =>
        pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
      );
    const type = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
      undefined,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROUTES),
        query,
        body,
        form,
        type,
        fc.string({ maxLength: 20 }),
        async (entry, asked, posted, posting, contentType, id) => {
          const path = entry.url
            .replace(':entity_id', encodeURIComponent(id.toWellFormed()) || 'x')
            .replace(':dataset', id.length > 15 ? encodeURIComponent(id.toWellFormed()) : 'default')
            .replace(':property_name', encodeURIComponent(id.toWellFormed()) || 'x');
          const { method } = entry;
          const payload = entry.url.startsWith('/reconcile') ? posting : posted;
          const answer = await app.inject({
            method,
            url: `${path}?${asked}`,
            ...(method === 'POST'
              ? { payload, headers: contentType === undefined ? {} : { 'content-type': contentType } }
              : {}),
          });
          assert.ok(answer.statusCode < 500, `${answer.statusCode} ${answer.payload}`);
          if (answer.statusCode >= 400) assert.ok('detail' in answer.json(), answer.payload);
        },
      ),
      { numRuns: 300 },
    );
    await app.close();
  });
});

test('over a real socket: answers, and closes once what is under way is answered', async () => {
  const app = await createServer({ service: await fixtureService(), logTo: false });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await fetch(`${address}/match/default`, { method: 'POST', body: PERSON });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('x-batch-size'), '1');
  assert.equal(
    ((await answer.json()) as { responses: { q: { results: unknown[] } } }).responses.q.results.length,
    2,
  );
  const moved = await fetch(`${address}/entities/ofac-11`);
  assert.equal(moved.status, 200, 'the redirect was followed');
  assert.equal(((await moved.json()) as { id: string }).id, 'NK-anna');
  const long = await fetch(`${address}/search/default?q=${'a'.repeat(60_100)}`);
  assert.equal(long.status, 414);
  await app.close();
  await assert.rejects(fetch(`${address}/healthz`));
});
