import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { walkRoutes } from '../../src/server/auth/index.ts';
import { doDuties, GUARDED_ROUTES } from '../../src/server/index.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { cookieHeaders, type Running, startInstallation } from './running.ts';

onEmbedded('An installation', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
  });
  after(() => running.close());

  test('every route lets in whom the table says, and nobody else', async () => {
    const { app, people } = running;
    const headers = (role: string) => cookieHeaders(people[role]!);
    // One ends the session that asks, the other asks for a token of its own.
    const apart = new Set(['DELETE /v1/session', 'POST /updatez']);
    const table = GUARDED_ROUTES.filter(({ method, url }) => !apart.has(`${method} ${url}`));
    assert.deepEqual(await walkRoutes(app, table, headers), []);
  });

  test('a screening is recorded, opens an alert, and names the index and the policy', async () => {
    const { people, installation } = running;
    const before = (await installation.journal.read({ kinds: ['screening'] })).records.length;
    const answer = await people.analyst!.browser.send('POST', '/v1/screen', {
      subjects: [
        {
          id: 'a',
          schema: 'Person',
          properties: { name: ['Anna Petrovna Sidorenko'] },
          reference: 'customer:1',
        },
        { id: 'b', schema: 'Person', properties: { name: ['Martha Oberholt'] } },
        { id: 'c', schema: 'Person', properties: { name: ['—'] } },
      ],
    });
    assert.equal(answer.statusCode, 200, answer.body);
    const { results } = answer.json<{ results: Record<string, unknown>[] }>();
    assert.equal(results.length, 3);
    assert.deepEqual((results[2]!.error as { code: string }).code, 'screening/unreadable-name');
    assert.equal(results[2]!.outcome, undefined, 'what was not screened is not clear');
    assert.equal(results[0]!.outcome, 'alert');
    assert.equal((results[0]!.alerts as string[]).length > 0, true);
    assert.equal(results[1]!.outcome, 'clear');
    assert.equal(results[0]!.index, installation.service.ready().index.info.id);
    assert.match(String(results[0]!.policy), /^STANDARD@1$/);
    const records = (await installation.journal.read({ kinds: ['screening'] })).records;
    assert.equal(records.length - before, 2);
  });

  test('customers are swept once in a calendar day, whenever the duties are done', async () => {
    const { installation, clock } = running;
    const nobody = await doDuties(installation, clock.now);
    assert.equal(nobody.swept, false, 'there is nobody to sweep');
    await installation
      .customers()
      .upsert(
        [{ reference: '7', subject: { schema: 'Person', properties: { name: ['Ida Oberholt'] } } }],
        'test',
      );
    assert.equal((await doDuties(installation, clock.now)).swept, true);
    assert.equal((await doDuties(installation, clock.now)).swept, false);
    clock.now += 24 * 3_600_000;
    assert.equal((await doDuties(installation, clock.now)).swept, true);
    const { sweeps } = await installation.customers().status();
    assert.equal(sweeps.length, 2);
    assert.ok(sweeps.every(({ statement }) => statement !== undefined));
  });
});
