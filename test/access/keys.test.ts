import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openAccess } from '../../src/server/auth/index.ts';
import { onBothStores, onServer } from '../store/both-stores.ts';
import {
  addPerson,
  CHEAP,
  firstAdministrator,
  ORIGIN,
  type Service,
  type SignedIn,
  startService,
} from './service.ts';

const DAY = 24 * 3_600_000;

onBothStores('API keys', (database) => {
  let service: Service;
  let admin: SignedIn;
  before(async () => {
    service = await startService(database, {
      table: [
        { method: 'GET', url: '/who', access: 'screen' },
        { method: 'POST', url: '/write', access: 'customers.write' },
      ],
      routes(app) {
        app.get('/who', async ({ actor }) => ({
          kind: actor!.kind,
          person: actor!.person,
          permissions: [...actor!.permissions],
        }));
        app.post('/write', async () => ({}));
      },
    });
    admin = await firstAdministrator(service);
  });
  after(async () => await service.close());

  const make = async (by: SignedIn, scopes: readonly string[], days = 30) =>
    await by.browser.send('POST', '/v1/keys', { name: 'payments', scopes, days });
  const secretOf = async (by: SignedIn, scopes: readonly string[]) =>
    (await make(by, scopes)).json<{ secret: string; key: { id: string } }>();
  const who = (secret: string, scheme = 'Bearer') =>
    service.app.inject({ url: '/who', headers: { authorization: `${scheme} ${secret}` } });

  test('are shown once, and open what their scopes say', async () => {
    const { secret, key } = await secretOf(admin, ['screen', 'lists.read']);
    const answer = await who(secret);
    assert.equal(answer.statusCode, 200, answer.body);
    const { permissions, ...actor } = answer.json();
    assert.deepEqual(actor, { kind: 'key', person: admin.id });
    assert.deepEqual(permissions.toSorted(), ['lists.read', 'screen']);
    const listed = await admin.browser.send('GET', '/v1/keys');
    assert.ok(listed.body.includes(key.id) && !listed.body.includes(secret.slice(-43)));
    const write = await service.app.inject({
      method: 'POST',
      url: '/write',
      headers: { authorization: `Bearer ${secret}` },
    });
    assert.equal(write.statusCode, 403);
    assert.equal(write.json().permission, 'customers.write');
  });

  test('are refused where they are wrong, in the way that RFC 6750 says', async () => {
    const { secret } = await secretOf(admin, ['screen']);
    const wrong = [
      secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A'),
      secret.replace(/_[a-z2-7]{12}_/, '_aaaaaaaaaaaa_'),
      'riegel_',
      'x'.repeat(5_000),
    ];
    for (const text of wrong) {
      const answer = await who(text);
      assert.equal(answer.statusCode, 401);
      assert.equal(answer.headers['www-authenticate'], 'Bearer realm="riegel", error="invalid_token"');
    }
    const none = await service.app.inject('/who');
    assert.equal(none.statusCode, 401);
    assert.equal(none.headers['www-authenticate'], 'Bearer realm="riegel"');
    const besides = await admin.browser.send('GET', '/v1/me', undefined, {
      authorization: `Bearer ${wrong[0]}`,
    });
    assert.equal(besides.statusCode, 401, 'a wrong key is not made good by a cookie');
  });

  test('have no scope that their maker lacks or that is for people only, and live for days that are counted', async () => {
    for (const scopes of [['alerts.read'], ['people.manage'], ['alerts.decide'], ['no.such'], []]) {
      const answer = await make(admin, scopes);
      assert.ok([400, 422].includes(answer.statusCode), `${scopes}: ${answer.statusCode}`);
    }
    for (const days of [0, 401, 1.5]) {
      assert.equal((await make(admin, ['screen'], days)).statusCode, 400);
    }
    const { secret } = await secretOf(admin, ['people.read', 'keys.read']);
    const headers = { authorization: `Bearer ${secret}` };
    const read = await service.app.inject({ url: '/v1/keys', headers });
    assert.equal(read.statusCode, 200, 'a key may read');
    const payload = { name: 'x', scopes: ['screen'], days: 1 };
    const breed = await service.app.inject({ method: 'POST', url: '/v1/keys', headers, payload });
    assert.equal(breed.statusCode, 403, 'and never make another');
  });

  test('are revoked at once', async () => {
    const { secret, key } = await secretOf(admin, ['screen']);
    assert.equal((await who(secret)).statusCode, 200);
    assert.equal((await admin.browser.send('DELETE', `/v1/keys/${key.id}`)).statusCode, 204);
    assert.equal((await who(secret)).statusCode, 401);
    assert.equal((await admin.browser.send('DELETE', `/v1/keys/${key.id}`)).statusCode, 404);
  });

  test('are not in force where the revocation could not be read back', async () => {
    const { secret, key } = await secretOf(admin, ['screen']);
    const { apiKeys } = service.store.tables;
    const { version } = apiKeys;
    Object.assign(apiKeys, { version: () => Promise.reject(new Error('away')) });
    assert.equal((await admin.browser.send('DELETE', `/v1/keys/${key.id}`)).statusCode, 500);
    assert.equal((await who(secret)).statusCode, 500, 'nobody comes in');
    Object.assign(apiKeys, { version });
    assert.equal((await who(secret)).statusCode, 401);
  });

  test('are rotated: both work for a while, then the new one alone', async () => {
    const { secret, key } = await secretOf(admin, ['screen']);
    const rotated = await admin.browser.send('POST', `/v1/keys/${key.id}/rotate`, { overlapHours: 0.25 });
    assert.equal(rotated.statusCode, 201, rotated.body);
    const next = rotated.json<{ secret: string; key: { replaces: string; scopes: string[] } }>();
    assert.equal(next.key.replaces, key.id);
    assert.deepEqual(next.key.scopes, ['screen']);
    assert.deepEqual([(await who(secret)).statusCode, (await who(next.secret)).statusCode], [200, 200]);
    service.clock.now += 0.25 * 3_600_000;
    assert.deepEqual([(await who(secret)).statusCode, (await who(next.secret)).statusCode], [401, 200]);
    const again = await admin.browser.send('POST', `/v1/keys/${key.id}/rotate`, { overlapHours: 1 });
    assert.equal(again.json().code, 'access/not-in-force');
  });

  test('lose what their owner loses, and all when the owner may not come in', async () => {
    const bert = await addPerson(service, admin, 'bert', ['administrator', 'auditor']);
    const { secret } = await secretOf(bert, ['screen', 'alerts.read']);
    assert.ok((await who(secret)).json().permissions.includes('alerts.read'));
    await admin.browser.send('PATCH', `/v1/people/${bert.id}`, { roles: ['administrator'] });
    assert.deepEqual((await who(secret)).json().permissions, ['screen']);
    await admin.browser.send('PATCH', `/v1/people/${bert.id}`, { disabled: true });
    assert.equal((await who(secret)).statusCode, 401);
  });

  test('know when they were used, to the minute', async () => {
    const { secret, key } = await secretOf(admin, ['screen']);
    const used = async () => {
      await service.access.close();
      return (await service.store.tables.apiKeys.find(key.id))!.usedAt;
    };
    assert.equal(await used(), undefined);
    const first = service.clock.now;
    await who(secret);
    assert.equal(await used(), first);
    service.clock.now += 59_000;
    await who(secret);
    assert.equal(await used(), first);
    service.clock.now += 1_000;
    await who(secret);
    assert.equal(await used(), service.clock.now);
  });

  test('expire', async () => {
    const { secret } = await secretOf(admin, ['screen']);
    service.clock.now += 30 * DAY - 1;
    assert.equal((await who(secret)).statusCode, 200);
    service.clock.now += 1;
    assert.equal((await who(secret)).statusCode, 401);
  });
});

