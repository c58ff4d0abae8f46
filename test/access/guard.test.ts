import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import fastify from 'fastify';
import {
  ACCESS_ROUTES,
  authPlugin,
  type GuardedRoute,
  openAccess,
  type Role,
  walkRoutes,
} from '../../src/server/auth/index.ts';
import { onBothStores, onEmbedded } from '../store/both-stores.ts';
import {
  addPerson,
  Browser,
  CHEAP,
  codeOf,
  firstAdministrator,
  ORIGIN,
  PASSWORD,
  type Service,
  type SignedIn,
  signIn,
  startService,
} from './service.ts';

const ROLES: readonly Role[] = ['analyst', 'approver', 'officer', 'auditor', 'list-manager', 'administrator'];
const OTHERS: readonly Role[] = ROLES.slice(0, -1);

const OWN: readonly GuardedRoute[] = [
  { method: 'GET', url: '/open', access: 'open' },
  { method: 'POST', url: '/decide/:id', access: 'alerts.decide' },
  { method: 'GET', url: '/lists/*', access: 'lists.read' },
  { method: 'PUT', url: '/lists/*', access: 'lists.read' },
];
const TABLE = [...ACCESS_ROUTES, ...OWN];

onEmbedded('the guard', (database) => {
  let service: Service;
  let admin: SignedIn;
  const people = new Map<Role, SignedIn>();
  before(async () => {
    service = await startService(database, {
      table: OWN,
      routes(app) {
        app.get('/open', async () => ({}));
        app.post('/decide/:id', async () => ({}));
        app.register(async (scope) => {
          scope.route({
            method: ['GET', 'PUT'],
            url: '/lists/*',
            handler: async () => ({}),
          });
        });
      },
    });
    admin = await firstAdministrator(service);
    people.set('administrator', admin);
    for (const role of OTHERS) people.set(role, await addPerson(service, admin, role, [role]));
  });
  after(async () => await service.close());

  const headersOf = (role: Role) => ({
    cookie: `__Host-riegel-session=${people.get(role)!.browser.session}`,
    origin: ORIGIN,
    'x-riegel-request': '1',
  });

  test('lets every role into every route that the table gives it, and into no other', async () => {
    const { app } = service;
    assert.deepEqual(await walkRoutes(app, TABLE, headersOf), []);
  });

  test('is seen through by the walk where it does not do as the table says', async () => {
    const { app } = service;
    const table = TABLE.map((route) =>
      route.url === '/open' ? { ...route, access: 'signed-in' as const } : route,
    );
    const wrong = table.map((route) =>
      route.url === '/decide/:id' ? { ...route, access: 'alerts.read' as const } : route,
    );
    const gone = { method: 'GET', url: '/gone', access: 'open' } as const;
    const found = await walkRoutes(app, [...wrong, gone], headersOf);
    assert.deepEqual(
      found.map(({ route, as, expected, answered }) => [route.url, as, expected, answered]),
      [
        ['/open', 'nobody', 401, 200],
        ['/decide/:id', 'auditor', 'allowed', 403],
        ...['nobody', ...ROLES].map((as) => ['/gone', as, 'allowed', 'missing']),
      ],
    );
  });

  test('walks without changing anything', async () => {
    const { size } = (await service.store.tables.journal.readHead())!;
    await walkRoutes(service.app, TABLE, headersOf);
    assert.equal((await service.store.tables.journal.readHead())!.size, size);
  });

  test('refuses a route that does not say who may use it', async () => {
    const app = fastify();
    await app.register(authPlugin(service.access, []));
    assert.throws(() => app.get('/forgotten', async () => ({})), { code: 'access/unguarded-route' });
    await app.close();
  });

  test('refuses what another site makes the browser send', async () => {
    const { browser } = admin;
    const post = (headers: Record<string, string>) =>
      browser.send('POST', '/v1/people', { login: 'mallory', name: 'M', roles: ['administrator'] }, headers);
    const cases: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://riegel.example.evil.example' },
      { origin: 'http://riegel.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of cases) {
      const answer = await post(headers);
      assert.equal(answer.statusCode, 403, JSON.stringify(headers));
      assert.equal(answer.json().code, 'access/cross-site');
    }
    const bare = await service.app.inject({
      ...{ method: 'POST', url: '/v1/people', payload: {} },
      headers: { cookie: `__Host-riegel-session=${browser.session}`, origin: ORIGIN },
    });
    assert.equal(bare.json().code, 'access/cross-site', 'without the header that only our pages send');
    const signInFromElsewhere = await new Browser(service.app).send(
      ...([
        'POST',
        '/v1/session',
        { login: 'a', password: 'b', code: 'c' },
        { origin: 'https://evil.example' },
      ] as const),
    );
    assert.equal(signInFromElsewhere.json().code, 'access/cross-site', 'nor into another’s session');
    assert.equal((await browser.send('GET', '/v1/people')).body.includes('mallory'), false);
  });

  test('gives cookies that scripts, other hosts and plain connections do not get', async () => {
    const answer = await signIn(service, admin);
    const cookies = [answer.headers['set-cookie']].flat() as string[];
    assert.equal(cookies.length, 2);
    for (const cookie of cookies) {
      assert.match(cookie, /^__Host-riegel-(session|device)=/);
      for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
        assert.ok(cookie.includes(part), part);
      assert.ok(!/Domain=/i.test(cookie));
    }
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  test('is not opened under an address where a password could be read on the way', async () => {
    const { store, journal, keys } = service;
    for (const origin of ['http://riegel.example', 'ftp://x', 'nonsense', '']) {
      await assert.rejects(openAccess({ store, journal, keys, origin }), { code: 'access/insecure-origin' });
    }
  });

  test('makes short work of a key: no query, no promise', async () => {
    const wish = { name: 'fast', scopes: ['screen'], days: 1 };
    const { secret } = (await admin.browser.send('POST', '/v1/keys', wish)).json();
    const actor = service.access.directory.keyActor(secret);
    assert.ok(!(actor instanceof Promise) && actor?.kind === 'key');
  });

  test('gives cookies plain names on this machine without TLS, where browsers refuse the others', async () => {
    const { store, journal, keys, clock } = service;
    const origin = 'http://127.0.0.1:8080';
    const own = { store, journal, keys, origin, passwordCost: CHEAP, now: () => clock.now };
    const access = await openAccess(own);
    const app = fastify();
    await app.register(authPlugin(access, []));
    clock.now += 30_000;
    const answer = await app.inject({
      ...{ method: 'POST', url: '/v1/session', headers: { origin } },
      payload: { login: 'admin', password: PASSWORD, code: codeOf(admin.totp, clock.now) },
    });
    const [cookie] = [answer.headers['set-cookie']].flat();
    assert.match(String(cookie), /^riegel-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    await app.close();
    await access.close();
  });

  test('answers anything that is sent, and never with an error of the service', async () => {
    const body = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.dictionary(
        fc.constantFrom(
          'login',
          'password',
          'code',
          'secret',
          'name',
          'roles',
          'scopes',
          'days',
          'current',
          'id',
        ),
        fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.string({ unit: 'binary' })),
      ),
    );
    const id = fc.constantFrom('x', '%00', '%f0%9f%98%80', 'a'.repeat(64), '..%2f');
    const routes = ACCESS_ROUTES.filter(({ method, url }) => method !== 'DELETE' || url !== '/v1/session');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), id, body, async ({ method, url }, name, payload) => {
        const answer = await admin.browser.send(
          ...([
            method as 'POST',
            url.replace(':id', name),
            method === 'GET' ? undefined : (payload as object),
          ] as const),
        );
        assert.ok(answer.statusCode < 500, `${method} ${url} ${JSON.stringify(payload)}: ${answer.body}`);
      }),
      { numRuns: 300 },
    );
    assert.equal((await admin.browser.send('GET', '/v1/me')).statusCode, 200);
  });

  test('refuses who comes too often from one address before the store is asked', async () => {
    const browser = new Browser(service.app, '198.51.100.200');
    const { size } = (await service.store.tables.journal.readHead())!;
    const seen: number[] = [];
    for (let i = 0; i < 61; i++) seen.push((await browser.send('POST', '/v1/session', {})).statusCode);
    assert.deepEqual(new Set(seen.slice(0, 60)), new Set([400]));
    assert.equal(seen.at(-1), 429);
    assert.equal((await service.store.tables.journal.readHead())!.size, size);
  });
});

