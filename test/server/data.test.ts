import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { Certificate, InclusionProof, JournalRecord } from '../../src/journal/index.ts';
import { attachedCertificate, openCheckpoint, verifyCertificate } from '../../src/journal/index.ts';
import { importFiles } from '../../src/lists/index.ts';
import type { PolicyDocument } from '../../src/screening/index.ts';
import { fixtureSource, fixtureText, people } from '../lists/fixture-source.ts';
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

  let address: string | undefined;
  const streamOfCustomers = async () => {
    address ??= await running.app.listen({ host: '127.0.0.1', port: 0 });
    const cookie = [...as('administrator').cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return request(`${address}/v1/customers`, {
      method: 'POST',
      headers: {
        ...{ cookie, origin: 'https://riegel.example', 'sec-fetch-site': 'same-origin' },
        ...{ 'x-riegel-request': '1', 'content-type': 'application/x-ndjson' },
      },
    });
  };

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
      `{"reference":"s-4","x":"${'x'.repeat(256 * 1024)}"}\n`,
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

  test('more customers than a body may hold come in, and are answered while they come', async () => {
    const count = 6_000;
    const lines = function* (from: number, to: number) {
      for (let i = from; i < to; i++) {
        const name = `Martha Oberholt ${String.fromCharCode(97 + (i % 26))}`;
        const properties = { name: [name], notes: ['x'.repeat(1_000)] };
        yield Buffer.from(`${JSON.stringify({ reference: `m-${i}`, schema: 'Person', properties })}\n`);
      }
    };
    const sent = await streamOfCustomers();
    Readable.from(lines(0, count / 2)).pipe(sent, { end: false });
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    let answered = '';
    for await (const piece of response) {
      // Only now the other half is sent.
      if (answered === '') Readable.from(lines(count / 2, count)).pipe(sent);
      answered += String(piece);
    }
    assert.equal(answered.split('"clear"').length - 1, count);
  });

  test('a client that goes away in the middle leaves what was answered', async () => {
    const sent = await streamOfCustomers();
    for (let i = 0; i < 2_500; i++) {
      sent.write(`${JSON.stringify({ reference: `gone-${i}`, ...MARTHA })}\n`);
    }
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await once(response, 'data');
    response.on('error', () => {});
    sent.on('error', () => {});
    sent.destroy();
    const again = await ndjson(
      'administrator',
      '/v1/customers',
      `${JSON.stringify({ reference: 'gone-0', ...MARTHA })}\n`,
    );
    assert.deepEqual(JSON.parse(again.body), { reference: 'gone-0', status: 'unchanged', outcome: 'clear' });
  });

  test('the routes are described', async () => {
    const { paths } = (await running.app.inject('/openapi.json')).json<{ paths: Paths }>();
    assert.ok('application/x-ndjson' in paths['/v1/customers']!.post!.requestBody.content);
    assert.ok('text/csv' in paths['/v1/documents']!.post!.requestBody.content);
  });

  test('a document is screened at its door, row by row, and recorded', async () => {
    const csv = 'id;name;birth date\n7;Anna Petrovna Sidorenko;04.03.1971\n8;Martha Oberholt;\n9;—;\n';
    const answer = await as('analyst').send('POST', '/v1/documents?door=payment', Buffer.from(csv), {
      'content-type': 'text/csv; charset=utf-8',
    });
    assert.equal(answer.statusCode, 200, answer.body);
    const told = answer.json<ToldDocument>();
    assert.deepEqual([told.door, told.kind, told.policy], ['payment', 'table', 'STANDARD@1']);
    assert.deepEqual(
      told.results.map(({ id, outcome, place }) => [id, outcome, place.row]),
      [
        ['7', 'alert', 2],
        ['8', 'clear', 3],
      ],
    );
    assert.ok(told.results[0]!.matches.length > 0);
    assert.deepEqual(
      told.rejects.map(({ place }) => place.row),
      [4],
    );
    const record = await as('auditor').send('GET', `/v1/journal/${told.results[1]!.record}`);
    assert.equal(record.json<JournalRecord>().kind, 'screening');
    assert.equal((await ndjson('auditor', '/v1/documents', csv)).statusCode, 403);
    const damaged = await as('analyst').send('POST', '/v1/documents', Buffer.from('PK\u0003\u0004no'), {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    assert.equal(damaged.statusCode, 422, damaged.body);
    const pdf = await as('analyst').send('POST', '/v1/documents', Buffer.from('%PDF-1.7 x'), {
      'content-type': 'text/plain',
    });
    assert.equal(pdf.statusCode, 415, pdf.body);
  });

  test('a passenger list is screened at the door of travellers, and what was not read is told', async () => {
    const send = (door: string, text: string, type = 'application/edifact') =>
      as('analyst').send('POST', `/v1/documents?door=${door}`, Buffer.from(text), { 'content-type': type });
    const list =
      "UNB+UNOA:4+A+B+260601:1200+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+QQ877'LOC+125+CDG'LOC+87+JFK'NAD+FL+++SIDORENKO:ANNA PETROVNAMRS'DTM+329:710304'NAD+FL+++OBERHOLT:MARTHA'CNT+42:2'UNT+11+1'UNZ+1+1'";
    const answer = await send('traveller', list);
    assert.equal(answer.statusCode, 200, answer.body);
    const told = answer.json<ToldDocument>();
    assert.deepEqual([told.door, told.kind, told.policy], ['traveller', 'travel', 'BORDER_EU@1']);
    assert.deepEqual(
      told.results.map(({ outcome }) => outcome),
      ['alert', 'clear'],
    );
    assert.deepEqual(told.rejects, []);
    const cut = (await send('traveller', list.slice(0, -30))).json<{
      readonly results: readonly unknown[];
      readonly rejects: readonly { readonly error: { readonly code: string } }[];
    }>();
    assert.equal(cut.results.length, 2);
    assert.ok(cut.rejects.some(({ error }) => error.code === 'edifact/cut'));
    const zone = 'P<UTOOBERHOLT<<MARTHA<<<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
    const read = (await send('traveller', zone, 'application/x-mrz')).json<ToldDocument>();
    assert.equal(read.results.length, 1);
    assert.equal((await send('customer', list)).statusCode, 422, 'another door has another policy');
    assert.equal((await send('traveller', 'Dear colleagues')).statusCode, 415);
  });

  test('a running text is screened at the door for texts only, and recorded when it names nobody', async () => {
    const send = (door: string, text: string) =>
      as('officer').send('POST', `/v1/documents?door=${door}`, Buffer.from(text), {
        'content-type': 'text/plain',
      });
    const prose = 'The shipyard, it was said on Monday, had long been run by';
    const hit = await send('text', `${prose}\nAnna Petrovna Sidorenko, who lives in Astrakhan.\n`);
    assert.equal(hit.statusCode, 200, hit.body);
    const [found] = hit.json<ToldDocument>().results;
    assert.deepEqual([found?.outcome, found?.place.line, found?.place.column], ['alert', 2, 1]);
    const clear = await send('text', `${prose} nobody who is known to anyone here in the town.\n`);
    const [none] = clear.json<ToldDocument>().results;
    assert.equal(none?.outcome, 'clear', clear.body);
    assert.ok(none.record > found!.record);
    const html = `<p>${prose} nobody who is known to anyone here.</p>`;
    const wrong = await as('officer').send('POST', '/v1/documents?door=customer', Buffer.from(html), {
      'content-type': 'text/html',
    });
    assert.deepEqual([wrong.statusCode, wrong.json<{ code: string }>().code], [422, 'server/running-text']);
  });

  test('lists tell how they stand, what came of them and what changed', async () => {
    const source = { ...fixtureSource(), id: 'eu_fsf' };
    const file = join(database.dataDir, 'main.txt');
    const versions: string[] = [];
    for (const [published, count] of [
      ['2026-11-01', 20],
      ['2026-11-02', 21],
    ] as const) {
      await writeFile(file, fixtureText(people(count), { published }));
      const done = await importFiles(database.dataDir, source, [file]);
      assert.ok('version' in done && done.version !== undefined, JSON.stringify(done));
      versions.push(String(done.version));
    }
    const all = await as('officer').send('GET', '/v1/lists');
    assert.equal(all.statusCode, 200, all.body);
    const { lists } = all.json<{ lists: { id: string; version?: string; inIndex?: string }[] }>();
    const fsf = lists.find(({ id }) => id === 'eu_fsf');
    assert.deepEqual([fsf?.version, fsf?.inIndex], [versions[1], '20261102-b']);
    const told = await as('officer').send('GET', '/v1/lists/eu_fsf/history');
    const { history } = told.json<{ history: { version: string }[] }>();
    assert.deepEqual(
      history.map(({ version }) => version),
      versions,
    );
    const diff = await as('officer').send('GET', `/v1/lists/eu_fsf/diff?from=${versions[0]}&limit=5`);
    assert.equal(diff.statusCode, 200, diff.body);
    const { counts, added } = diff.json<{ counts: { added: number }; added: object[] }>();
    assert.deepEqual([counts.added, added.length], [1, 1]);
    const gone = await as('officer').send('GET', '/v1/lists/eu_fsf/diff?from=2020-01-01-0123456789abcdef');
    assert.equal(gone.statusCode, 404);
    assert.equal((await as('officer').send('GET', '/v1/lists/nothing/history')).statusCode, 404);
    for (const { body } of [all, told, diff, gone]) assert.ok(!body.includes(database.dataDir));
  });

  test('a policy is read, changed, and put in force by a second person where it asks for one', async () => {
    const { policies } = (await as('officer').send('GET', '/v1/policies')).json<{
      policies: { policy: string; atDoors: string[] }[];
    }>();
    assert.deepEqual(
      policies.find(({ policy }) => policy === 'STANDARD@1')?.atDoors.includes('customer'),
      true,
    );
    const standard = await as('officer').send('GET', '/v1/policies/STANDARD@1');
    const { document } = standard.json<{ document: PolicyDocument }>();
    const stricter: PolicyDocument = {
      ...document,
      threshold: { default: 0.75 },
      fourEyes: { ...document.fourEyes, activation: true },
    };
    const change = { document: stricter, reason: 'four eyes from now on' };
    assert.equal((await as('auditor').send('POST', '/v1/policies', change)).statusCode, 403);
    const invalid = { ...change, document: { ...stricter, threshold: {} } };
    const refused = await as('approver').send('POST', '/v1/policies', invalid);
    assert.equal(refused.statusCode, 422, refused.body);
    assert.equal(refused.json<{ place: { path: string } }>().place.path, '/threshold');
    const changed = await as('approver').send('POST', '/v1/policies', change);
    assert.equal(changed.statusCode, 201, changed.body);
    assert.deepEqual(changed.json<{ policy: string; state: string }>().state, 'waiting');
    const approve = (role: string) =>
      as(role).send('POST', '/v1/policies/STANDARD@2/approve', { reason: 'agreed' });
    assert.equal((await approve('approver')).statusCode, 403, 'not the same person');
    assert.equal((await approve('administrator')).statusCode, 200);
    assert.equal((await approve('administrator')).statusCode, 409);
    const answer = await as('analyst').send('POST', '/v1/screen', { subjects: [ANNA] });
    assert.equal(answer.json<{ results: { policy: string }[] }>().results[0]!.policy, 'STANDARD@2');
    const status = () => as('officer').send('GET', '/v1/customers/status');
    assert.ok('pending' in (await status()).json<object>(), 'the customers were screened under another');
    assert.equal((await as('administrator').send('POST', '/v1/sweeps')).statusCode, 200);
    assert.ok(!('pending' in (await status()).json<object>()));
    assert.equal((await as('officer').send('GET', '/v1/policies/NOBODY@1')).statusCode, 404);
  });

  test('who asks to be forgotten is, once no case is open and no evidence must be kept', async () => {
    const { properties } = { properties: { name: ['Bartholomew Quist'] } };
    const body = { schema: 'Person', properties };
    assert.equal((await as('administrator').send('PUT', '/v1/customers/quist', body)).statusCode, 200);
    assert.equal((await as('administrator').send('PUT', '/v1/customers/listed', ANNA)).statusCode, 200);
    const erase = (role: string, reference: string) =>
      as(role).send('POST', '/v1/erasures', { subject: `customer:${reference}`, reason: 'asked for' });
    assert.equal((await erase('analyst', 'quist')).statusCode, 403);
    assert.equal((await erase('administrator', 'quist')).statusCode, 200);
    assert.equal((await erase('administrator', 'quist')).statusCode, 404);
    const open = await erase('administrator', 'listed');
    assert.deepEqual([open.statusCode, open.json<{ code: string }>().code], [409, 'casework/still-open']);
    const still = await as('administrator').send('DELETE', '/v1/customers/listed');
    assert.equal(still.statusCode, 204, 'who cannot be erased is a customer still');
  });

  test('metrics count what was screened and how long it took', async () => {
    await screened();
    const { body, statusCode } = await as('auditor').send('GET', '/v1/metrics');
    assert.equal(statusCode, 200, body);
    for (const line of [
      /^riegel_screenings_total\{door="customer",outcome="alert"\} [1-9]/m,
      /^riegel_alerts_total\{door="customer"\} [1-9]/m,
      /^riegel_request_duration_seconds_bucket\{method="GET",route="\/v1\/journal\/:seq",status="200",le="\+Inf"\} [1-9]/m,
      /^riegel_index_age_seconds \d/m,
      /^riegel_list_confirmed_age_seconds\{list="eu_fsf"\} \d/m,
      /^process_resident_memory_bytes \d/m,
    ]) {
      assert.match(body, line);
    }
    assert.doesNotMatch(body, /Sidorenko|s-1|undefined|NaN/);
    assert.equal((await as('analyst').send('GET', '/v1/metrics')).statusCode, 403);
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

type Paths = Readonly<
  Record<string, { readonly post?: { readonly requestBody: { readonly content: object } } }>
>;

interface ToldDocument {
  readonly door: string;
  readonly kind: string;
  readonly policy: string;
  readonly results: readonly {
    readonly id?: string;
    readonly place: { readonly row?: number; readonly line?: number; readonly column?: number };
    readonly outcome: string;
    readonly record: number;
    readonly matches: readonly object[];
  }[];
  readonly rejects: readonly { readonly place: { readonly row?: number } }[];
}

interface Told {
  readonly reference?: string;
  readonly outcome?: string;
  readonly line?: number;
  readonly error?: { readonly code: string };
}
