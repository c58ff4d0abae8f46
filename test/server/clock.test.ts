import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { screenSubject } from '../../src/screening/index.ts';
import { doDuties } from '../../src/server/index.ts';
import { PASSWORD } from '../access/service.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const ANNA = { schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] } };

onEmbedded('A clock that is set back', (database) => {
  let running: Running;
  let started: number;
  before(async () => {
    running = await startInstallation(database);
    started = running.clock.now;
  });
  after(() => running.close());

  const analyst = () => running.people.analyst!.browser;
  const screen = async (reference: string) => {
    const subjects = [{ ...ANNA, reference }];
    const answer = await analyst().send('POST', '/v1/screen', { subjects });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<{ results: { outcome: string; record: number }[] }>().results[0]!;
  };

  test('the journal goes on in order, and verifies', async () => {
    const { clock, installation } = running;
    const first = await screen('clock:1');
    clock.now = started - 10 * 60_000;
    await assert.rejects(screen('clock:2'), 'sessions that are yet to begin do not count');
    clock.now = started - 4 * 60_000;
    const second = await screen('clock:2');
    assert.ok(second.record > first.record);
    clock.now = started;
    const { records } = await installation.journal.read({ limit: 1_000 });
    const times = records.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted(), 'no record is dated before an earlier one');
    assert.equal((await installation.journal.verify()).ok, true);
  });

  test('an exemption that has lapsed does not hold again', async () => {
    const { clock, people } = running;
    await screen('clock:exempt');
    const { items } = (await analyst().send('GET', '/v1/alerts?reference=clock:exempt')).json<{
      items: { id: string; version: number; alerts: { entityId: string }[] }[];
    }>();
    const [found] = items;
    const step = async (role: string, name: string, body: object) => {
      const answer = await people[role]!.browser.send('POST', `/v1/cases/${found!.id}/${name}`, body);
      assert.equal(answer.statusCode, 200, answer.body);
      return answer.json<{ version: number }>();
    };
    const order = { decision: 'not-same', reasons: ['birth-date-differs'] };
    const { version } = await step('analyst', 'assign', { version: found!.version, to: people.analyst!.id });
    const decided = await step('analyst', 'decide', { version, ...order });
    const approved = await step('approver', 'approve', { version: decided.version });
    await step('analyst', 'close', { version: approved.version });
    assert.equal((await screen('clock:exempt')).outcome, 'clear');
    const { exemptions } = await running.installation.casework.exemptions();
    const lapses = Math.max(...exemptions.map(({ expiresAt }) => expiresAt));
    const { takeIn } = running.installation.casework;
    // Somebody screens after it has lapsed; nobody is signed in for so long.
    clock.now = lapses + 1;
    const standing = await running.installation.standing({ door: 'customer' });
    const done = () => ({
      ...{ door: 'customer' as const, subject: ANNA, reference: 'clock:exempt', basis: standing.basis },
      screening: screenSubject(standing.index, ANNA, standing.policy),
    });
    assert.equal((await takeIn([done()], 'test'))[0]!.outcome, 'alert');
    clock.now = started;
    assert.equal((await takeIn([done()], 'test'))[0]!.outcome, 'alert', 'what has lapsed has lapsed');
  });

  test('a session that a wrong clock began does not last until that clock is right', async () => {
    const { clock } = running;
    clock.now = started;
    const browser = running.people.administrator!.browser;
    assert.equal((await browser.send('GET', '/v1/me')).statusCode, 200);
    clock.now = started + 60_000;
    const late = await running.addPerson('from-the-future', ['analyst']);
    assert.equal((await late.browser.send('GET', '/v1/me')).statusCode, 200);
    clock.now = started - 6 * 60_000;
    assert.equal((await late.browser.send('GET', '/v1/me')).statusCode, 401);
    clock.now = started + 60_000;
    assert.equal((await late.browser.send('GET', '/v1/me')).statusCode, 200);
  });

  test('a block of a login that a wrong clock set does not hold until that clock is right', async () => {
    const { clock, app } = running;
    const attempt = async () =>
      await app.inject({
        ...{ method: 'POST', url: '/v1/session', remoteAddress: '192.0.2.77' },
        headers: {
          origin: 'https://riegel.example',
          'sec-fetch-site': 'same-origin',
          'x-riegel-request': '1',
        },
        payload: { login: 'analyst', password: `${PASSWORD}!`, code: '000000' },
      });
    clock.now = started + YEAR;
    for (let tries = 0; tries < 12; tries++) await attempt();
    assert.equal((await attempt()).statusCode, 429);
    clock.now = started;
    assert.equal((await attempt()).statusCode, 401, 'the block of a year to come is not this one’s');
    assert.equal((await attempt()).statusCode, 429, 'and the failures still count');
  });

  test('the daily sweep is done on every calendar day, whatever day the last one says', async () => {
    const { clock, installation } = running;
    clock.now = started + YEAR;
    const subject = { schema: 'Person', properties: { name: ['Ida Oberholt'] } };
    await installation.customers().upsert([{ reference: '7', subject }], 'test');
    assert.equal((await doDuties(installation, clock.now)).swept, true);
    clock.now = started;
    assert.equal((await doDuties(installation, clock.now)).swept, true, 'a sweep of a year to come is none');
    assert.equal((await doDuties(installation, clock.now)).swept, false);
    clock.now = started + DAY;
    assert.equal((await doDuties(installation, clock.now)).swept, true);
    const times = (await installation.journal.read({ limit: 1_000 })).records.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted());
  });
});
