import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { importFiles, listsInForce } from '../../src/lists/index.ts';
import { findSource } from '../../src/screening/index.ts';
import { loadLists, openInstallation, Service, watchLists } from '../../src/server/index.ts';
import { ORIGIN } from '../access/service.ts';
import { onEmbedded, onServer } from '../store/both-stores.ts';
import { keepOwnList, LIST, nameOf, numbers, tableOf } from './own-list.ts';
import { type Running, startInstallation } from './running.ts';

/** Puts people in force past the service, as `riegel lists import` does. */
async function putInForce(dataDir: string, which: readonly number[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'riegel-import-'));
  writeFileSync(join(folder, 'watch.csv'), tableOf(which));
  const result = await importFiles(dataDir, await findSource(dataDir, LIST), [folder]);
  await rm(folder, { recursive: true });
  assert.equal(result.outcome, 'in-force', JSON.stringify(result.findings));
  return result.version!;
}

const subjects = numbers(0, 29).map((number) => ({
  schema: 'Person',
  properties: { name: [nameOf(number)] },
}));
interface Screened {
  readonly outcome: string;
  readonly index: string;
}
const screenAll = async (running: Running): Promise<Screened[]> => {
  const answer = await running.people.analyst!.browser.send('POST', '/v1/screen', { subjects });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ results: Screened[] }>().results;
};
const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    assert.ok(tries < 600, `never: ${what}`);
    await sleep(50);
  }
};
const listsOf = async (running: Running) =>
  (await running.people.auditor!.browser.send('GET', '/v1/lists')).json<{
    index: string;
    behind: string[];
    failure?: { code: string };
  }>();

onEmbedded('An index comes in force', (database) => {
  let running: Running;
  let stop: () => Promise<void>;
  before(async () => {
    await keepOwnList(database.dataDir, 'http://127.0.0.1:1');
    await putInForce(database.dataDir, numbers(0, 9));
    const service = new Service(() => loadLists(database.dataDir));
    running = await startInstallation(database, { service });
    stop = watchLists({
      ...{ dataDir: database.dataDir, service, everyMs: 50, onError: () => {} },
      afterwards: () => running.installation.answerListChange(),
    });
  });
  after(async () => {
    await stop();
    await running.close();
  });

  test('while lists change, every answer rests on one index and finds what is in it', async () => {
    const found = new Map<string, string>();
    let goingOn = true;
    let answers = 0;
    const asking = Array.from({ length: 3 }, async () => {
      while (goingOn) {
        const results = await screenAll(running);
        const indexes = new Set(results.map(({ index }) => index));
        assert.equal(indexes.size, 1, 'one answer, one index');
        const [index] = indexes;
        const outcomes = results.map(({ outcome }) => outcome).join(' ');
        assert.equal(
          outcomes,
          found.get(index!) ?? outcomes,
          `index ${index} has found something else before`,
        );
        found.set(index!, outcomes);
        const queries = Object.fromEntries(subjects.map((subject, i) => [`q${i}`, subject]));
        const match = await running.people.analyst!.browser.send('POST', '/match/default', { queries });
        const { responses } = match.json<{ responses: Record<string, { results: { match: boolean }[] }> }>();
        const matched = subjects.map((_, i) =>
          responses[`q${i}`]!.results.some((result) => result.match) ? 'alert' : 'clear',
        );
        const of = String(match.headers['x-riegel-index']);
        assert.equal(matched.join(' '), found.get(of) ?? matched.join(' '), `index ${of} by /match`);
        answers++;
      }
    });
    const expected = new Map<string, string>();
    const inForce = async (upTo: number) => {
      const { index } = await listsOf(running);
      expected.set(index, subjects.map((_, i) => (i <= upTo ? 'alert' : 'clear')).join(' '));
    };
    try {
      await inForce(9);
      for (const upTo of [14, 12, 19, 29]) {
        await putInForce(database.dataDir, numbers(0, upTo));
        const before = running.installation.service.ready().index.info.id;
        const { service } = running.installation;
        await until('it is noticed', async () => service.ready().index.info.id !== before);
        await inForce(upTo);
        const seen = answers;
        await until('answers come', async () => answers > seen + 3);
      }
    } finally {
      goingOn = false;
      await Promise.all(asking);
    }
    for (const [index, outcomes] of expected) assert.equal(found.get(index), outcomes);
    assert.equal(found.size, 5, 'no answer from any other index');
  });

  test('what cannot be read never comes in force: the last good index answers, and it is told', async () => {
    const { index } = await listsOf(running);
    const before = await screenAll(running);
    const { service } = running.installation;
    // Cut short between the import and the loading, as a failing disk does.
    const stopped = stop();
    await stopped;
    const version = await putInForce(database.dataDir, numbers(0, 28));
    const folder = join(database.dataDir, 'lists', LIST, version);
    const file = readdirSync(folder).find((name) => name.startsWith('entities'))!;
    writeFileSync(join(folder, file), 'damaged');
    stop = watchLists({ dataDir: database.dataDir, service, everyMs: 50, onError: () => {} });
    await until('it has failed', async () => service.failure !== undefined);
    const told = await listsOf(running);
    assert.deepEqual(told.failure, { code: 'lists/damaged' });
    assert.deepEqual(told.behind, [LIST]);
    assert.equal(told.index, index);
    assert.deepEqual(
      (await screenAll(running)).map(({ outcome }) => outcome),
      before.map(({ outcome }) => outcome),
    );
    const metrics = await running.people.auditor!.browser.send('GET', '/v1/metrics');
    assert.match(metrics.body, /^riegel_index_failed 1$/m);
    assert.match(metrics.body, /^riegel_index_behind 1$/m);
    const catalogue = (await running.people.auditor!.browser.send('GET', '/catalog')).json<{
      index_stale: boolean;
      outdated: string[];
    }>();
    assert.equal(catalogue.index_stale, true);
    assert.deepEqual(catalogue.outdated, [LIST]);
    await putInForce(database.dataDir, numbers(0, 27));
    await until('the next good version answers', async () => (await listsOf(running)).behind.length === 0);
    assert.equal((await listsOf(running)).failure, undefined);
  });
});

