import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { inviteFirstAdministrator, openAccess } from '../../src/server/auth/index.ts';
import { onBothStores, onEmbedded } from '../store/both-stores.ts';
import { CLIENT, type OpenIdProvider, startProvider } from './openid-provider.ts';
import { Browser, CHEAP, firstAdministrator, ORIGIN, type Service, startService } from './service.ts';

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };

onBothStores('sign-in with an OpenID provider', (database) => {
  let provider: OpenIdProvider;
  let service: Service;
  before(async () => {
    provider = await startProvider();
    service = await startService(database, {
      provider: {
        issuer: provider.issuer,
        clientId: CLIENT.id,
        clientSecret: CLIENT.secret,
        rolesClaim: 'realm_access.roles',
        roles: { 'Sanctions team': 'analyst', 'Sanctions heads': 'approver' },
      },
    });
  });
  after(async () => {
    await service.close();
    await provider.close();
  });
  beforeEach(() => {
    provider.behaviour = {
      claims: { name: 'Anna B', realm_access: { roles: ['Sanctions team', 'Canteen'] } },
    };
  });

  const begin = async (browser: Browser, returnTo = '/alerts?mine=1') => {
    const begun = await browser.send('GET', `/v1/session/provider?returnTo=${encodeURIComponent(returnTo)}`);
    assert.equal(begun.statusCode, 303, begun.body);
    return begun.headers.location!;
  };
  const back = async (browser: Browser, url: URL) => {
    assert.equal(url.origin, ORIGIN);
    const answer = await browser.send('GET', `${url.pathname}${url.search}`);
    assert.equal(answer.statusCode, 303, answer.body);
    return answer.headers.location!;
  };
  const enter = async (browser: Browser, returnTo?: string) =>
    await back(browser, await provider.agree(await begin(browser, returnTo)));
  const me = async (browser: Browser) => {
    const answer = await browser.send('GET', '/v1/me');
    return answer.statusCode === 200 ? answer.json() : undefined;
  };

  test('lets a person in with the roles of their groups, and knows them again', async () => {
    const browser = new Browser(service.app);
    assert.equal(await enter(browser), '/alerts?mine=1');
    const first = await me(browser);
    assert.deepEqual([first.name, first.roles], ['Anna B', ['analyst']]);
    const again = new Browser(service.app);
    provider.behaviour.claims = { ...provider.behaviour.claims, name: 'Anna Carlsen' };
    await enter(again);
    const second = await me(again);
    assert.deepEqual([second.id, second.name], [first.id, 'Anna Carlsen']);
    assert.ok((await me(browser)) !== undefined, 'a new name ends no session');
    provider.behaviour.claims = { realm_access: { roles: ['Sanctions heads'] } };
    const promoted = new Browser(service.app);
    await enter(promoted);
    assert.deepEqual((await me(promoted)).roles, ['approver']);
    assert.equal(await me(browser), undefined, 'new roles do');
  });

  test('sends nobody elsewhere', async () => {
    for (const path of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '',
    ]) {
      assert.equal(await enter(new Browser(service.app), path || '/'), '/', path);
    }
  });

  test('refuses an answer that does not hold', async () => {
    const lies: Record<string, () => void> = {
      'another nonce': () => {
        provider.behaviour.claims = { ...provider.behaviour.claims, nonce: 'other' };
      },
      'another audience': () => {
        provider.behaviour.claims = { ...provider.behaviour.claims, aud: 'somebody else' };
      },
      'another issuer': () => {
        provider.behaviour.claims = { ...provider.behaviour.claims, iss: 'https://evil.example' };
      },
      'a key that is not published': () => {
        provider.behaviour.foreignKey = true;
      },
      'no agreement': () => {
        provider.behaviour.denies = true;
      },
    };
    for (const [lie, tell] of Object.entries(lies)) {
      provider.behaviour = { claims: { realm_access: { roles: ['Sanctions team'] } } };
      tell();
      const browser = new Browser(service.app);
      assert.equal(await enter(browser), '/sign-in?problem=access%2Frefused', lie);
      assert.equal(await me(browser), undefined);
    }
  });

  test('refuses an answer to another browser, to another question, and twice', async () => {
    const refused = '/sign-in?problem=access%2Frefused';
    const victim = new Browser(service.app);
    const attackers = await provider.agree(await begin(new Browser(service.app)));
    assert.equal(await back(victim, attackers), refused, 'without a flow of its own');
    await begin(victim);
    assert.equal(await back(victim, attackers), refused, 'with another state');
    const browser = new Browser(service.app);
    const url = await provider.agree(await begin(browser));
    const flow = browser.cookies.get('__Host-riegel-flow')!;
    assert.equal(await back(browser, url), '/alerts?mine=1');
    browser.cookies.set('__Host-riegel-flow', flow);
    assert.equal(await back(browser, url), refused, 'twice');
    const late = new Browser(service.app);
    const answer = await provider.agree(await begin(late));
    service.clock.now += 10 * 60_000;
    assert.equal(await back(late, answer), refused, 'late');
    service.clock.now -= 10 * 60_000;
  });

  test('lets in nobody who has no role here, or who was shut out', async () => {
    provider.behaviour.claims = { sub: 'u2', realm_access: { roles: ['Canteen'] } };
    const browser = new Browser(service.app);
    assert.equal(await enter(browser), '/sign-in?problem=access%2Fno-role');
    provider.behaviour.claims = { sub: 'u2', realm_access: { roles: 'Sanctions team' } };
    await enter(browser);
    const { id } = await me(browser);
    const admin = await firstAdministrator(service);
    await admin.browser.send('PATCH', `/v1/people/${id}`, { disabled: true });
    assert.equal(await me(browser), undefined);
    assert.equal(await enter(browser), '/sign-in?problem=access%2Frefused');
    const roles = await admin.browser.send('PATCH', `/v1/people/${id}`, { roles: ['administrator'] });
    assert.equal(roles.json().code, 'access/from-provider');
    const link = await admin.browser.send('POST', `/v1/people/${id}/link`);
    assert.equal(link.statusCode, 404);
  });

  test('does not count as a way in for an administrator once it is gone', async () => {
    const { store, access } = service;
    const row = {
      ...{
        id: 'p-idp',
        login: '=p-idp',
        name: 'Ida',
        roles: ['administrator'],
        madeAt: 0,
        disabledAt: undefined,
      },
      provider: { issuer: `${provider.issuer}/`, subject: 'ida' },
    };
    await store.tables.people.add(row);
    assert.equal(await inviteFirstAdministrator(access), undefined);
    const all = await store.tables.people.readAll();
    for (const { id, enrolled } of all) if (enrolled) await store.tables.people.change(id, { disabledAt: 1 });
    assert.equal(await inviteFirstAdministrator(access), undefined);
    const without = await openAccess({
      store,
      journal: service.journal,
      keys: service.keys,
      origin: ORIGIN,
      passwordCost: CHEAP,
    });
    assert.ok((await inviteFirstAdministrator(without))?.url.startsWith(ORIGIN));
    await without.close();
  });

  test('ends a session here, and says where the provider ends its own', async () => {
    const browser = new Browser(service.app);
    await enter(browser);
    const { next } = (await browser.send('DELETE', '/v1/session')).json();
    const url = new URL(next);
    assert.equal(`${url.origin}${url.pathname}`, `${provider.issuer}/end`);
    assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${ORIGIN}/sign-in`);
    assert.equal(await me(browser), undefined);
  });

  test('ends what the provider ends, by session or by person, and believes nobody else', async () => {
    const order = async (token: string) => {
      const answer = await service.app.inject({
        ...{ method: 'POST', url: '/v1/session/provider/logout' },
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ logout_token: token }).toString(),
      });
      return answer.statusCode;
    };
    const browsers = [new Browser(service.app), new Browser(service.app), new Browser(service.app)] as const;
    const sessions = [
      ['u7', 's1'],
      ['u7', 's2'],
      ['u8', 's3'],
    ];
    for (const [i, [sub, sid]] of sessions.entries()) {
      provider.behaviour.claims = { sub: sub!, sid, realm_access: { roles: ['Sanctions team'] } };
      await enter(browsers[i]!);
    }
    const open = async () => {
      const found = [];
      for (const browser of browsers) found.push((await me(browser)) !== undefined);
      return found;
    };
    const jti = 'j1';
    const { logoutToken } = provider;
    assert.equal(await order(await logoutToken({ jti, sid: 's1' })), 400, 'no event');
    assert.equal(
      await order(await logoutToken({ jti, sid: 's1', events: EVENTS, nonce: 'n' })),
      400,
      'an ID token',
    );
    assert.equal(await order(await logoutToken({ jti, sid: 's1', events: EVENTS, aud: 'x' })), 400);
    assert.equal(await order(await logoutToken({ sid: 's1', events: EVENTS })), 400, 'no jti');
    assert.equal(await order('x.y.z'), 400);
    provider.behaviour.foreignKey = true;
    assert.equal(await order(await logoutToken({ jti, sid: 's1', events: EVENTS })), 400);
    provider.behaviour.foreignKey = false;
    assert.deepEqual(await open(), [true, true, true]);
    assert.equal(await order(await logoutToken({ jti, sid: 's1', events: EVENTS })), 200);
    assert.deepEqual(await open(), [false, true, true]);
    assert.equal(await order(await logoutToken({ jti, sub: 'u7', events: EVENTS })), 200);
    assert.deepEqual(await open(), [false, false, true]);
  });
});

onEmbedded('a service whose OpenID provider is away', (database) => {
  test('starts, and says so when somebody wants to sign in', async () => {
    const provider = { issuer: 'http://127.0.0.1:9', clientId: 'x', rolesClaim: 'groups', roles: {} };
    const service = await startService(database, { provider });
    const answer = await service.app.inject('/v1/session/provider');
    assert.deepEqual([answer.statusCode, answer.json().code], [502, 'access/provider-failed']);
    await service.close();
  });

  test('without one, says so too; and an issuer that could be read on the way is refused', async () => {
    const service = await startService(database);
    const answer = await service.app.inject('/v1/session/provider');
    assert.deepEqual([answer.statusCode, answer.json().code], [404, 'access/no-provider']);
    await service.close();
    const provider = { issuer: 'http://idp.example', clientId: 'x', rolesClaim: 'groups', roles: {} };
    const store = await database.open();
    await assert.rejects(startService(database, { provider, store }), { code: 'access/bad-provider' });
    await store.close();
  });
});
