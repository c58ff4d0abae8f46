import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inviteFirstAdministrator, makeLinkForLogin } from '../../src/server/auth/index.ts';
import { onBothStores } from '../store/both-stores.ts';
import {
  addPerson,
  Browser,
  codeOf,
  enrol,
  firstAdministrator,
  PASSWORD,
  type Service,
  type SignedIn,
  signIn,
  startService,
} from './service.ts';

const REFUSED = { status: 401, code: 'access/refused' };

onBothStores('people', (database) => {
  let service: Service;
  let admin: SignedIn;
  before(async () => {
    service = await startService(database);
  });
  after(async () => await service.close());

  const problem = (answer: { json(): unknown; headers: object }) => {
    assert.match((answer.headers as Record<string, string>)['content-type']!, /^application\/problem\+json/);
    const { status, code } = answer.json() as { status: number; code: string };
    return { status, code };
  };

  test('the first administrator comes in by a link that works once, the latest only', async () => {
    const invite = () => inviteFirstAdministrator(service.access);
    const [lost] = await Promise.all([invite(), invite()]);
    assert.equal((await service.store.tables.people.readAll()).length, 1, 'two processes that start at once');
    const link = (await inviteFirstAdministrator(service.access))!;
    assert.ok(link.url.startsWith('https://riegel.example/sign-in#'));
    const browser = new Browser(service.app);
    const enter = (url: string) =>
      browser.send('POST', '/v1/session/link', { secret: new URL(url).hash.slice(1) });
    assert.deepEqual(problem(await enter(lost!.url)), REFUSED);
    assert.equal((await enter(link.url)).statusCode, 200);
    assert.deepEqual(problem(await enter(link.url)), REFUSED);
    assert.equal((await browser.send('GET', '/v1/me')).json().level, 'enrolling');
    const denied = await browser.send('GET', '/v1/people');
    assert.deepEqual(problem(denied), { status: 403, code: 'access/forbidden' });
  });

  test('a link expires', async () => {
    const link = (await inviteFirstAdministrator(service.access))!;
    service.clock.now += 24 * 3_600_000;
    const answer = await new Browser(service.app).send('POST', '/v1/session/link', {
      secret: new URL(link.url).hash.slice(1),
    });
    assert.deepEqual(problem(answer), REFUSED);
  });

  test('with password and second factor set, the session is another and may do what the role may', async () => {
    admin = await firstAdministrator(service);
    assert.equal(await inviteFirstAdministrator(service.access), undefined);
    const me = (await admin.browser.send('GET', '/v1/me')).json();
    assert.equal(me.level, 'full');
    assert.deepEqual(me.roles, ['administrator']);
    assert.ok(me.permissions.includes('people.manage'));
    assert.equal(admin.recoveryCodes.length, 10);
  });

  test('a code counts once, and a wrong password, code or login is answered alike', async () => {
    const first = await signIn(service, admin);
    assert.equal(first.statusCode, 200, first.body);
    const browser = new Browser(service.app);
    const attempt = (change: object) =>
      browser.send('POST', '/v1/session', {
        ...{ login: 'admin', password: PASSWORD, code: codeOf(admin.totp, service.clock.now) },
        ...change,
      });
    const answers = [
      await attempt({}),
      await attempt({ password: `${PASSWORD}!` }),
      await attempt({ code: '000000' }),
      await attempt({ login: 'nobody' }),
    ];
    for (const answer of answers) assert.deepEqual(problem(answer), REFUSED);
    const told = answers.map((answer) => JSON.stringify({ ...answer.json(), instance: '' }));
    assert.equal(new Set(told).size, 1);
    assert.ok(answers[0]!.headers['www-authenticate']);
    assert.equal(browser.session, undefined);
  });

  test('two sign-ins with one code at once: one comes in', async () => {
    await signIn(service, admin);
    service.clock.now += 60_000;
    const code = codeOf(admin.totp, service.clock.now);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        new Browser(service.app).send('POST', '/v1/session', { login: 'admin', password: PASSWORD, code }),
      ),
    );
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 401, 401]);
  });

  test('a recovery code stands in for the app, once', async () => {
    const attempt = () =>
      new Browser(service.app).send('POST', '/v1/session', {
        login: 'ADMIN ',
        password: PASSWORD,
        code: admin.recoveryCodes[0]!.toUpperCase(),
      });
    assert.equal((await attempt()).statusCode, 200);
    assert.deepEqual(problem(await attempt()), REFUSED);
  });

  test('people are let in, found, renamed, given roles and shut out', async () => {
    const anna = await addPerson(service, admin, 'anna', ['analyst']);
    const { browser } = admin;
    const twice = await browser.send('POST', '/v1/people', { login: 'Anna', name: 'x', roles: [] });
    assert.deepEqual(problem(twice), { status: 409, code: 'access/login-taken' });
    const listed = (await browser.send('GET', '/v1/people?limit=1')).json();
    assert.equal(listed.items.length, 1);
    const rest = (await browser.send('GET', `/v1/people?cursor=${listed.cursor}`)).json();
    assert.equal(rest.items.length, 1);
    assert.equal(rest.cursor, undefined);

    const change = await browser.send('PATCH', `/v1/people/${anna.id}`, {
      name: 'Anna B',
      roles: ['auditor'],
    });
    assert.equal(change.statusCode, 200, change.body);
    assert.equal(
      (await anna.browser.send('GET', '/v1/me')).statusCode,
      401,
      'her session ended with her role',
    );
    assert.equal((await signIn(service, anna, anna.browser)).statusCode, 200);
    assert.deepEqual((await anna.browser.send('GET', '/v1/me')).json().roles, ['auditor']);

    await browser.send('PATCH', `/v1/people/${anna.id}`, { disabled: true });
    assert.equal((await anna.browser.send('GET', '/v1/me')).statusCode, 401);
    assert.deepEqual(problem(await signIn(service, anna)), REFUSED);
    await browser.send('PATCH', `/v1/people/${anna.id}`, { disabled: false });
    assert.equal((await signIn(service, anna)).statusCode, 200);
  });

  test('somebody is always left to manage people, also when two shut each other out at once', async () => {
    const last = await admin.browser.send('PATCH', `/v1/people/${admin.id}`, { roles: ['analyst'] });
    assert.deepEqual(problem(last), { status: 409, code: 'access/last-administrator' });
    const bert = await addPerson(service, admin, 'bert', ['administrator']);
    const answers = await Promise.all([
      admin.browser.send('PATCH', `/v1/people/${bert.id}`, { disabled: true }),
      bert.browser.send('PATCH', `/v1/people/${admin.id}`, { disabled: true }),
    ]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 409]);
    const left = answers[0]!.statusCode === 200 ? admin : bert;
    const other = left === admin ? bert : admin;
    await left.browser.send('PATCH', `/v1/people/${other.id}`, { disabled: false });
    await signIn(service, admin, admin.browser);
  });

  test('a person changes the password with the old one and a code, and every other session ends', async () => {
    const cara = await addPerson(service, admin, 'cara', ['approver']);
    const elsewhere = new Browser(service.app);
    assert.equal((await signIn(service, cara, elsewhere)).statusCode, 200);
    service.clock.now += 30_000;
    const before = cara.browser.session;
    const change = (current: object) =>
      cara.browser.send('PUT', '/v1/me/password', { current, password: 'another good password' });
    const code = codeOf(cara.totp, service.clock.now);
    assert.deepEqual(problem(await change({ password: 'wrong', code })), REFUSED);
    assert.equal((await change({ password: PASSWORD, code })).statusCode, 204);
    assert.notEqual(cara.browser.session, before);
    assert.equal((await cara.browser.send('GET', '/v1/me')).statusCode, 200);
    assert.equal((await elsewhere.send('GET', '/v1/me')).statusCode, 401);
    assert.deepEqual(problem(await signIn(service, cara)), REFUSED);
  });

  test('a new second factor needs the old one, and short passwords are refused', async () => {
    const dora = await addPerson(service, admin, 'dora', ['analyst']);
    service.clock.now += 30_000;
    const none = await dora.browser.send('POST', '/v1/me/enrolment', {});
    assert.deepEqual(problem(none), REFUSED);
    const early = await dora.browser.send('PUT', '/v1/me/enrolment', { password: PASSWORD, code: '123456' });
    assert.deepEqual(problem(early), { status: 409, code: 'access/not-begun' });
    const code = codeOf(dora.totp, service.clock.now);
    const begun = await dora.browser.send('POST', '/v1/me/enrolment', {
      current: { password: PASSWORD, code },
    });
    const { secret, uri } = begun.json<{ secret: string; uri: string }>();
    assert.ok(uri.includes(`secret=${secret}`) && uri.includes('dora'));
    const finish = (password: string, now: number) =>
      dora.browser.send('PUT', '/v1/me/enrolment', { password, code: codeOf(secret, now) });
    const { now } = service.clock;
    assert.equal((await finish('short', now)).json().code, 'access/bad-password');
    assert.equal((await finish(PASSWORD, now - 300_000)).json().code, 'access/bad-code');
    assert.equal((await finish(PASSWORD, now)).statusCode, 200);
    assert.equal((await signIn(service, { ...dora, totp: secret })).statusCode, 200);
  });

  test('a person sees and ends own sessions, and signs out', async () => {
    const emil = await addPerson(service, admin, 'emil', ['officer']);
    const elsewhere = new Browser(service.app, '198.51.100.7');
    await signIn(service, emil, elsewhere);
    const { items } = (await emil.browser.send('GET', '/v1/me/sessions')).json();
    assert.equal(items.length, 2);
    const other = items.find(({ current }: { current: boolean }) => !current);
    assert.equal(other.address, '198.51.100.7');
    assert.equal((await emil.browser.send('DELETE', `/v1/me/sessions/${other.id}`)).statusCode, 204);
    assert.equal((await elsewhere.send('GET', '/v1/me')).statusCode, 401);
    const again = await emil.browser.send('DELETE', `/v1/me/sessions/${other.id}`);
    assert.deepEqual(problem(again), { status: 404, code: 'access/no-such' });
    assert.equal((await emil.browser.send('DELETE', '/v1/session')).statusCode, 200);
    assert.equal(emil.browser.session, undefined);
  });

  test('a session ends when it is not used, and at last in any case', async () => {
    const fred = await addPerson(service, admin, 'fred', ['officer']);
    const me = async () => (await fred.browser.send('GET', '/v1/me')).statusCode;
    for (let halfHours = 0; halfHours < 24; halfHours++) {
      assert.equal(await me(), 200, `${halfHours} half hours`);
      service.clock.now += 30 * 60_000 - 1;
    }
    service.clock.now += 24;
    assert.equal(await me(), 401, 'after twelve hours');
    await signIn(service, fred, fred.browser);
    service.clock.now += 30 * 60_000;
    assert.equal(await me(), 401, 'after half an hour without a request');
    await signIn(service, admin, admin.browser);
  });

  test('an administrator sends a new link, and what was there works until it is used to the end', async () => {
    const gina = await addPerson(service, admin, 'gina', ['analyst']);
    const { url } = (await admin.browser.send('POST', `/v1/people/${gina.id}/link`)).json();
    assert.equal((await signIn(service, gina)).statusCode, 200);
    const browser = new Browser(service.app);
    await browser.send('POST', '/v1/session/link', { secret: new URL(url).hash.slice(1) });
    const { secret } = (await browser.send('POST', '/v1/me/enrolment', {})).json();
    const code = codeOf(secret, service.clock.now);
    await browser.send('PUT', '/v1/me/enrolment', { password: 'a wholly new password', code });
    assert.equal((await gina.browser.send('GET', '/v1/me')).statusCode, 401);
    assert.deepEqual(problem(await signIn(service, gina)), REFUSED);
  });

  test('who runs the machine makes a link for a login, when nobody else is left to', async () => {
    const { access } = service;
    await assert.rejects(makeLinkForLogin(access, 'nobody'), { code: 'access/no-such' });
    await assert.rejects(makeLinkForLogin(access, 'no login'), { code: 'access/bad-login' });
    const { url } = await makeLinkForLogin(access, ' Gina');
    const gina = await enrol(service, url, 'gina');
    assert.equal((await signIn(service, gina)).statusCode, 200);
  });

  test('all of it is in the journal, and nothing personal is readable there', async () => {
    const { records } = await service.journal.read({ limit: 1_000, open: true });
    const kinds = new Set(records.map(({ kind }) => kind));
    for (const what of [
      'person-made',
      'link-made',
      'signed-in',
      'sign-in-failed',
      'credentials-set',
      'signed-out',
    ]) {
      assert.ok(kinds.has(`access.${what}`), what);
    }
    const open = JSON.stringify(records.map(({ personal, ...record }) => record));
    for (const secret of ['anna', 'Anna B', '198.51.100.7', PASSWORD, admin.totp]) {
      assert.ok(!open.includes(secret), secret);
    }
    const all = JSON.stringify(records);
    assert.ok(all.includes('198.51.100.7'), 'sealed, it is there');
    assert.ok(!all.includes(PASSWORD) && !all.includes(admin.totp) && !all.includes(admin.browser.session!));
    assert.ok((await service.journal.verify()).ok);
  });
});
