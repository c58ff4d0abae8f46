import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import type { PolicyDocument } from '../../src/screening/index.ts';
import type { SignedIn } from '../access/service.ts';
import { onBothStores } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

/** Concurrent releases and updates of lists: `list-work.test.ts`. */
onBothStores('Two administrators at once', (database) => {
  let running: Running;
  let other: SignedIn;
  before(async () => {
    running = await startInstallation(database);
    other = await running.addPerson('other', ['administrator', 'approver']);
  });
  after(() => running.close());

  const administrator = () => running.people.administrator!;
  const codesOf = (answers: readonly LightMyRequestResponse[]) =>
    answers.map((answer) => answer.json<{ code?: string }>().code ?? 'done').sort();
  const changes = async () =>
    (await running.installation.journal.read({ kinds: ['policy.changed'], limit: 1_000 })).records.length;
  async function change(by: SignedIn, alter: (document: PolicyDocument) => PolicyDocument) {
    const { document } = (await by.browser.send('GET', '/v1/policies/STANDARD')).json<{
      document: PolicyDocument;
    }>();
    const body = { document: alter(document), reason: 'Asked by the board' };
    return await by.browser.send('POST', '/v1/policies', body);
  }

  test('of two who put the same policy in force one does, the other is told', async () => {
    const { people } = running;
    const changed = await change(people['list-manager']!, (document) => ({
      ...document,
      fourEyes: { ...document.fourEyes, activation: true },
    }));
    assert.equal(changed.statusCode, 201, changed.body);
    const { policy } = changed.json<{ policy: string }>();
    const before = await changes();
    const approve = (by: SignedIn) =>
      by.browser.send('POST', `/v1/policies/${encodeURIComponent(policy)}/approve`, { reason: 'Seen' });
    const answers = await Promise.all([approve(administrator()), approve(other), approve(people.approver!)]);
    assert.deepEqual(codesOf(answers), ['done', 'policy/not-waiting', 'policy/not-waiting']);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409, 409]);
    assert.equal((await changes()) - before, 1);
  });

  test('of two who write the same change one is stored', async () => {
    const before = await changes();
    const same = (document: PolicyDocument) => ({ ...document, title: 'Another title' });
    const answers = await Promise.all([change(administrator(), same), change(other, same)]);
    assert.deepEqual(codesOf(answers), ['done', 'policy/unchanged']);
    assert.equal((await changes()) - before, 1);
  });

  test('of two who make the same login one does', async () => {
    const body = { login: 'twin', name: 'Twin', roles: ['analyst'] };
    const answers = await Promise.all(
      [administrator(), other].map((by) => by.browser.send('POST', '/v1/people', body)),
    );
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 409], answers[1]!.body);
  });
});
