import assert from 'node:assert/strict';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { Certificate, InclusionProof, JournalRecord } from '../../src/journal/index.ts';
import { attachedCertificate, openCheckpoint, verifyCertificate } from '../../src/journal/index.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

const ANNA = { schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] } };
const MARTHA = { schema: 'Person', properties: { name: ['Martha Oberholt'] } };

onEmbedded('Journal, customers, documents, lists and policies over HTTP', (database) => {
  let running: Running;
  before(async () => {
    running = await startInstallation(database);
  });
  after(() => running.close());

  const as = (role: string) => running.people[role]!.browser;
  const screened = async () => {
    const answer = await as('analyst').send('POST', '/v1/screen', { subjects: [ANNA, MARTHA] });
    return answer.json<{ results: { record: number }[] }>().results.map(({ record }) => record);
  };
  const ndjson = (role: string, url: string, body: string | Buffer) =>
    as(role).send('POST', url, Buffer.from(body), { 'content-type': 'application/x-ndjson' });

  test('the journal is read by kind and page, and never shows who was screened', async () => {
    const [first, second] = await screened();
    const page = await as('auditor').send('GET', '/v1/journal?kind=screening&order=newest&limit=1');
    assert.equal(page.statusCode, 200, page.body);
    const { records, cursor } = page.json<{ records: JournalRecord[]; cursor: number }>();
    assert.deepEqual(
      records.map(({ seq }) => seq),
      [second],
    );
    const next = await as('auditor').send(
      'GET',
      `/v1/journal?kind=screening&order=newest&limit=1&cursor=${cursor}`,
    );
    assert.equal(next.json<{ records: JournalRecord[] }>().records[0]?.seq, first);
    const one = await as('auditor').send('GET', `/v1/journal/${first}`);
    assert.equal(one.json<JournalRecord>().kind, 'screening');
    for (const { body } of [page, next, one]) assert.doesNotMatch(body, /Sidorenko|Oberholt|"personal"/);
    assert.equal((await as('auditor').send('GET', '/v1/journal/999999')).statusCode, 404);
    assert.equal((await as('auditor').send('GET', '/v1/journal?limit=100000')).statusCode, 400);
    const none = await as('auditor').send('GET', '/v1/journal?kind=screening&to=2001-01-01T00:00:00Z');
    assert.deepEqual(none.json(), { records: [] });
    assert.equal((await as('analyst').send('GET', '/v1/journal')).statusCode, 403);
  });

  test('a record has its proof, the journal its checkpoint, and both verify', async () => {
    const [first] = await screened();
    const proof = (await as('auditor').send('GET', `/v1/journal/${first}/proof`)).json<InclusionProof>();
    assert.equal(proof.seq, first);
    const { checkpoint } = (await as('auditor').send('GET', '/v1/journal/checkpoint')).json<{
      checkpoint: string;
    }>();
    const opened = openCheckpoint(checkpoint, running.installation.journal.verifier);
    assert.ok(opened !== undefined && opened.size > first!);
    const verified = await as('auditor').send('POST', '/v1/journal/verify', { checkpoints: [checkpoint] });
    assert.equal(verified.json<{ ok: boolean }>().ok, true, verified.body);
    const forged = checkpoint.replace(/\n\d+\n/, '\n1\n');
    const refused = await as('auditor').send('POST', '/v1/journal/verify', { checkpoints: [forged] });
    assert.equal(refused.json<{ ok: boolean }>().ok, false);
    assert.equal((await as('officer').send('POST', '/v1/journal/verify')).statusCode, 403);
  });

  test('a screening has a certificate, as JSON and as PDF; nothing else has', async () => {
    const [first] = await screened();
    const key = running.installation.journal.verifier.text;
    const json = (await as('analyst').send('GET', `/v1/certificates/${first}`)).json<Certificate>();
    assert.equal(verifyCertificate(json, key).record.seq, first);
    const pdf = await as('analyst').send('GET', `/v1/certificates/${first}`, undefined, {
      accept: 'application/pdf',
    });
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    const attached = attachedCertificate(pdf.rawPayload);
    assert.equal(verifyCertificate(attached, key).record.seq, first);
    const { records } = await running.installation.journal.read({ limit: 1 });
    assert.notEqual(records[0]!.kind, 'screening');
    const other = await as('analyst').send('GET', `/v1/certificates/${records[0]!.seq}`);
    assert.equal(other.statusCode, 404, 'the record of a person is not opened');
    assert.equal((await as('list-manager').send('GET', `/v1/certificates/${first}`)).statusCode, 403);
  });

  test('a customer is kept, changed, counted and taken out', async () => {
    const put = await as('administrator').send('PUT', '/v1/customers/c%2F1', ANNA);
    assert.equal(put.statusCode, 200, put.body);
    const answer = put.json<{ reference: string; outcome: string; status: string }>();
    assert.deepEqual([answer.reference, answer.outcome, answer.status], ['c/1', 'alert', 'screened']);
    const again = await as('administrator').send('PUT', '/v1/customers/c%2F1', ANNA);
    assert.equal(again.json<{ status: string }>().status, 'unchanged');
    const { customers } = (await as('officer').send('GET', '/v1/customers/status')).json<{
      customers: number;
    }>();
    assert.equal(customers, 1);
    const nameless = { schema: 'Person', properties: { name: ['—'] } };
    const refused = await as('administrator').send('PUT', '/v1/customers/c%2F2', nameless);
    assert.equal(refused.json<{ code: string }>().code, 'screening/unreadable-name');
    assert.equal((await as('analyst').send('PUT', '/v1/customers/c%2F1', ANNA)).statusCode, 403);
    assert.equal((await as('administrator').send('DELETE', '/v1/customers/c%2F1')).statusCode, 204);
    assert.equal((await as('administrator').send('DELETE', '/v1/customers/c%2F1')).statusCode, 404);
  });

  test('a stream of customers is answered line by line in its order', async () => {
    const line = (reference: string, subject: object) => `${JSON.stringify({ reference, ...subject })}\n`;
    const body = [
      line('s-1', ANNA),
      line('s-2', MARTHA),
      'no json\n',
      '\n',
      line('s-3', { schema: 'Nobody', properties: {} }),
      `{"reference":"s-4","x":"${'x'.repeat(1024 * 1024)}"}\n`,
      line('s-5', MARTHA).trimEnd(),
    ].join('');
    const answer = await ndjson('administrator', '/v1/customers', body);
    assert.equal(answer.statusCode, 200, answer.body);
    const told = answer.body
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as Told);
    assert.deepEqual(
      told.map(({ reference, outcome, line: at, error }) => error?.code ?? [reference, outcome, at]),
      [
        ['s-1', 'alert', undefined],
        ['s-2', 'clear', undefined],
        'server/bad-json',
        'server/unknown-schema',
        'server/line-too-long',
        ['s-5', 'clear', undefined],
      ],
    );
    assert.deepEqual(
      told.map(({ line: at }) => at).filter((at) => at !== undefined),
      [3, 5, 6],
    );
    assert.equal((await ndjson('analyst', '/v1/customers', body)).statusCode, 403);
    assert.equal((await as('administrator').send('POST', '/v1/customers', {})).statusCode, 415);
  });

  test('more customers than a body may hold come in, and no more is read than is answered', async () => {
    const count = 6_000;
    const filler = 'x'.repeat(1_000);
    let asked = 0;
    const lines = function* () {
      for (let i = 0; i < count; i++) {
        asked = i;
        const name = `Martha Oberholt ${String.fromCharCode(97 + (i % 26))}`;
        const properties = { name: [name], notes: [filler] };
        yield Buffer.from(`${JSON.stringify({ reference: `m-${i}`, schema: 'Person', properties })}\n`);
      }
    };
    const address = await running.app.listen({ host: '127.0.0.1', port: 0 });
    const cookie = [...as('administrator').cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = request(`${address}/v1/customers`, {
      method: 'POST',
      headers: {
        cookie,
        origin: 'https://riegel.example',
        'sec-fetch-site': 'same-origin',
        'x-riegel-request': '1',
        'content-type': 'application/x-ndjson',
      },
    });
    Readable.from(lines()).pipe(sent);
    const answered = await new Promise<number>((resolve, reject) => {
      sent.on('error', reject);
      sent.on('response', async (response) => {
        let text = '';
        for await (const piece of response) {
          if (text === '') assert.ok(asked < count - 1, 'answers come before all is sent');
          text += piece;
        }
        resolve(text.split('\n').filter((each) => each.includes('"clear"')).length);
      });
    });
    assert.equal(answered, count);
  });

  test('a sweep answers with its signed statement', async () => {
    const answer = await as('list-manager').send('POST', '/v1/sweeps');
    assert.equal(answer.statusCode, 200, answer.body);
    const { statement } = answer.json<{ statement: { sweep: number; checked: number } }>();
    const { customers } = await running.installation.customers().status();
    assert.equal(statement.checked, customers);
    const { sweeps } = (await as('analyst').send('GET', '/v1/sweeps')).json<{ sweeps: { id: number }[] }>();
    assert.equal(sweeps[0]!.id, statement.sweep);
    assert.equal((await as('analyst').send('POST', '/v1/sweeps')).statusCode, 403);
  });
});

interface Told {
  readonly reference?: string;
  readonly outcome?: string;
  readonly line?: number;
  readonly error?: { readonly code: string };
}