onServer('a second process', (database) => {
  let service: Service;
  let admin: SignedIn;
  before(async () => {
    service = await startService(database);
    admin = await firstAdministrator(service);
  });
  after(async () => await service.close());

  test('hears within a second that a key or a session is no more, also when it was done by hand', async () => {
    const { store, journal, keys, clock } = service;
    const other = await openAccess({
      store,
      journal,
      keys,
      origin: ORIGIN,
      passwordCost: CHEAP,
      now: () => clock.now,
    });
    const wish = { name: 'x', scopes: ['screen'], days: 2 };
    const made = (await admin.browser.send('POST', '/v1/keys', wish)).json();
    const isKnown = async () => (await other.directory.keyActor(made.secret)) !== undefined;
    const isSignedIn = async () => (await other.directory.sessionActor(admin.browser.session!)) !== undefined;
    clock.now += 1_000;
    assert.deepEqual([await isKnown(), await isSignedIn()], [true, true]);
    await admin.browser.send('DELETE', `/v1/keys/${made.key.id}`);
    await store.tables.sessions.end(admin.id);
    clock.now += 1_000;
    assert.deepEqual([await isKnown(), await isSignedIn()], [false, false]);
    await other.close();
  });

  test('lets nobody in where the database cannot be asked', async () => {
    const { store, journal, keys, clock } = service;
    const apiKeys = { ...store.tables.apiKeys };
    const broken = { ...store, tables: { ...store.tables, apiKeys } };
    const other = await openAccess({
      ...{ store: broken, journal, keys, origin: ORIGIN, passwordCost: CHEAP, now: () => clock.now },
    });
    apiKeys.version = async () => {
      throw Object.assign(new Error('away'), { code: 'store/unreachable' });
    };
    clock.now += 1_000;
    await assert.rejects(async () => await other.directory.keyActor('riegel_x'), {
      code: 'store/unreachable',
    });
    await other.close();
  });
});
