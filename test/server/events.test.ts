import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { JournalEvent } from '../../src/journal/index.ts';
import { importFiles } from '../../src/lists/index.ts';
import { startReceiver, until, verifies } from '../events/receiver.ts';
import { fixtureSource, fixtureText, people } from '../lists/fixture-source.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

interface Told {
  readonly id: string;
  readonly event?: string;
  readonly data?: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

/** A client of server-sent events, as far as the standard's form goes. */
interface Follower {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly told: readonly Told[];
  readonly text: () => string;
  readonly ended: () => boolean;
  close(): void;
}

onEmbedded('Events and webhooks over HTTP', (database) => {
  let running: Running;
  let address: string;
  const followers: ClientRequest[] = [];
  before(async () => {
    running = await startInstallation(database, {
      webhooks: {
        ...{ allowHttp: true, allowNetworks: ['127.0.0.0/8'], lookMs: 30, firstPauseMs: 50 },
      },
    });
    address = await running.app.listen({ host: '127.0.0.1', port: 0 });
  });
  after(async () => {
    for (const each of followers) each.destroy();
    await running.close();
  });

  const as = (role: string) => running.people[role]!.browser;
  const cookieOf = (role: string) =>
    [...as(role).cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const follow = async (
    query: string,
    headers: Record<string, string>,
    accept = 'text/event-stream',
  ): Promise<Follower> => {
    const asked = request(`${address}/v1/events${query}`, { headers: { accept, ...headers } });
    followers.push(asked);
    asked.on('error', () => {});
    const answer = await new Promise<IncomingMessage>((resolve) => asked.on('response', resolve).end());
    let text = '';
    let ended = false;
    answer.on('data', (piece: Buffer) => {
      text += piece.toString();
    });
    answer.on('close', () => {
      ended = true;
    });
    answer.on('error', () => {});
    return {
      status: answer.statusCode!,
      headers: answer.headers,
      get told() {
        return eventsIn(text);
      },
      text: () => text,
      ended: () => ended,
      close: () => asked.destroy(),
    };
  };
  const followAs = (role: string, query = '', headers: Record<string, string> = {}) =>
    follow(query, { cookie: cookieOf(role), ...headers });
  const eventsIn = (text: string): Told[] =>
    text
      .split('\n\n')
      .slice(0, -1)
      .map((block) => {
        const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/, 2) as [string, string]));
        const data = fields.get('data');
        return {
          id: fields.get('id') ?? '',
          ...(fields.has('event') ? { event: fields.get('event')! } : {}),
          ...(data === undefined ? {} : { data: JSON.parse(data) as Told['data'] & object }),
        };
      })
      .filter(({ event }) => event !== undefined);
  const kindsOf = (follower: Follower) => follower.told.map(({ event }) => event);
  const screenAnna = async (reference: string) => {
    const answer = await as('analyst').send('POST', '/v1/screen', {
      subjects: [{ id: 'a', schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] }, reference }],
    });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<{ results: { alerts: string[]; record: number }[] }>().results[0]!;
  };
  const record = async (...events: JournalEvent[]) =>
    (await running.installation.journal.append(events)).map(({ seq }) => seq);
  const sweepRecord: JournalEvent = {
    kind: 'customer.sweep',
    actor: 'a',
    references: { sweep: 1 },
    result: {},
  };

  test('what happens to an alert is told while it happens, and nothing of who it is about', async () => {
    const follower = await followAs('analyst');
    assert.equal(follower.status, 200);
    assert.match(String(follower.headers['content-type']), /^text\/event-stream/);
    assert.equal(follower.headers['cache-control'], 'no-store');
    const { alerts, record: screening } = await screenAnna('customer:told');
    await until('the alert is told', () => follower.told.length >= 1);
    const [opened] = follower.told;
    assert.equal(opened!.event, 'alert.opened');
    assert.equal(opened!.data!.data.alert, alerts[0]);
    assert.equal(opened!.data!.data.screening, screening);
    const queue = await as('analyst').send('GET', '/v1/alerts?reference=customer:told');
    const [found] = queue.json<{ items: { id: string; version: number }[] }>().items;
    assert.equal(opened!.data!.data.case, found!.id);
    const decided = await as('analyst').send('POST', `/v1/cases/${found!.id}/decide`, {
      ...{
        version: found!.version,
        decision: 'cannot-tell',
        reasons: ['too-few-facts'],
        text: 'Secretly said',
      },
    });
    assert.equal(decided.statusCode, 200, decided.body);
    await until('the decision is told', () => kindsOf(follower).includes('case.decided'));
    assert.doesNotMatch(follower.text(), /Anna|Sidorenko|customer:told|Secretly|cannot-tell/);
    follower.close();
  });

  test('who comes back with the last id misses nothing, and who begins anew is told what comes', async () => {
    const first = await followAs('officer', '?kind=sweep.finished');
    const [one, two] = await record(sweepRecord, sweepRecord);
    await until('both are told', () => first.told.length === 2);
    first.close();
    const [three] = await record(sweepRecord);
    const again = await followAs('officer', '?kind=sweep.finished', { 'last-event-id': String(one) });
    await until('the others are told', () => again.told.length === 2);
    assert.deepEqual(
      again.told.map(({ id }) => Number(id)),
      [two, three],
    );
    const anew = await followAs('officer', '?kind=sweep.finished');
    const [four] = await record(sweepRecord);
    await until('the newest is told', () => anew.told.length === 1);
    assert.deepEqual(
      anew.told.map(({ id }) => Number(id)),
      [four],
    );
    const all = await followAs('officer', '?kind=list.in-force&after=-1');
    await until('the lists of the start are told', () => all.told.length >= 1);
    assert.ok(all.told.every(({ data }) => typeof data!.data.listVersion === 'string'));
    for (const each of [again, anew, all]) each.close();
  });

  test('a place that cannot be is refused, and an endless answer is given to nobody by accident', async () => {
    const ahead = await followAs('officer', '', { 'last-event-id': '999999999' });
    assert.equal(ahead.status, 409);
    for (const wrong of ['x', '1.5', '-2', '99999999999999999999']) {
      assert.equal((await followAs('officer', '', { 'last-event-id': wrong })).status, 400, wrong);
    }
    assert.equal((await followAs('officer', '?kind=nothing')).status, 400);
    assert.equal((await follow('', { cookie: cookieOf('officer') }, '*/*')).status, 406);
    assert.equal((await follow('', {})).status, 401);
  });

  test('everybody is told of what they may read, and of nothing else', async () => {
    const analyst = await followAs('analyst');
    const manager = await followAs('list-manager');
    const auditor = await followAs('auditor');
    await screenAnna('customer:roles');
    await record(
      { kind: 'webhook.failing', actor: 'a', references: { webhook: 'w' }, result: {} },
      { kind: 'list.in-force', actor: 'a', references: { list: 'l', listVersion: 'v' }, result: {} },
    );
    const told = (follower: Follower) => new Set(kindsOf(follower));
    await until('all are told', () =>
      [analyst, manager, auditor].every((each) => told(each).has('list.in-force')),
    );
    assert.deepEqual(told(analyst), new Set(['alert.opened', 'list.in-force']));
    assert.deepEqual(told(manager), new Set(['list.in-force']));
    assert.deepEqual(told(auditor), new Set(['alert.opened', 'webhook.failing', 'list.in-force']));
    assert.equal((await followAs('list-manager', '?kind=alert.opened')).status, 403);
    for (const each of [analyst, manager, auditor]) each.close();
  });

  test('the stream ends when the key is revoked, or the session', async () => {
    const own = await as('administrator').send('POST', '/v1/keys', {
      ...{ name: 'follows', scopes: ['events.read', 'lists.read', 'sweeps.read'], days: 1 },
    });
    assert.equal(own.statusCode, 201, own.body);
    const { key, secret } = own.json<{ key: { id: string }; secret: string }>();
    const follower = await follow('', { authorization: `Bearer ${secret}` });
    assert.equal(follower.status, 200);
    await record(sweepRecord);
    await until('it is told', () => follower.told.length === 1);
    assert.equal((await as('administrator').send('DELETE', `/v1/keys/${key.id}`)).statusCode, 204);
    await until('it has ended', () => follower.ended(), 5_000);

    const session = await followAs('officer');
    await as('officer').send('DELETE', '/v1/session');
    await until('it has ended', () => session.ended(), 5_000);
  });

  test('a list that comes in force is told, and an update that is refused, each once', async () => {
    const { installation } = running;
    const follower = await followAs('analyst', '?kind=list.in-force&kind=list.refused');
    const source = { ...fixtureSource(), id: 'eu_fsf' };
    const file = join(database.dataDir, 'main.txt');
    for (const [published, count] of [
      ['2026-11-01', 200],
      ['2026-11-02', 20],
    ] as const) {
      await writeFile(file, fixtureText(people(count), { published }));
      await importFiles(database.dataDir, source, [file]);
    }
    await Promise.all([installation.tellLists(), installation.tellLists()]);
    await installation.tellLists();
    await until('the refusal is told', () => follower.told.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.deepEqual(
      follower.told.map(({ event, data }) => [event, data!.data.list]),
      [['list.refused', 'eu_fsf']],
    );
    assert.match(String(follower.told[0]!.data!.data.listVersion), /^20/);
    follower.close();
  });

  test('a webhook is made, tested, delivered to, rotated and removed', async () => {
    await using receiver = await startReceiver();
    const stop = running.installation.webhooks.keepDelivering((error) => assert.fail(String(error)));
    const made = await as('administrator').send('POST', '/v1/webhooks', {
      ...{ url: receiver.url, kinds: ['sweep.finished'], description: 'Case system' },
    });
    assert.equal(made.statusCode, 201, made.body);
    const { id, secret, ...webhook } = made.json<{ id: string; secret: string; state: string }>();
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal(webhook.state, 'active');
    const tested = await as('administrator').send('POST', `/v1/webhooks/${id}/test`);
    assert.equal(tested.json<{ delivered: boolean }>().delivered, true, tested.body);
    assert.ok(verifies(receiver.received[0]!, secret));
    const [seq] = await record(sweepRecord);
    await until('it is delivered', () => receiver.received.length === 2);
    assert.equal(receiver.received[1]!.record, seq);
    await until('it is written down', async () => {
      const answer = await as('auditor').send('GET', `/v1/webhooks/${id}/deliveries`);
      return answer.json<{ items: unknown[] }>().items.length === 2;
    });
    const first = await as('auditor').send('GET', `/v1/webhooks/${id}/deliveries?limit=1`);
    const { items, cursor } = first.json<{ items: { kind: string; state: string }[]; cursor: number }>();
    assert.deepEqual([items[0]!.kind, items[0]!.state], ['sweep.finished', 'delivered']);
    const second = await as('auditor').send('GET', `/v1/webhooks/${id}/deliveries?limit=1&cursor=${cursor}`);
    assert.equal(second.json<{ items: { kind: string }[] }>().items[0]!.kind, 'webhook.test');
    assert.equal(second.json<{ cursor?: number }>().cursor, undefined);
    const rotated = await as('administrator').send('POST', `/v1/webhooks/${id}/rotate`);
    const next = rotated.json<{ secret: string }>().secret;
    await as('administrator').send('POST', `/v1/webhooks/${id}/test`);
    assert.ok([secret, next].every((each) => verifies(receiver.received.at(-1)!, each)));
    const listed = await as('auditor').send('GET', '/v1/webhooks');
    assert.equal(listed.json<{ items: { id: string }[] }>().items[0]!.id, id);
    assert.doesNotMatch(listed.body, /whsec|secret/i);
    assert.equal((await as('administrator').send('DELETE', `/v1/webhooks/${id}`)).statusCode, 204);
    assert.equal((await as('administrator').send('DELETE', `/v1/webhooks/${id}`)).statusCode, 404);
    assert.equal((await as('administrator').send('POST', `/v1/webhooks/${id}/test`)).statusCode, 404);
    const { records } = await running.installation.journal.read({ kinds: ['webhook.added'] });
    assert.doesNotMatch(JSON.stringify(records), /127\.0\.0\.1|Case system/, 'the address is sealed');
    await stop();
  });

  test('a webhook to an address that is none, or not public, is refused', async () => {
    const add = (body: object) => as('administrator').send('POST', '/v1/webhooks', body);
    for (const [url, status, code] of [
      ['ftp://hooks.example/', 422, 'events/bad-address'],
      ['https://user:word@hooks.example/', 422, 'events/bad-address'],
      ['http://169.254.169.254/latest/meta-data', 422, 'events/forbidden-address'],
      ['https://[::ffff:10.0.0.1]/', 422, 'events/forbidden-address'],
      ['', 400, 'server/invalid'],
    ] as const) {
      const answer = await add({ url });
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [status, code], url);
    }
    assert.equal((await add({ url: 'https://hooks.example/', kinds: ['alert.nothing'] })).statusCode, 400);
    assert.equal((await add({ url: 'https://hooks.example/', kind: [] })).statusCode, 400);
    const resumed = await as('administrator').send('POST', '/v1/webhooks/none/resume', { from: 'now' });
    assert.equal(resumed.statusCode, 404);
  });

  test('listening does not keep a session alive', async () => {
    const follower = await followAs('auditor');
    running.clock.now += 29 * 60_000;
    const asks = await as('analyst').send('GET', '/v1/policies');
    assert.equal(asks.statusCode, 200);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(follower.ended(), false);
    running.clock.now += 2 * 60_000;
    await until('it has ended', () => follower.ended(), 5_000);
  });

  test('the service ends although somebody follows', async () => {
    const follower = await followAs('analyst');
    assert.equal(follower.status, 200, 'who has asked meanwhile is still in');
    const closed = running.app.close();
    await until('it has ended', () => follower.ended(), 5_000);
    await closed;
  });
});
