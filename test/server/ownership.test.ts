import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

interface Found {
  readonly outcome: string;
  readonly alerts: readonly string[];
  readonly matches: readonly {
    readonly id: string;
    readonly caption: string;
    readonly lists: readonly string[];
    readonly probability: number;
    readonly explanation: {
      readonly sentence: { readonly en: string };
      readonly ownership: {
        readonly status: string;
        readonly counted: readonly { readonly path: readonly string[] }[];
      };
    };
  }[];
}

const ACME = { schema: 'Company', properties: { name: ['Harbour Bakery GmbH'] } };

onEmbedded('Ownership over HTTP', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
    await running.installation.renewLinks();
  });
  after(() => running.close());

  const send = (role: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
    running.people[role]!.browser.send(method, url, body);
  function refused(answer: LightMyRequestResponse, status: number, code: string): void {
    assert.equal(answer.statusCode, status, answer.body);
    assert.equal(answer.json<{ code: string }>().code, code);
  }
  function done<T>(answer: LightMyRequestResponse, status = 200): T {
    assert.equal(answer.statusCode, status, answer.body);
    return answer.statusCode === 204 ? (undefined as T) : answer.json<T>();
  }
  const put = (rows: readonly object[], role = 'list-manager', source = 'register') =>
    send(role, 'PUT', `/v1/ownership/${source}`, rows);
  async function screen(reference: string): Promise<Found> {
    const body = { subjects: [{ ...ACME, reference }] };
    return done<{ results: Found[] }>(await send('analyst', 'POST', '/v1/screen', body)).results[0]!;
  }
  const alertsOf = async (reference: string) =>
    done<{
      items: {
        id: string;
        version: number;
        alerts: { id: string; entityId: string; decisionId?: string }[];
      }[];
    }>(
      await send(
        'analyst',
        'GET',
        `/v1/alerts?reference=${reference}&states=new&states=closed&states=reopened`,
      ),
    ).items[0]!;

  /** Half of the bakery, through a holding company, and some directly: NK-anna is on OFAC’s list. */
  const HALF = [
    { owner: 'NK-anna', asset: 'holding', percentage: 50 },
    { owner: 'holding', asset: 'bakery', percentage: 40 },
    { owner: 'NK-anna', asset: 'bakery', percentage: 10 },
  ];

  test('who may not, says nothing; what cannot be read is told row by row', async () => {
    refused(await put(HALF, 'analyst'), 403, 'access/forbidden');
    refused(await put(HALF, 'auditor'), 403, 'access/forbidden');
    refused(await put([{ owner: 'x' }]), 422, 'screening/no-holding');
    refused(await put(HALF, 'list-manager', 'a%20b'), 422, 'screening/bad-ownership-source');
    refused(await send('auditor', 'GET', '/v1/ownership/register'), 404, 'screening/no-ownership-source');
    refused(
      await send('list-manager', 'DELETE', '/v1/ownership/register'),
      404,
      'screening/no-ownership-source',
    );
  });

  test('a customer becomes an alert once the upload says that blocked persons own half of it', async () => {
    const customer = await send('administrator', 'PUT', '/v1/customers/bakery', ACME);
    assert.ok([200, 201].includes(customer.statusCode), customer.body);
    assert.equal((await screen('customer:bakery')).outcome, 'clear');

    const stored = done<{ version: number; rejected: number; rejects: { row: number; field: string }[] }>(
      await put([...HALF, { owner: 'NK-anna', asset: 'bakery', percentage: 'much' }]),
      201,
    );
    assert.equal(stored.version, 1);
    assert.deepEqual(
      stored.rejects.map(({ row, field }) => [row, field]),
      [[4, 'percentage']],
    );

    // The customer was screened by the upload itself, with nobody asking.
    const { alerts } = await alertsOf('customer:bakery');
    assert.deepEqual(alerts.map(({ entityId }) => entityId).sort(), ['ownership:EU', 'ownership:OFAC']);

    const found = await screen('customer:bakery');
    assert.equal(found.outcome, 'alert');
    const ofac = found.matches.find(({ id }) => id === 'ownership:OFAC')!;
    assert.equal(ofac.explanation.ownership.status, 'blocked');
    assert.equal(ofac.probability, 1);
    assert.deepEqual(ofac.lists, ['us_ofac_sdn']);
    assert.match(ofac.explanation.sentence.en, /listed persons own 50 %/);
    assert.match(ofac.explanation.sentence.en, /Anna Petrovna Sidorenko → holding 40 %/);
    assert.deepEqual(
      ofac.explanation.ownership.counted.map(({ path }) => path),
      [['NK-anna', 'holding'], ['NK-anna']],
    );
    const { records } = await running.installation.journal.read({
      kinds: ['screening'],
      newestFirst: true,
      limit: 1,
    });
    const { ownership } = records[0]!.references as { ownership: { sources: object } };
    assert.deepEqual(ownership.sources, { register: 1 });
  });

  test('the sweep says what the single screening says', async () => {
    const swept = await running.installation.customers().sweep({ actor: 'test' });
    assert.equal(swept.statement.counts.alert, 1);
    assert.deepEqual((await alertsOf('customer:bakery')).alerts.length, 2);
  });

  test('the same again changes nothing; each version can be read', async () => {
    const rows = [...HALF, { owner: 'NK-anna', asset: 'bakery', percentage: 'much' }];
    assert.equal(done<{ status: string }>(await put(rows)).status, 'unchanged');
    const { items } = done<{ items: { source: string; version: number; count: number }[] }>(
      await send('auditor', 'GET', '/v1/ownership'),
    );
    assert.deepEqual(
      items.map(({ source, version, count }) => [source, version, count]),
      [['register', 1, 3]],
    );
    const page = done<{ total: number; items: { owner: string; low: number }[] }>(
      await send('analyst', 'GET', '/v1/ownership/register/holdings?after=1&limit=1'),
    );
    assert.deepEqual([page.total, page.items[0]!.owner, page.items[0]!.low], [3, 'holding', 40]);
  });

  test('a decision holds for this arithmetic, and another share opens the alert again', async () => {
    const row = await alertsOf('customer:bakery');
    const url = `/v1/cases/${row.id}`;
    const decide = {
      version: row.version,
      decision: 'not-same',
      reasons: ['other'],
      text: 'Sold under a licence',
    };
    let { version } = done<{ version: number }>(await send('analyst', 'POST', `${url}/decide`, decide));
    const approved = await send('approver', 'POST', `${url}/approve`, { version });
    if (approved.statusCode === 200) ({ version } = approved.json<{ version: number }>());
    done(await send('analyst', 'POST', `${url}/close`, { version }));
    assert.equal((await screen('customer:bakery')).outcome, 'clear');
    done(await put([HALF[0]!, { ...HALF[1]!, percentage: 60 }, HALF[2]!]));
    const { alerts } = await alertsOf('customer:bakery');
    assert.ok(alerts.every(({ decisionId }) => decisionId === undefined));
  });

  test('what is not known is said: an unknown share is no clear answer', async () => {
    done(await put([{ owner: 'NK-anna', asset: 'quay' }], 'list-manager', 'hearsay'), 201);
    const { outcome, matches } = await screen('customer:quay');
    assert.equal(outcome, 'alert');
    assert.ok(matches.every(({ probability }) => probability === 0.5));
    assert.match(matches[0]!.explanation.sentence.en, /cannot be told/);
  });

  test('an owner known by another list’s entry counts by its link, and no longer once that is cut', async () => {
    const rows = [{ owner: 'eu-anna', asset: 'mill', percentage: 100 }];
    done(await put(rows, 'list-manager', 'mill'), 201);
    const ids = async () => (await screen('customer:mill')).matches.map(({ id }) => id);
    assert.ok((await ids()).includes('ownership:OFAC'));
    const link = `/v1/links/${encodeURIComponent('NK-anna~eu-anna')}`;
    const { link: seen } = done<{ link: { changed: number } }>(await send('auditor', 'GET', link));
    done(await send('list-manager', 'POST', `${link}/cut`, { version: seen.changed, reason: 'Namesakes' }));
    assert.equal((await ids()).includes('ownership:OFAC'), false);
  });

  test('a source that is taken out of force speaks no more', async () => {
    done(await send('list-manager', 'DELETE', '/v1/ownership/register'), 204);
    assert.equal((await screen('customer:bakery')).outcome, 'clear');
    const { versions } = done<{ versions: { version: number; digest?: string }[] }>(
      await send('auditor', 'GET', '/v1/ownership/register'),
    );
    assert.deepEqual(
      versions.map(({ version }) => version),
      [3, 2, 1],
    );
    assert.equal(versions[0]!.digest, undefined);
  });
});