onBothStores('the brake on guesses', (database) => {
  let service: Service;
  let admin: SignedIn;
  before(async () => {
    service = await startService(database);
    admin = await firstAdministrator(service);
  });
  after(async () => await service.close());

  const guess = (login: string, address: string, browser = new Browser(service.app, address)) =>
    browser.send('POST', '/v1/session', { login, password: 'a guess', code: '000000' });

  test('slows down guesses at one login from many addresses, whether or not it is somebody’s', async () => {
    const seen: Record<string, number[]> = {};
    for (const login of ['admin', 'nobody']) {
      seen[login] = [];
      for (let i = 0; i < 7; i++) seen[login].push((await guess(login, `203.0.113.${i}`)).statusCode);
    }
    assert.deepEqual(seen.admin, [401, 401, 401, 401, 401, 429, 429]);
    assert.deepEqual(seen.nobody, seen.admin);
    const answer = await guess('admin', '203.0.113.99');
    assert.equal(answer.json().code, 'access/blocked');
    assert.equal(answer.headers['retry-after'], '1');
  });

  test('waits longer each time, an hour at most, and forgets', async () => {
    let waited = 0;
    for (let i = 0; i < 15; i++) {
      const answer = await guess('admin', `198.51.100.${i}`);
      if (answer.statusCode === 429) {
        const seconds = Number(answer.headers['retry-after']);
        assert.ok(seconds >= waited && seconds <= 3_600);
        waited = seconds;
        service.clock.now += seconds * 1_000;
      }
    }
    assert.ok(waited > 30);
    service.clock.now += 25 * 3_600_000;
    assert.equal((await guess('admin', '198.51.100.50')).statusCode, 401);
  });

  test('does not shut out the owner on a device that is known', async () => {
    assert.equal((await signIn(service, admin, admin.browser)).statusCode, 200);
    for (let i = 0; i < 8; i++) await guess('admin', `203.0.113.${i}`);
    assert.equal((await guess('admin', '203.0.113.9')).statusCode, 429);
    assert.equal((await signIn(service, admin, admin.browser)).statusCode, 200);
  });

  test('knows a device for its own login only, and slows down guesses from it as well', async () => {
    const device = admin.browser.cookies.get('__Host-riegel-device')!;
    const stolen = new Browser(service.app, '203.0.113.77');
    stolen.cookies.set('__Host-riegel-device', device);
    const seen: number[] = [];
    for (let i = 0; i < 6; i++) seen.push((await guess('admin', '', stolen)).statusCode);
    assert.deepEqual(seen, [401, 401, 401, 401, 401, 429]);
    for (let i = 0; i < 8; i++) await guess('other', `203.0.113.${i}`);
    assert.equal((await guess('other', '', stolen)).statusCode, 429);
  });

  test('slows down one address, and takes a network of IPv6 for one', async () => {
    service.clock.now += 3 * 3_600_000;
    let refused = 0;
    for (let i = 0; i < 40; i++) {
      const answer = await guess(`login${i}`, `2001:db8:1:2::${i.toString(16)}`);
      if (answer.statusCode === 429) refused++;
    }
    assert.equal(refused, 10);
    assert.equal((await guess('login99', '2001:db8:1:3::1')).statusCode, 401, 'the neighbour is free');
  });

  test('counts guesses that come at once', async () => {
    service.clock.now += 25 * 3_600_000;
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => guess('admin', `203.0.113.${i}`)));
    assert.equal(answers.filter(({ statusCode }) => statusCode === 401).length, 5);
  });

  test('takes about as long for a login that nobody has', async () => {
    const dear = { memory: 4_096, passes: 2, lanes: 1 };
    const { store, journal, keys, clock } = service;
    clock.now += 25 * 3_600_000;
    const access = await openAccess({
      store,
      journal,
      keys,
      origin: ORIGIN,
      passwordCost: dear,
      now: () => clock.now,
    });
    const app = fastify();
    await app.register(authPlugin(access, []));
    // The stored password is brought to the new cost by a good sign-in.
    assert.equal((await signIn({ ...service, app }, admin)).statusCode, 200);
    const timeOf = async (login: string) => {
      const times: number[] = [];
      for (let i = 0; i < 4; i++) {
        const begun = performance.now();
        const payload = { login, password: 'a guess', code: '000000' };
        await new Browser(app, `192.0.2.${i}`).send('POST', '/v1/session', payload);
        times.push(performance.now() - begun);
      }
      return times.toSorted((a, b) => a - b)[1]!;
    };
    const [known, unknown] = [await timeOf('admin'), await timeOf('nobody-at-all')];
    assert.ok(unknown > known / 3 && known > unknown / 3, `${known} ms, ${unknown} ms`);
    await app.close();
    await access.close();
  });
});
