import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import type { PolicyDocument } from '../../src/screening/index.ts';
import { ORIGIN } from '../access/service.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

interface ShownAlert {
  readonly id: string;
  readonly caseId: string;
  readonly entityId: string;
  readonly decisionId?: string;
}
interface ShownCase {
  readonly id: string;
  readonly reference?: string;
  readonly state: string;
  readonly version: number;
  readonly assignee?: string;
  readonly deadline?: string;
  readonly alerts: readonly ShownAlert[];
}

const ANNA = {
  schema: 'Person',
  properties: { name: ['Anna Petrovna Sidorenko'], birthDate: ['1990-05-06'] },
};
const YARD = { schema: 'Company', properties: { name: ['Volga Shipyard LLC'] } };
const NOT_SAME = { decision: 'not-same', reasons: ['birth-date-differs'] };

onEmbedded('The casework over HTTP', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
  });
  after(() => running.close());

  const get = (role: string, url: string) => running.people[role]!.browser.send('GET', url);
  const post = (role: string, url: string, body: object) =>
    running.people[role]!.browser.send('POST', url, body);

  function refused(answer: LightMyRequestResponse, status: number, code: string): void {
    assert.equal(answer.statusCode, status, answer.body);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.equal(answer.json<{ code: string }>().code, code);
  }
  function done<T = ShownCase>(answer: LightMyRequestResponse, status = 200): T {
    assert.equal(answer.statusCode, status, answer.body);
    return answer.json<T>();
  }

  async function screen(subject: object, reference?: string) {
    const sent = { ...subject, ...(reference === undefined ? {} : { reference }) };
    const answer = done<{ results: { outcome: string; alerts: string[]; matches: { id: string }[] }[] }>(
      await post('analyst', '/v1/screen', { subjects: [sent] }),
    );
    return answer.results[0]!;
  }
  /** The case of a reference, opened by a screening. */
  async function openCase(reference: string, subject: object = ANNA): Promise<ShownCase> {
    assert.equal((await screen(subject, reference)).outcome, 'alert');
    const { items } = done<{ items: ShownCase[] }>(
      await get('analyst', `/v1/alerts?reference=${encodeURIComponent(reference)}`),
    );
    assert.equal(items.length, 1);
    return items[0]!;
  }

  test('a case goes its whole way, and the second person is another', async () => {
    const { people } = running;
    const opened = await openCase('customer:way', { ...ANNA, value: 250_000 });
    assert.ok(opened.alerts.some(({ entityId }) => entityId === 'NK-anna'));
    assert.equal('views' in opened.alerts[0]!, false, 'digests are the casework’s alone');
    const url = `/v1/cases/${opened.id}`;
    const step = (role: string, name: string, body: object) => post(role, `${url}/${name}`, body);

    const assigned = done(
      await step('analyst', 'assign', { version: opened.version, to: people.approver!.id }),
    );
    assert.equal(assigned.state, 'assigned');
    assert.equal(assigned.assignee, people.approver!.id);
    refused(
      await step('analyst', 'decide', { version: opened.version, ...NOT_SAME }),
      409,
      'casework/version-conflict',
    );
    refused(
      await step('analyst', 'decide', {
        version: assigned.version,
        decision: 'same',
        reasons: ['document-same'],
      }),
      422,
      'casework/bad-humanitarian',
    );
    const decided = done(
      await step('approver', 'decide', {
        version: assigned.version,
        decision: 'same',
        reasons: ['facts-agree'],
        humanitarian: 'does-not-apply',
        text: 'Seen with passport',
      }),
    );
    assert.equal(decided.state, 'decided');
    refused(await step('approver', 'close', { version: decided.version }), 409, 'casework/approval-needed');
    refused(await step('approver', 'approve', { version: decided.version }), 403, 'casework/same-eyes');
    refused(await step('analyst', 'approve', { version: decided.version }), 403, 'access/forbidden');
    const back = done(await step('approver', 'undo', { version: decided.version }));
    assert.equal(back.state, 'assigned');

    const anew = done(await step('analyst', 'decide', { version: back.version, ...NOT_SAME }));
    const approved = done(await step('approver', 'approve', { version: anew.version }));
    assert.equal(approved.state, 'approved');
    const closed = done(await step('analyst', 'close', { version: approved.version }));
    assert.equal(closed.state, 'closed');

    const view = done<ShownCase & { exemptions: { state: string }[]; alerts: { screened: unknown }[] }>(
      await get('auditor', url),
    );
    assert.ok(view.exemptions.length > 0 && view.exemptions.every(({ state }) => state === 'active'));
    assert.match(JSON.stringify(view.alerts[0]!.screened), /Sidorenko/);
    assert.equal((await screen(ANNA, 'customer:way')).outcome, 'clear');

    const history = done<{ items: { kind: string; actor: string; personal?: unknown }[]; cursor?: number }>(
      await get('auditor', `${url}/history?newestFirst=true&limit=3`),
    );
    assert.equal(history.items.length, 3);
    assert.ok(history.cursor !== undefined);
    const all = done<typeof history>(await get('auditor', `${url}/history`));
    const decisions = all.items.filter(({ kind }) => kind === 'case.decided');
    assert.deepEqual(
      decisions.map(({ actor }) => actor),
      [people.approver!.id, people.analyst!.id],
    );
    assert.match(JSON.stringify(decisions[0]!.personal), /Seen with passport/);

    const reopened = done(await step('analyst', 'reopen', { version: closed.version }));
    assert.equal(reopened.state, 'reopened');
    assert.equal((await screen(ANNA, 'customer:way')).outcome, 'alert');
  });

  test('information is asked for and comes, a deadline is set, and a remark needs no version', async () => {
    const { people } = running;
    const opened = await openCase('customer:ask');
    const url = `/v1/cases/${opened.id}`;
    const { version } = done(
      await post('officer', `${url}/assign`, { version: opened.version, to: people.officer!.id }),
    );
    const asked = done(await post('officer', `${url}/ask`, { version, information: ['birth-date'] }));
    assert.equal(asked.state, 'information-asked');
    refused(
      await post('officer', `${url}/ask`, { version: asked.version, information: ['shoe-size'] }),
      400,
      'server/invalid',
    );
    done(await post('analyst', `${url}/comments`, { text: 'Called twice' }));
    refused(await post('analyst', `${url}/comments`, { text: ' ' }), 422, 'casework/empty-text');
    const received = done(await post('officer', `${url}/receive`, { version: asked.version }));
    assert.equal(received.state, 'assigned');
    const deadline = new Date(running.clock.now + 86_400_000).toISOString();
    const later = done(await post('officer', `${url}/deadline`, { version: received.version, deadline }));
    assert.equal(later.deadline, deadline);
    refused(
      await post('officer', `${url}/deadline`, {
        version: later.version,
        deadline: '2001-01-01T00:00:00Z',
      }),
      422,
      'casework/bad-deadline',
    );
    const given = done(await post('officer', `${url}/assign`, { version: later.version, to: null }));
    assert.equal(given.assignee, undefined);
    for (const to of ['nobody-known', people.auditor!.id]) {
      refused(
        await post('officer', `${url}/assign`, { version: given.version, to }),
        422,
        'server/no-caseworker',
      );
    }
  });

  test('the queue is read in pages, by what is asked for', async () => {
    await openCase('customer:page-1');
    await openCase('customer:page-2', YARD);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = done<{ items: ShownCase[]; cursor?: string }>(
        await get('auditor', `/v1/cases?limit=1&reference=customer:page${more}`),
      );
      seen.push(...page.items.map(({ reference }) => reference!));
      cursor = page.cursor;
    } while (cursor !== undefined);
    assert.deepEqual(seen.sort(), ['customer:page-1', 'customer:page-2']);
    const found = async (query: string) =>
      done<{ items: ShownCase[] }>(
        await get('auditor', `/v1/cases?reference=customer:page&${query}`),
      ).items.map(({ reference }) => reference);
    assert.deepEqual(await found('entity=ofac-yard'), ['customer:page-2']);
    assert.deepEqual(await found('states=closed&states=decided'), []);
    assert.equal((await found('unassigned=true&door=customer')).length, 2);
    assert.deepEqual(await found(`assignee=${running.people.analyst!.id}`), []);
    assert.deepEqual(await found('dueBy=2001-01-01T00:00:00Z'), []);
    refused(await get('auditor', '/v1/cases?cursor=bm9uZQ'), 422, 'casework/bad-cursor');
    refused(await get('auditor', '/v1/cases?stats=closed'), 400, 'server/invalid');
    refused(await get('auditor', '/v1/cases?reference=%00'), 400, 'server/invalid');
    refused(await get('auditor', '/v1/alerts?limit=501'), 400, 'server/invalid');
  });

  test('many are decided at once, as they were previewed, or none', async () => {
    const opened = [await openCase('customer:bulk-1', YARD), await openCase('customer:bulk-2', YARD)];
    const order = { selection: { filter: { reference: 'customer:bulk' } }, ...NOT_SAME };
    const preview = done<{ token: string; items: { caseId: string; needsApproval: boolean }[] }>(
      await post('analyst', '/v1/cases/bulk/preview', order),
    );
    assert.deepEqual(new Set(preview.items.map(({ caseId }) => caseId)), new Set(opened.map(({ id }) => id)));
    const { token } = preview;
    refused(
      await post('officer', '/v1/cases/bulk/apply', { ...order, token }),
      409,
      'casework/preview-stale',
    );
    refused(
      await post('analyst', '/v1/cases/bulk/preview', { ...order, decision: 'same' }),
      400,
      'server/invalid',
    );
    const both = { alerts: [opened[0]!.alerts[0]!.id], filter: {} };
    refused(
      await post('analyst', '/v1/cases/bulk/preview', { ...order, selection: both }),
      400,
      'server/invalid',
    );
    const misspelt = { filter: { referense: 'customer:bulk' } };
    refused(
      await post('analyst', '/v1/cases/bulk/preview', { ...order, selection: misspelt }),
      400,
      'server/invalid',
    );
    const { items } = done<{ items: ShownCase[] }>(
      await post('analyst', '/v1/cases/bulk/apply', { ...order, token }),
    );
    assert.deepEqual(
      items.map(({ state }) => state),
      ['decided', 'decided'],
    );
    const [first] = items;
    const sent = done(
      await post('approver', `/v1/cases/${first!.id}/send-back`, { version: first!.version, text: 'No' }),
    );
    assert.equal(sent.state, 'assigned');
  });

  test('a file is kept with its case, and comes back as it was', async () => {
    const { app, people } = running;
    const { id } = await openCase('customer:file');
    const send = (payload: Buffer, headers: Record<string, string>) =>
      app.inject({
        ...{ method: 'POST', url: `/v1/cases/${id}/attachments`, payload },
        headers: {
          cookie: [...people.analyst!.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: ORIGIN,
          'sec-fetch-site': 'same-origin',
          'x-riegel-request': '1',
          'content-type': 'text/plain',
          'x-riegel-file-name': encodeURIComponent('Straße.txt'),
          ...headers,
        },
      });
    const content = Buffer.from('Seen on Monday.\n');
    const kept = done<{ id: string; type: string; size: number }>(await send(content, {}), 201);
    assert.equal(kept.type, 'text/plain');
    assert.equal(kept.size, content.length);
    const back = await get('auditor', `/v1/attachments/${kept.id}`);
    assert.equal(back.statusCode, 200);
    assert.deepEqual(back.rawPayload, content);
    assert.equal(back.headers['content-disposition'], 'attachment');
    assert.equal(back.headers['x-content-type-options'], 'nosniff');
    assert.equal(back.headers['cache-control'], 'no-store');
    const history = await get('auditor', `/v1/cases/${id}/history`);
    assert.match(history.body, /Straße\.txt/);

    const described = (await app.inject('/openapi.json')).json<{
      paths: Record<string, { post: { requestBody: { content: object } } }>;
    }>().paths['/v1/cases/{id}/attachments']!;
    assert.ok('application/pdf' in described.post.requestBody.content);

    refused(await send(Buffer.from('MZ\0\0'), {}), 415, 'casework/attachment-type');
    refused(await send(content, { 'content-type': 'text/html' }), 415, 'server/media-type');
    refused(await send(content, { 'x-riegel-file-name': '%E0%A4%A' }), 422, 'casework/bad-file-name');
    refused(await send(content, { 'x-riegel-file-name': '..%2F' }), 422, 'casework/bad-file-name');
    refused(await send(Buffer.alloc(0), {}), 422, 'casework/empty-attachment');
    refused(await send(Buffer.alloc(10_000_001, 'a'), {}), 413, 'server/body-too-large');
    refused(await get('auditor', '/v1/attachments/none-such'), 404, 'casework/no-attachment');
  });

  test('an exemption is asked for, approved by another, and applied', async () => {
    const subject = { ...YARD, reference: 'customer:exempt' };
    const order = { subject, entity: 'ofac-yard', reasons: ['document-differs'] };
    const asked = done<{ id: string; version: number; state: string }>(
      await post('approver', '/v1/exemptions', order),
      201,
    );
    assert.equal(asked.state, 'pending');
    assert.equal((await screen(YARD, 'customer:exempt')).outcome, 'alert', 'one that waits covers nothing');
    refused(await post('analyst', '/v1/exemptions', order), 409, 'casework/already-exempt');
    const url = `/v1/exemptions/${asked.id}`;
    const seen = { version: asked.version };
    refused(await post('approver', `${url}/approve`, seen), 403, 'casework/same-eyes');
    refused(await post('analyst', `${url}/approve`, seen), 403, 'access/forbidden');
    refused(await post('approver', `${url}/revoke`, { version: 7 }), 409, 'casework/version-conflict');
    done(await post('approver', `${url}/revoke`, seen));

    const second = done<{ id: string; version: number }>(await post('analyst', '/v1/exemptions', order), 201);
    const approved = done<{ state: string; version: number; approver: string }>(
      await post('approver', `/v1/exemptions/${second.id}/approve`, { version: second.version }),
    );
    assert.equal(approved.state, 'active');
    assert.equal(approved.approver, running.people.approver!.id);
    const screened = await screen(YARD, 'customer:exempt');
    assert.deepEqual([screened.outcome, screened.alerts], ['clear', []]);
    assert.equal((await screen(YARD, 'customer:other')).outcome, 'alert', 'it holds for one subject');
    const { items } = done<{ items: { id: string; state: string }[] }>(
      await get('auditor', '/v1/exemptions?reference=customer:exempt'),
    );
    assert.deepEqual(items.map(({ state }) => state).sort(), ['active', 'ended']);
    refused(
      await post('analyst', '/v1/exemptions', { ...order, entity: 'none-such' }),
      422,
      'casework/no-entity',
    );
    refused(
      await post('analyst', '/v1/exemptions', { ...order, subject: { ...subject, schema: 'Ghost' } }),
      400,
      'server/unknown-schema',
    );
  });

  test('a release task is told of and finished', async () => {
    const { installation } = running;
    const { id, version } = await openCase('customer:release', YARD);
    const url = `/v1/cases/${id}`;
    const decided = done(
      await post('analyst', `${url}/decide`, {
        ...{ version, decision: 'same', reasons: ['document-same'] },
        humanitarian: 'does-not-apply',
      }),
    );
    const approved = done(await post('approver', `${url}/approve`, { version: decided.version }));
    done(await post('analyst', `${url}/close`, { version: approved.version }));
    await installation.casework.onDelisted(['ofac-yard'], 'us_ofac_sdn@next');
    const { items } = done<{ items: { id: string; version: number; caseId: string }[] }>(
      await get('auditor', '/v1/releases?limit=1'),
    );
    assert.deepEqual(
      items.map(({ caseId }) => caseId),
      [id],
    );
    const [task] = items;
    const finish = `/v1/releases/${task!.id}/finish`;
    const order = { version: task!.version, outcome: 'released', text: 'Account opened again' };
    refused(await post('analyst', finish, { ...order, version: 9 }), 409, 'casework/version-conflict');
    assert.equal(done<{ state: string }>(await post('analyst', finish, order)).state, 'done');
    refused(
      await post('analyst', finish, { ...order, version: task!.version + 1 }),
      409,
      'casework/illegal-transition',
    );
    assert.deepEqual(done<{ items: unknown[] }>(await get('auditor', '/v1/releases')).items, []);
    refused(await get('auditor', '/v1/releases?cursor=x'), 400, 'server/invalid');
  });

  test('what is not there is not found, and nobody acts without the right', async () => {
    const { app } = running;
    refused(await get('auditor', '/v1/cases/none-such'), 404, 'casework/no-case');
    refused(await get('auditor', '/v1/cases/none-such/history'), 404, 'casework/no-case');
    refused(await post('analyst', '/v1/cases/none-such/close', { version: 1 }), 404, 'casework/no-case');
    refused(
      await post('approver', '/v1/exemptions/none-such/approve', { version: 1 }),
      404,
      'casework/no-exemption',
    );
    refused(
      await post('analyst', '/v1/releases/none-such/finish', { version: 1, outcome: 'kept', text: 'x' }),
      404,
      'casework/no-release',
    );
    assert.equal((await app.inject('/v1/cases')).statusCode, 401);
    refused(await post('auditor', '/v1/cases/none-such/close', { version: 1 }), 403, 'access/forbidden');
  });

  test('a policy rules over the work on alerts from when it is in force', async () => {
    const decided = async (reference: string) => {
      const { id, version } = await openCase(reference);
      const shown = done(await post('analyst', `/v1/cases/${id}/decide`, { version, ...NOT_SAME }));
      return await post('analyst', `/v1/cases/${id}/close`, { version: shown.version });
    };
    done(await decided('customer:before'));
    const { document } = done<{ document: PolicyDocument }>(await get('auditor', '/v1/policies/STANDARD'));
    const fourEyes = { decisions: [{}], activation: false };
    const change = { document: { ...document, fourEyes }, reason: 'two people for every decision' };
    done(await post('administrator', '/v1/policies', change), 201);
    refused(await decided('customer:after'), 409, 'casework/approval-needed');
    done(await post('administrator', '/v1/policies', { document, reason: 'as it was' }), 201);
    done(await decided('customer:then'));
  });

  test('what is sent of any kind is never a fault of the service', async () => {
    const { id, version } = await openCase('customer:any');
    const task = { release: '/v1/releases/none-such/finish', exemption: '/v1/exemptions/none-such/approve' };
    const sound: Record<string, object> = {
      [`/v1/cases/${id}/comments`]: { text: 'a' },
      [`/v1/cases/${id}/assign`]: { version, to: 'nobody-known', text: 'a' },
      [`/v1/cases/${id}/deadline`]: { version, deadline: '2999-12-31T23:59:59Z' },
      [`/v1/cases/${id}/decide`]: { version: version + 99, ...NOT_SAME, alerts: ['a'], text: 'a' },
      '/v1/cases/bulk/preview': { selection: { filter: { reference: 'a' } }, ...NOT_SAME, text: 'a' },
      '/v1/exemptions': {
        subject: { ...YARD, reference: 'customer:any' },
        ...{ entity: 'ofac-yard', reasons: ['other'], text: 'a', expiresAt: '2030-01-01T00:00:00Z' },
      },
      [task.release]: { version, outcome: 'kept', text: 'a' },
      [task.exemption]: { version, text: 'a' },
    };
    const odd = [
      '',
      ' ',
      'a\u0000b',
      '\ud800',
      'a\nb',
      null,
      true,
      0,
      -1,
      1e300,
      [],
      [[]],
      {},
      '%',
      '𝒜'.repeat(30_000),
    ];
    const found: string[] = [];
    for (const [url, body] of Object.entries(sound)) {
      for (const [name, value] of spoilt(body, odd)) {
        const { statusCode } = await post('approver', url, value as object);
        if (statusCode >= 500) found.push(`${url} ${name} ${statusCode}`);
      }
    }
    const queries = [
      'states=',
      'dueBy=2016-12-31T23:59:60Z',
      'dueBy=%2B1',
      'reference=%25_%5C',
      'limit=0',
      'cursor=W10',
    ];
    for (const query of [
      ...queries,
      'reference=%ED%A0%80',
      'entity=%00',
      'cursor=%00',
      'probabilityFrom=NaN',
    ]) {
      for (const path of ['alerts', 'cases', 'exemptions', 'releases', `cases/${id}/history`]) {
        const { statusCode } = await get('auditor', `/v1/${path}?${query}`);
        if (statusCode >= 500) found.push(`${path}?${query} ${statusCode}`);
      }
    }
    assert.deepEqual(found, []);
  });
});

/** An object with each of its members, however deep, taken away and replaced by each of `odd`. */
function* spoilt(body: unknown, odd: readonly unknown[], at = ''): Generator<readonly [string, unknown]> {
  if (typeof body !== 'object' || body === null) return;
  const copyWith = (name: string, value: unknown) =>
    Array.isArray(body) ? body.with(Number(name), value) : { ...body, [name]: value };
  for (const [name, value] of Object.entries(body)) {
    const path = `${at}.${name}`;
    yield [path, copyWith(name, undefined)];
    for (const each of odd) yield [`${path} = ${JSON.stringify(each).slice(0, 20)}`, copyWith(name, each)];
    for (const [deeper, changed] of spoilt(value, odd, path)) yield [deeper, copyWith(name, changed)];
  }
}
