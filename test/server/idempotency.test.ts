import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type Permission, permissionsOf, type Role } from '../../src/server/auth/index.ts';
import { createServer, GUARDED_ROUTES, LEFT_OUT, openInstallation } from '../../src/server/index.ts';
import { addPerson, ORIGIN } from '../access/service.ts';
import { onBothStores, onEmbedded } from '../store/both-stores.ts';
import { type OpenApi, type Operation, operationsOf, sampleOf } from './asking.ts';
import { cookieHeaders, type Running, startInstallation } from './running.ts';

const ANNA = { schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] }, reference: 'customer:1' };
const code = (answer: LightMyRequestResponse) => answer.json<{ code: string }>().code;

onBothStores('Requests with an idempotency key', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
  });
  after(() => running.close());

  const screen = (key: string, subjects: readonly object[] = [ANNA], role = 'analyst') =>
    running.people[role]!.browser.send('POST', '/v1/screen', { subjects }, { 'idempotency-key': key });
  const screenings = async () =>
    (await running.installation.journal.read({ kinds: ['screening'] })).records.length;

  test('are carried out once and answered the same, quoted or not', async () => {
    const first = await screen('"once"');
    assert.equal(first.statusCode, 200, first.body);
    assert.equal(first.headers['idempotent-replayed'], undefined);
    const recorded = await screenings();
    const again = await screen('once');
    assert.equal(again.statusCode, 200);
    assert.equal(again.body, first.body);
    assert.equal(again.headers['content-type'], first.headers['content-type']);
    assert.equal(again.headers['idempotent-replayed'], 'true');
    assert.equal(await screenings(), recorded);
    const other = await screen('another');
    assert.notEqual(other.body, first.body);
    assert.equal(await screenings(), recorded + 1);
  });

  test('with another body, address or method under the same key are refused', async () => {
    await screen('changed');
    const recorded = await screenings();
    const other = await screen('changed', [{ ...ANNA, reference: 'customer:2' }]);
    assert.deepEqual([other.statusCode, code(other)], [422, 'server/idempotency-mismatch']);
    const { browser } = running.people.analyst!;
    const elsewhere = await browser.send(
      'POST',
      '/v1/cases/none/comments',
      { text: 'A comment' },
      { 'idempotency-key': 'changed' },
    );
    assert.equal(elsewhere.statusCode, 422);
    assert.equal(await screenings(), recorded);
  });

  test('of two callers are two', async () => {
    const recorded = await screenings();
    await screen('shared');
    const nobody = await screen('shared', [ANNA], 'auditor');
    assert.equal(nobody.statusCode, 403, 'who may not ask is not shown what was answered to others');
    const other = await screen('shared', [ANNA], 'approver');
    assert.equal(other.statusCode, 200, other.body);
    assert.equal(await screenings(), recorded + 2);
  });

  test('are refused while the first is under way, and done once', async () => {
    const recorded = await screenings();
    const answers = await Promise.all([1, 2, 3].map(() => screen('at-once')));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409, 409]);
    const refused = answers.find(({ statusCode }) => statusCode === 409)!;
    assert.equal(code(refused), 'server/idempotency-running');
    assert.equal(refused.headers['retry-after'], '1');
    assert.equal(await screenings(), recorded + 1);
  });

  test('that were refused are refused again in the same words', async () => {
    const { browser } = running.people.analyst!;
    const decide = () =>
      browser.send('POST', '/v1/cases/none/close', { version: 1 }, { 'idempotency-key': 'no case' });
    const odd = await decide();
    assert.deepEqual([odd.statusCode, code(odd)], [400, 'server/bad-idempotency-key']);
    const close = () =>
      browser.send('POST', '/v1/cases/none/close', { version: 1 }, { 'idempotency-key': 'no-case' });
    const [first, again] = [await close(), await close()];
    assert.deepEqual([first.statusCode, code(first)], [404, 'casework/no-case']);
    assert.deepEqual([again.statusCode, again.body], [404, first.body]);
    assert.match(String(again.headers['content-type']), /^application\/problem\+json/);
  });

  test('of which the answer could not be kept are not done again', async (t) => {
    const { keptAnswer } = running.installation.store.tables;
    const broken = t.mock.method(keptAnswer, 'finish', async () => {
      throw new Error('away');
    });
    const first = await screen('lost');
    assert.equal(first.statusCode, 200, 'it was carried out');
    broken.mock.restore();
    const recorded = await screenings();
    const early = await screen('lost');
    assert.equal(code(early), 'server/idempotency-running', 'somebody may still be at work');
    running.clock.now += 61_000;
    const again = await screen('lost');
    assert.deepEqual([again.statusCode, code(again)], [409, 'server/idempotency-answer-lost']);
    const { record } = first.json<{ results: { record: number }[] }>().results[0]!;
    assert.match(again.json<{ detail: string }>().detail, new RegExp(`from record ${record} on`));
    assert.equal(await screenings(), recorded);
  });

  test('of which nothing was recorded may be tried again', async (t) => {
    const { journal } = running.installation;
    const broken = t.mock.method(journal, 'appendWith', async () => {
      throw Object.assign(new TypeError('away'));
    });
    const first = await screen('failed');
    assert.equal(first.statusCode, 500);
    broken.mock.restore();
    const again = await screen('failed');
    assert.equal(again.statusCode, 200, again.body);
  });

  if (database.kind === 'server') {
    test('meet the answers of other processes, and are taken over from those that are gone', async (t) => {
      const service = running.installation.service;
      const { clock, people } = running;
      const second = await openInstallation({
        ...{ ...database.options(), origin: ORIGIN, service, workers: 0, now: () => clock.now },
      });
      const app = await createServer({ service, installation: second, logTo: false });
      const headers = { ...cookieHeaders(people.approver!), 'idempotency-key': 'far' };
      const ask = (asked: typeof app, key = 'far') =>
        asked.inject({
          ...{ method: 'POST', url: '/v1/screen', payload: { subjects: [ANNA] } },
          headers: { ...headers, 'idempotency-key': key },
        });
      const first = await ask(running.app);
      assert.equal(first.statusCode, 200, first.body);
      assert.equal((await ask(app)).body, first.body);

      // One process hangs before it has recorded anything, for longer than it is believed to be at work.
      const hung = Promise.withResolvers<void>();
      const reached = Promise.withResolvers<void>();
      const { appendWith } = second.journal;
      t.mock.method(second.journal, 'appendWith', async (...order: Parameters<typeof appendWith>) => {
        reached.resolve();
        await hung.promise;
        return await appendWith(...order);
      });
      const recorded = await screenings();
      const late = ask(app, 'hung');
      await reached.promise;
      assert.equal((await ask(running.app, 'hung')).statusCode, 409);
      clock.now += 61_000;
      const taken = await ask(running.app, 'hung');
      assert.equal(taken.statusCode, 200, taken.body);
      hung.resolve();
      const refused = await late;
      assert.deepEqual([refused.statusCode, code(refused)], [409, 'server/idempotency-running']);
      assert.equal(await screenings(), recorded + 1, 'the work of one of them only');
      await app.close();
      await second.close();
    });
  }

  test('are forgotten after a day, and nothing of an answer lies open until then', async () => {
    const { people, app, clock, installation } = running;
    const { store, journal, keys, access } = installation;
    const signing = { store, journal, keys, access, app, clock, close: () => app.close() };
    const roles = ['administrator', 'analyst'];
    const owner = await addPerson(signing, people.administrator!, 'owner', roles);
    const order = { name: 'machine', scopes: ['screen'], days: 30 };
    const made = await owner.browser.send('POST', '/v1/keys', order);
    assert.equal(made.statusCode, 201, made.body);
    const authorization = `Bearer ${made.json<{ secret: string }>().secret}`;
    const asMachine = () =>
      app.inject({
        ...{ method: 'POST', url: '/v1/screen', payload: { subjects: [ANNA] } },
        headers: { authorization, 'idempotency-key': 'a-day' },
      });
    const first = await asMachine();
    assert.equal(first.statusCode, 200, first.body);
    const sealed: Buffer[] = [];
    const { keptAnswer } = store.tables;
    const { finish } = keptAnswer;
    (keptAnswer as { finish: typeof finish }).finish = async (id, holder, answer) => {
      sealed.push(answer.body!);
      await finish(id, holder, answer);
    };
    clock.now += 23 * 3_600_000;
    assert.equal((await asMachine()).body, first.body);
    clock.now += 3_600_001;
    const later = await asMachine();
    assert.equal(later.statusCode, 200, later.body);
    assert.notEqual(later.body, first.body);
    assert.equal(sealed.length, 1);
    assert.doesNotMatch(sealed[0]!.toString('latin1'), /Sidorenko|results/);
  });
});

