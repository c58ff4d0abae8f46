import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LightMyRequestResponse } from 'fastify';
import { openVersion } from '../../src/lists/index.ts';
import { loadLists, Service } from '../../src/server/index.ts';
import { openListWork } from '../../src/server/list-work/list-work.ts';
import type { SignedIn } from '../access/service.ts';
import { sends, startServer, type TestServer } from '../lists/misbehaving-server.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { keepOwnList, LIST, nameOf, numbers, tableOf } from './own-list.ts';
import { type Running, startInstallation } from './running.ts';

interface Task {
  readonly task: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly answers?: boolean;
  readonly result?: {
    readonly outcome: string;
    readonly version?: string;
    readonly inForce?: string;
    readonly waiting?: boolean;
    readonly findings: readonly { readonly code: string }[];
    readonly changes?: { readonly removed: number };
    readonly error?: { readonly code: string };
  };
}
interface Waiting {
  readonly version: string;
  readonly inForce: string | null;
  readonly askedBy?: string;
  readonly findings: readonly { readonly code: string }[];
  readonly changes: { readonly removed: number };
}

onEmbedded('Updates of lists over HTTP', (database) => {
  let running: Running;
  let server: TestServer;
  let second: SignedIn;
  before(async () => {
    server = await startServer(sends(tableOf(numbers(0, 39))));
    await keepOwnList(database.dataDir, server.url);
    const service = new Service(() => loadLists(database.dataDir));
    running = await startInstallation(database, { service });
    second = await running.addPerson('second-list-manager', ['list-manager']);
  });
  after(async () => {
    await running.close();
    await server[Symbol.asyncDispose]();
  });

  const manager = () => running.people['list-manager']!.browser;
  const get = (url: string) => running.people.auditor!.browser.send('GET', url);

  function refused(answer: LightMyRequestResponse, status: number, code: string): void {
    assert.equal(answer.statusCode, status, answer.body);
    assert.equal(answer.json<{ code: string }>().code, code);
  }
  async function ended(begun: LightMyRequestResponse): Promise<Task> {
    assert.equal(begun.statusCode, 202, begun.body);
    const location = String(begun.headers.location);
    for (;;) {
      const task = (await get(location)).json<Task>();
      if (task.state === 'failed' || (task.state === 'done' && task.answers !== false)) return task;
      await sleep(20);
    }
  }
  const update = async (by = manager()) => await ended(await by.send('POST', `/v1/lists/${LIST}/update`, {}));
  const publish = (which: readonly number[]) => server.behave(sends(tableOf(which)));
  const waiting = async () => (await get(`/v1/lists/${LIST}/waiting`)).json<{ waiting: Waiting[] }>().waiting;
  const screened = async (number: number) => {
    const subjects = [{ schema: 'Person', properties: { name: [nameOf(number)] } }];
    const answer = await running.people.analyst!.browser.send('POST', '/v1/screen', { subjects });
    return answer.json<{ results: { outcome: string; index: string }[] }>().results[0]!;
  };
  const kinds = async () =>
    (await running.installation.journal.read({ limit: 1000 })).records
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('list.') && kind !== 'list.in-force');

  test('a list is fetched as a task, comes in force, and answers', async () => {
    assert.equal((await screened(3)).outcome, 'clear');
    const task = await update();
    assert.equal(task.result?.outcome, 'in-force', JSON.stringify(task));
    assert.equal(task.answers, true);
    assert.equal((await screened(3)).outcome, 'alert');
    const again = await update();
    assert.equal(again.result?.outcome, 'unchanged');
    assert.deepEqual(await kinds(), [
      'list.update-asked',
      'list.updated',
      'list.update-asked',
      'list.updated',
    ]);
    const { tasks } = (await get(`/v1/lists/${LIST}/tasks`)).json<{ tasks: Task[] }>();
    assert.deepEqual(
      tasks.map(({ task: id }) => id),
      [again.task, task.task],
    );
  });

  test('customers are screened against what an update brought', async () => {
    const customers = running.installation.customers();
    const subject = { schema: 'Person', properties: { name: [nameOf(45)] } };
    const [kept] = await customers.upsert([{ reference: 'c-45', subject }], 'test');
    assert.ok(kept !== undefined && 'outcome' in kept && kept.outcome === 'clear');
    publish(numbers(0, 46));
    const task = await update();
    assert.equal(task.result?.outcome, 'in-force');
    const find = async () =>
      (await running.people.analyst!.browser.send('GET', '/v1/alerts?reference=c-45')).json<{
        items: unknown[];
      }>();
    for (let tries = 0; (await find()).items.length === 0; tries++) {
      assert.ok(tries < 100, 'the customer has no alert');
      await sleep(50);
    }
    for (let tries = 0; (await customers.pendingChange()) !== undefined; tries++) {
      assert.ok(tries < 100, 'the change is not answered');
      await sleep(50);
    }
  });

  test('a refused update waits for a second person, with its reasons and its difference', async () => {
    publish(numbers(0, 9));
    const before = await screened(30);
    const task = await update();
    assert.equal(task.result?.outcome, 'refused');
    assert.equal(task.result?.waiting, true);
    assert.equal(task.result?.changes?.removed, 37);
    const [found, ...others] = await waiting();
    assert.deepEqual(others, []);
    assert.equal(found!.version, task.result!.version);
    assert.equal(found!.askedBy, running.people['list-manager']!.id);
    assert.ok(found!.findings.some(({ code }) => code === 'lists/shrunk'));
    assert.equal((await screened(30)).index, before.index, 'the last good version answers');
    const lists = (await get('/v1/lists')).json<{ lists: { id: string; waiting?: string[] }[] }>().lists;
    assert.deepEqual(lists.find(({ id }) => id === LIST)!.waiting, [found!.version]);
    const diff = await get(`/v1/lists/${LIST}/diff?from=${found!.inForce}&to=${found!.version}&limit=5`);
    assert.equal(diff.json<{ removed: unknown[] }>().removed.length, 5, diff.body);

    const order = {
      version: found!.version,
      inForce: found!.inForce,
      reason: 'The authority has confirmed it',
    };
    const release = (by: SignedIn, body: object = order) =>
      by.browser.send('POST', `/v1/lists/${LIST}/release`, body);
    refused(await release(running.people['list-manager']!), 403, 'lists/same-person');
    refused(await release(running.people.administrator!), 403, 'access/forbidden');
    refused(await release(second, { ...order, inForce: null }), 409, 'lists/other-in-force');
    refused(await release(second, { ...order, reason: ' \n' }), 400, 'server/invalid');
    refused(
      await release(second, { ...order, version: '2020-01-01-0123456789abcdef' }),
      409,
      'lists/not-waiting',
    );
    const both = await Promise.all([release(second), release(second)]);
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode).sort(),
      [200, 409],
      both.map(({ body }) => body).join(),
    );
    assert.deepEqual(await waiting(), []);
    for (let tries = 0; (await screened(30)).outcome !== 'clear'; tries++) {
      assert.ok(tries < 100, 'the released version does not answer');
      await sleep(50);
    }
    assert.equal((await screened(5)).outcome, 'alert');
    const told = await kinds();
    assert.equal(told.filter((kind) => kind === 'list.release-decided').length, 1);
    assert.equal(told.filter((kind) => kind === 'list.released').length, 1);
    const history = (await get(`/v1/lists/${LIST}/history`)).json<{
      history: { release?: { by: string } }[];
    }>();
    assert.equal(history.history.at(-1)!.release?.by, second.id);
  });

  test('a rejected version stays out, and waits again only when a person asks again', async () => {
    publish([0, 1]);
    const task = await update();
    assert.equal(task.result?.waiting, true, JSON.stringify(task));
    const [found] = await waiting();
    const body = { version: found!.version, reason: 'Cut short' };
    const reject = () => second.browser.send('POST', `/v1/lists/${LIST}/reject`, body);
    assert.equal((await reject()).statusCode, 200);
    refused(await reject(), 409, 'lists/not-waiting');
    const begun = await running.installation.listWork.update({ list: LIST, actor: 'riegel:schedule' });
    await begun!.ended;
    assert.deepEqual(await waiting(), [], 'a timer does not ask again');
    await update(second.browser);
    const [again] = await waiting();
    assert.equal(again!.askedBy, second.id);
    publish(numbers(0, 10));
    assert.equal((await update()).result?.outcome, 'in-force');
    assert.deepEqual(await waiting(), [], 'another version is in force');
  });

  test('of updates of one list asked for at once one goes on, the others are told', async () => {
    server.behave((request, response, asked) => {
      setTimeout(() => sends(tableOf(numbers(0, 11)))(request, response, asked), 300);
    });
    const before = (await kinds()).length;
    const asked = await Promise.all(
      [manager(), second.browser, manager()].map((by) => by.send('POST', `/v1/lists/${LIST}/update`, {})),
    );
    const begun = asked.filter(({ statusCode }) => statusCode === 202);
    assert.equal(begun.length, 1);
    for (const answer of asked) if (answer !== begun[0]) refused(answer, 409, 'lists/task-running');
    assert.equal((await ended(begun[0]!)).result?.outcome, 'in-force');
    assert.equal((await kinds()).length, before + 2);
  });

  test('a server that misbehaves changes nothing, and the task says why', async () => {
    const before = (await screened(5)).index;
    server.behave((_request, response) => response.writeHead(404).end());
    const gone = await update();
    assert.equal(gone.result?.outcome, 'refused');
    assert.equal(gone.result?.findings[0]?.code, 'lists/download-gone');
    assert.equal(gone.result?.waiting, false);
    server.behave(sends('<!DOCTYPE html><html><body>Sign in</body></html>', { 'content-type': 'text/html' }));
    const page = await update();
    assert.ok(
      page.result?.findings.some(({ code }) => code === 'lists/html-page'),
      JSON.stringify(page),
    );
    assert.deepEqual(await waiting(), []);
    assert.equal((await screened(5)).index, before);
  });

  test('a file is put in force without a network, within bounds', async () => {
    const send = (
      body: string | Buffer,
      name = 'watch.csv',
      by = manager(),
      more: Record<string, string> = {},
    ) =>
      by.send('POST', `/v1/lists/${LIST}/import`, Buffer.from(body), {
        'content-type': 'application/octet-stream',
        'x-riegel-file-name': encodeURIComponent(name),
        ...more,
      });
    const task = await ended(await send(tableOf(numbers(0, 12))));
    assert.equal(task.result?.outcome, 'in-force', JSON.stringify(task));
    assert.equal((await screened(12)).outcome, 'alert');
    // Longer than other bodies may be: it is written to the disk as it comes.
    const large = `${tableOf(numbers(0, 12))}${' '.repeat(5 * 1024 * 1024)}`;
    assert.notEqual((await ended(await send(large))).state, 'failed');
    const odd = await ended(await send(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])));
    assert.equal(odd.result?.findings[0]?.code, 'lists/archive');
    for (const name of ['../watch.csv', '.watch.csv', 'a/b.csv', 'a\u0000b', '']) {
      const answer = await send('x', name);
      assert.ok([400, 422].includes(answer.statusCode), `${name} ${answer.body}`);
    }
    refused(
      await send('x', 'watch.csv', manager(), { 'x-riegel-file-name': '%E0' }),
      422,
      'server/bad-file-name',
    );
    refused(await send('x', 'watch.csv', running.people.auditor!.browser), 403, 'access/forbidden');
    refused(
      await manager().send('POST', '/v1/lists/no_such/import', Buffer.from('x'), {
        ...{ 'content-type': 'application/octet-stream', 'x-riegel-file-name': 'x' },
      }),
      404,
      'lists/unknown-source',
    );
    assert.deepEqual(readdirSync(join(database.dataDir, 'incoming')), [], 'nothing is left behind');
  });

  test('a release that was decided and not carried out is carried out later', async () => {
    const { listWork, store, journal } = running.installation;
    publish([0, 1, 2]);
    assert.equal((await update()).result?.waiting, true);
    const [found] = await waiting();
    const { version } = found!;
    // As a process leaves it that is killed between the two.
    await journal.appendWith([], ({ listWork: table }) =>
      table.decideRefusal(LIST, version, {
        ...{ state: 'releasing', decidedBy: second.id, decidedAt: new Date(), reason: 'Confirmed' },
      }),
    );
    const again = await openListWork({
      ...{ dataDir: database.dataDir, store, journal, service: running.installation.service },
      ...{ now: () => running.clock.now, contact: undefined, onError: assert.ifError },
    });
    await again.close();
    assert.deepEqual(await listWork.waiting(LIST), []);
    assert.equal((await openVersion(database.dataDir, LIST)).id, version);
    await running.installation.service.reload();
    assert.equal((await screened(8)).outcome, 'clear');
  });

  test('a task whose process is gone has failed, and does not stand in the way', async () => {
    const { store, journal } = running.installation;
    await journal.appendWith(
      [{ kind: 'list.update-asked', actor: 'test', result: {} }],
      ({ listWork }, [receipt]) =>
        listWork.addTask({
          ...{ id: 'lost', seq: receipt!.seq, list: LIST, kind: 'update', state: 'running', actor: 'test' },
          startedAt: new Date(),
        }),
    );
    refused(await manager().send('POST', `/v1/lists/${LIST}/update`, {}), 409, 'lists/task-running');
    const again = await openListWork({
      ...{ dataDir: database.dataDir, store, journal, service: running.installation.service },
      ...{ now: () => running.clock.now, contact: undefined, onError: assert.ifError },
    });
    await again.close();
    const lost = (await get(`/v1/lists/${LIST}/tasks/lost`)).json<Task>();
    assert.equal(lost.state, 'failed');
    assert.equal(lost.result?.error?.code, 'lists/task-lost');
    publish(numbers(0, 2));
    assert.equal((await update()).state, 'done');
  });

  test('what nobody may ask for is refused', async () => {
    refused(await manager().send('POST', '/v1/lists/no_such/update', {}), 404, 'lists/unknown-source');
    refused(await manager().send('POST', '/v1/lists/us_trade_csl/release', {}), 400, 'server/invalid');
    refused(await get(`/v1/lists/${LIST}/tasks/none`), 404, 'lists/no-task');
    refused(
      await running.people.analyst!.browser.send('POST', `/v1/lists/${LIST}/update`, {}),
      403,
      'access/forbidden',
    );
  });
});