onEmbedded('An index that was never there', (database) => {
  test('is an error of every route that screens, and never clear', async () => {
    await keepOwnList(database.dataDir, 'http://127.0.0.1:1');
    const version = await putInForce(database.dataDir, numbers(0, 9));
    const folder = join(database.dataDir, 'lists', LIST, version);
    for (const name of readdirSync(folder)) {
      if (name.startsWith('entities')) writeFileSync(join(folder, name), 'damaged');
    }
    const service = new Service(() => loadLists(database.dataDir));
    const running = await startInstallation(database, { service, isReady: false });
    try {
      const { analyst, administrator, auditor } = running.people;
      const answers = [
        await analyst!.browser.send('POST', '/v1/screen', { subjects }),
        await analyst!.browser.send('POST', '/match/default', { queries: { q: subjects[0] } }),
        await analyst!.browser.send('GET', '/search/default?q=Ruprecht'),
        await analyst!.browser.send('POST', '/v1/documents', Buffer.from('name\nRuprecht\n'), {
          'content-type': 'text/csv',
        }),
        await administrator!.browser.send('PUT', '/v1/customers/1', subjects[0]),
        await administrator!.browser.send('POST', '/v1/sweeps', {}),
        await auditor!.browser.send('GET', '/readyz'),
      ];
      for (const { statusCode, body } of answers) {
        assert.equal(statusCode, 503, body);
        assert.doesNotMatch(body, /"clear"|"results"/);
      }
      await assert.rejects(service.reload(), { code: 'lists/damaged' });
      assert.equal(service.failure?.code, 'lists/damaged');
    } finally {
      await running.close();
    }
  });
});

onServer('Two processes on one database and one data directory', (database) => {
  test('a list that comes in force at one is noticed by the other; the customers are answered once', async () => {
    await keepOwnList(database.dataDir, 'http://127.0.0.1:1');
    await putInForce(database.dataDir, numbers(0, 9));
    const open = async () => {
      const service = new Service(() => loadLists(database.dataDir));
      return await openInstallation({ ...database.options(), origin: ORIGIN, service, workers: 0 });
    };
    const first = await open();
    const second = await open();
    await first.service.reload();
    await second.service.reload();
    const stops = [first, second].map((installation) =>
      watchLists({
        ...{ dataDir: database.dataDir, service: installation.service, everyMs: 50, onError: () => {} },
        afterwards: () => installation.answerListChange(),
      }),
    );
    try {
      const subject = { schema: 'Person', properties: { name: [nameOf(11)] } };
      await first.customers().upsert([{ reference: 'c-11', subject }], 'test');
      await putInForce(database.dataDir, numbers(0, 12));
      const inForce = await listsInForce(database.dataDir);
      for (const { service } of [first, second]) {
        await until('it is noticed', async () => service.ready().index.info.lists[LIST] === inForce[LIST]);
      }
      const answered = async () =>
        (await first.journal.read({ kinds: ['customer.change-answered'] })).records.length;
      await until('the change is answered', async () => (await answered()) > 0);
      assert.equal((await first.customers().pendingChange())?.to, undefined);
      const { records } = await first.journal.read({ kinds: ['alert.opened'] });
      assert.equal(records.length, 1);
    } finally {
      for (const stop of stops) await stop();
      await first.close();
      await second.close();
    }
  });
});
