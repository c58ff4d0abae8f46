import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

interface ShownLink {
  readonly id: string;
  readonly state: string;
  readonly changed: number;
  readonly captions: readonly (string | null)[];
  readonly evidence: readonly { readonly kind: string }[];
}

const LINK = 'NK-anna~eu-anna';
const ANNA = { schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] } };

onEmbedded('Links over HTTP', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
    await running.installation.renewLinks();
  });
  after(() => running.close());

  const get = (role: string, url: string) => running.people[role]!.browser.send('GET', url);
  const post = (role: string, url: string, body: object) =>
    running.people[role]!.browser.send('POST', url, body);
  const url = `/v1/links/${encodeURIComponent(LINK)}`;

  function refused(answer: LightMyRequestResponse, status: number, code: string): void {
    assert.equal(answer.statusCode, status, answer.body);
    assert.equal(answer.json<{ code: string }>().code, code);
  }
  function done<T>(answer: LightMyRequestResponse, status = 200): T {
    assert.equal(answer.statusCode, status, answer.body);
    return answer.json<T>();
  }
  const find = async () =>
    done<{ link: ShownLink; history: { actor: string; link: ShownLink }[] }>(await get('auditor', url));
  const step = async (role: string, name: string, reason = 'Seen with both entries') =>
    await post(role, `${url}/${name}`, { version: (await find()).link.changed, reason });
  async function screen(reference: string) {
    const body = { subjects: [{ ...ANNA, reference }] };
    const { results } = done<{ results: { outcome: string; alerts: string[]; matches: { id: string }[] }[] }>(
      await post('analyst', '/v1/screen', body),
    );
    return results[0]!;
  }
  const caseOf = async (reference: string) => {
    const { items } = done<{ items: { id: string; alerts: { entityId: string }[] }[] }>(
      await get('analyst', `/v1/alerts?reference=${reference}`),
    );
    return items[0]!;
  };

  test('the lists in place are linked, with the evidence, and everybody who may read sees it', async () => {
    const page = done<{
      items: ShownLink[];
      waiting: number;
      book: { version: number; listVersions: object };
    }>(await get('analyst', '/v1/links?entity=eu-anna'));
    assert.deepEqual(
      page.items.map(({ id, state }) => [id, state]),
      [[LINK, 'linked']],
    );
    assert.deepEqual(page.items[0]!.captions, ['Anna Petrovna Sidorenko', 'SIDORENKO Anna']);
    assert.equal(page.book.version, 1);
    assert.deepEqual(page.book.listVersions, running.installation.service.ready().index.info.lists);
    const { link, history } = await find();
    assert.equal(link.evidence[0]!.kind, 'names');
    assert.equal(history[0]!.actor, 'riegel:server');
    refused(await get('auditor', '/v1/links/nobody~nothing'), 404, 'screening/no-link');
    refused(await get('auditor', '/v1/links?cursor=x'), 400, 'screening/bad-cursor');
    await running.installation.renewLinks();
    assert.equal((await find()).history.length, 1, 'the same lists are not looked at twice');
  });

  test('who only looks decides nothing', async () => {
    for (const role of ['analyst', 'officer', 'auditor', 'administrator'])
      refused(await step(role, 'cut'), 403, 'access/forbidden');
    refused(
      await post('list-manager', `${url}/cut`, { version: 99, reason: 'Old' }),
      409,
      'screening/link-moved',
    );
    refused(await step('list-manager', 'accept'), 409, 'screening/link-state');
    refused(await post('list-manager', `${url}/cut`, { version: 1 }), 400, 'server/invalid');
  });

  test('an exemption follows the link, and a cut leaves it with the listing it was made for', async () => {
    const reference = 'customer:linked';
    const exempted = done<{ id: string; version: number }>(
      await post('analyst', '/v1/exemptions', {
        subject: { ...ANNA, reference },
        entity: 'NK-anna',
        reasons: ['common-name'],
        text: 'Known since school',
      }),
      201,
    );
    done(await post('approver', `/v1/exemptions/${exempted.id}/approve`, { version: exempted.version }));
    const found = await screen(reference);
    assert.deepEqual(found.matches.map(({ id }) => id).sort(), ['NK-anna', 'eu-anna']);
    assert.equal(found.outcome, 'clear');
    assert.deepEqual(found.alerts, []);

    const cut = done<ShownLink>(await step('list-manager', 'cut', 'Two women of one name'));
    assert.equal(cut.state, 'cut');
    const again = await screen(reference);
    assert.equal(again.outcome, 'alert');
    assert.deepEqual(
      (await caseOf(reference)).alerts.map(({ entityId }) => entityId),
      ['eu-anna'],
    );
    const { items } = done<{ items: { entityId: string; state: string }[] }>(
      await get('auditor', `/v1/exemptions?reference=${reference}`),
    );
    assert.deepEqual(
      items.map(({ entityId, state }) => [entityId, state]),
      [['NK-anna', 'active']],
    );
    const { records } = await running.installation.journal.read({ kinds: ['link.cut'] });
    assert.deepEqual(
      records.map(({ actor }) => actor),
      [running.people['list-manager']!.id],
    );
  });

  test('a cut stays over a reload, and an alert shows one person once they are linked', async () => {
    await running.installation.service.reload();
    await running.installation.renewLinks();
    assert.equal((await find()).link.state, 'cut');
    const reference = 'customer:cluster';
    assert.equal((await screen(reference)).alerts.length, 2);
    const persons = async () =>
      done<{ persons: { listings: { entity: string; alert?: string }[] }[] }>(
        await get('auditor', `/v1/cases/${(await caseOf(reference)).id}`),
      ).persons;
    assert.equal((await persons()).length, 2);
    const accepted = done<ShownLink>(await step('approver', 'accept', 'One woman after all'));
    assert.equal(accepted.state, 'linked');
    const [one, ...others] = await persons();
    assert.deepEqual(others, []);
    assert.deepEqual(
      one!.listings.map(({ entity, alert }) => [entity, alert !== undefined]),
      [
        ['NK-anna', true],
        ['eu-anna', true],
      ],
    );
  });

  test('a person links what nothing proposed', async () => {
    const body = { entities: ['bis-1', 'ofac-yard'], reason: 'The same works under two names' };
    refused(await post('analyst', '/v1/links', body), 403, 'access/forbidden');
    const unknown = { ...body, entities: ['bis-1', 'nobody'] };
    refused(await post('list-manager', '/v1/links', unknown), 422, 'server/no-entry');
    assert.equal(done<ShownLink>(await post('list-manager', '/v1/links', body), 201).state, 'linked');
    refused(await post('list-manager', '/v1/links', body), 409, 'screening/link-exists');
  });
});