onEmbedded('The routes of an installation', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
  });
  after(() => running.close());

  test('that change something honour a key, or stand on the list', async () => {
    const { app, people } = running;
    const operations = operationsOf((await app.inject('/openapi.json')).json<OpenApi>());
    const writes = GUARDED_ROUTES.filter(({ method }) => method !== 'GET');
    const isListed = (method: string, url: string) =>
      LEFT_OUT.find((each) => each.method === method && each.url === url);
    for (const { method, url } of LEFT_OUT) {
      assert.ok(
        writes.some((each) => each.method === method && each.url === url),
        `${method} ${url}`,
      );
    }
    let honoured = 0;
    for (const { method, url, access } of writes) {
      const name = `${method} ${url}`;
      const operation = operations.find(
        (each) => each.method === method && each.path === url.replaceAll(/:(\w+)/g, '{$1}'),
      );
      assert.ok(operation !== undefined, `${name} is described`);
      const path = url.replaceAll(/:(\w+)/g, 'none-such');
      const key = { 'idempotency-key': `walk-${name.replaceAll(' ', '')}` };
      const listed = isListed(method, url);
      if (listed !== undefined) {
        if (listed.reason === 'reads') continue;
        const answer = await ask(roleFor(access), operation, path, key);
        assert.deepEqual([name, answer.statusCode, code(answer)], [name, 400, 'server/no-idempotency']);
        continue;
      }
      assert.doesNotMatch(JSON.stringify(operation.responses), /"(secret|link|recoveryCodes|token)"/, name);
      const as = roleFor(access);
      const first = await ask(as, operation, path, key);
      assert.ok(first.statusCode < 500, `${name} ${first.body}`);
      const again = await ask(as, operation, path, key);
      assert.equal(again.headers['idempotent-replayed'], 'true', `${name} ${again.statusCode} ${again.body}`);
      assert.deepEqual([again.statusCode, again.body], [first.statusCode, first.body], name);
      honoured++;
    }
    assert.ok(honoured > 20, String(honoured));

    function roleFor(access: string): string {
      const found = Object.keys(people).find((role) =>
        permissionsOf([role as Role]).has(access as Permission),
      );
      return found ?? 'analyst';
    }

    /** Asks with what the operation's schemata let through, and ids that nothing has. */
    async function ask(role: string, { method, bodies, parameters }: Operation, path: string, key: object) {
      const [[type, schema] = []] = Object.entries(bodies);
      const fileName = parameters.some(({ name }) => name === 'x-riegel-file-name');
      return await app.inject({
        ...{ method, url: path },
        headers: {
          ...cookieHeaders(people[role]!),
          ...key,
          ...(type === undefined ? {} : { 'content-type': type }),
          ...(fileName ? { 'x-riegel-file-name': 'a.txt' } : {}),
        },
        ...(type === undefined || schema === undefined
          ? {}
          : { payload: schema.type === undefined ? 'name' : JSON.stringify(sampleOf(schema, 1)) }),
      } as InjectOptions);
    }
  });
});
