import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { onEmbedded } from '../store/both-stores.ts';
import { type OpenApi, type Operation, operationsOf, type Schema, valid } from './asking.ts';
import { cookieHeaders, type Running, startInstallation } from './running.ts';

const SECRET = 'geheimername';
/** Where passwords, codes and keys are sent. */
const HAS_SECRETS = /^\/v1\/(session|me|people|keys)/;

/** How often each route is asked; more of it in longer trials. */
const RUNS = Number(process.env.RIEGEL_FUZZ_RUNS ?? 25);

/** Of which each line has a limit, and not the whole. */
const STREAMS = new Set(['POST /v1/customers']);

/** What no schema of ours lets through, or only by chance. */
const odd = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1e308,
  '',
  SECRET,
  '\u0000',
  `a\u0000${SECRET}`,
  '\ud800',
  `${SECRET}\udc00`,
  '\u202e',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "'; drop table person; --",
  'x'.repeat(30_000),
  '9'.repeat(400),
  'Infinity',
  '-Infinity',
  '9999-99-99T99:99:99Z',
  '2016-12-31T23:59:60Z',
  '+275760-09-13T00:00:00.001Z',
  [],
  [[]],
  {},
  { __proto__: null, a: 1 },
  Array.from({ length: 2_000 }, () => SECRET),
);

/** Values that a schema lets through but for one place, in which something odd stands. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  return fc
    .tuple(valid(schema), fc.nat(), odd, fc.constantFrom('replace', 'add', 'remove'))
    .map(([value, at, other, how]) => spoilt(value, at, other, how));
}

function spoilt(value: unknown, at: number, other: unknown, how: string): unknown {
  if (typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value)) {
    const i = at % (value.length + 1);
    return [
      ...value.slice(0, i),
      how === 'replace' && i < value.length ? spoilt(value[i], at >> 2, other, how) : other,
      ...value.slice(i + 1),
    ];
  }
  const names = Object.keys(value);
  const name = names[at % Math.max(1, names.length)];
  if (how === 'add' || name === undefined) return { ...value, [`${SECRET}${at % 3}`]: other };
  const { [name]: member, ...rest } = value as Record<string, unknown>;
  return how === 'remove'
    ? rest
    : { ...rest, [name]: at % 2 === 0 ? other : spoilt(member, at >> 1, other, how) };
}

/** Bodies that are no JSON at all, or more of it than anybody sends. */
const garbage = fc.constantFrom<Buffer>(
  Buffer.from(''),
  Buffer.from('{'),
  Buffer.from('nul'),
  Buffer.from(`{"a":"${SECRET}`),
  Buffer.from(`{"text":"\\ud800"}`),
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
  Buffer.from(`${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  Buffer.from(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`),
  Buffer.from('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'),
  gzipSync('{"text":"a"}'),
  gzipSync('{"text":"a"}').subarray(0, 12),
  Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]),
  Buffer.from(`PAR1${SECRET}PAR1`),
  Buffer.alloc(2_000, 0),
);

onEmbedded('Whatever is sent to a route', (database) => {
  let running: Running;
  let operations: readonly Operation[];
  before(async () => {
    running = await startInstallation(database);
    const document = (await running.app.inject('/openapi.json')).json<OpenApi>();
    // Whoever signs out, or ends every session, cannot ask the next question.
    operations = operationsOf(document).filter(
      ({ method, path }) => !(method === 'DELETE' && /^\/v1\/(session|me\/)/.test(path)),
    );
  });
  after(() => running.close());

  const roles = ['analyst', 'approver', 'list-manager', 'administrator', 'officer', 'auditor'];

  async function send(
    operation: Operation,
    path: string,
    payload: Buffer | string | undefined,
    headers: Record<string, string>,
    role: string,
  ): Promise<LightMyRequestResponse> {
    return await running.app.inject({
      method: operation.method,
      url: path,
      headers: { ...cookieHeaders(running.people[role]!), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  }

  function checkAnswer(answer: LightMyRequestResponse, operation: Operation, sent: string): void {
    const what = `${operation.method} ${operation.path} ${sent.slice(0, 300)}: ${answer.statusCode} ${answer.payload.slice(0, 400)}`;
    assert.ok(answer.statusCode < 500, what);
    if (answer.statusCode < 400) return;
    assert.doesNotMatch(answer.payload, /node_modules|at .*\.ts:\d|select |insert /, what);
    if (HAS_SECRETS.test(operation.path)) assert.ok(!answer.payload.includes(SECRET), what);
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json');
    // As FastAPI does, yente's answers say what was sent; that one may not ask is told in our words.
    if (!operation.path.startsWith('/v1/') && !isProblem) {
      assert.ok('detail' in answer.json(), what);
      return;
    }
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, what);
    const problem = answer.json<{ status: number; code: string; title: string }>();
    assert.equal(problem.status, answer.statusCode, what);
    assert.match(problem.code, /^[a-z]+\/[a-z0-9-]+$/, what);
    assert.ok(problem.title.length > 0 && problem.title.length < 500, what);
  }

  /** The path with its parameters filled in, and a query. */
  function address({ path, parameters }: Operation): fc.Arbitrary<string> {
    const text = (value: unknown) =>
      encodeURIComponent(
        String(typeof value === 'object' ? JSON.stringify(value) : value)
          .toWellFormed()
          .slice(0, 900),
      );
    const places = parameters.filter((each) => each.in === 'path');
    const asked = parameters.filter((each) => each.in === 'query');
    return fc
      .tuple(
        fc.tuple(...places.map(({ schema = {} }) => fc.oneof(valid(schema), odd))),
        fc.array(
          fc.tuple(
            asked.length === 0 ? fc.constant('q') : fc.constantFrom('q', ...asked.map(({ name }) => name)),
            fc.oneof(odd, fc.string({ unit: 'binary' }), fc.integer()),
          ),
          { maxLength: 3 },
        ),
      )
      .map(([values, query]) => {
        let filled = path;
        for (const [i, { name }] of places.entries()) {
          filled = filled.replace(`{${name}}`, text(values[i]) || 'x');
        }
        return `${filled}?${query.map(([name, value]) => `${name}=${text(value)}`).join('&')}`;
      });
  }

  test('is answered, and never by an error of the service', { timeout: 180_000 }, async () => {
    const faults: string[] = [];
    for (const operation of operations) {
      const [[type = 'application/json', schema = {}] = []] = Object.entries(operation.bodies);
      const body =
        operation.method === 'GET'
          ? fc.constant(undefined)
          : fc.oneof(
              { weight: 3, arbitrary: nearly(schema).map((value) => JSON.stringify(value) ?? '') },
              { weight: 1, arbitrary: garbage },
            );
      const types = fc.constantFrom(
        type,
        type,
        type,
        'application/json',
        'text/plain',
        'application/xml',
        'a/b; charset=',
        '',
      );
      const others = fc.constantFrom<Record<string, string>>(
        {},
        {},
        { 'content-encoding': 'gzip' },
        { 'x-riegel-file-name': '%zz' },
        { 'x-riegel-file-name': '%00' },
        { 'idempotency-key': SECRET },
        { 'idempotency-key': '\u00e4' },
        { accept: 'application/pdf' },
      );
      const found = await fc.check(
        fc.asyncProperty(
          address(operation),
          body,
          types,
          others,
          fc.constantFrom(...roles),
          async (path, payload, contentType, other, role) => {
            const headers = {
              ...(payload === undefined || contentType === '' ? {} : { 'content-type': contentType }),
              ...other,
            };
            const answer = await send(operation, path, payload, headers, role);
            checkAnswer(answer, operation, `${path} ${JSON.stringify(headers)} ${String(payload)}`);
          },
        ),
        { numRuns: RUNS },
      );
      if (found.failed) faults.push(String(found.errorInstance).slice(0, 900));
      assert.equal((await running.app.inject('/readyz')).statusCode, 200, operation.path);
    }
    assert.deepEqual(faults, []);
    assert.ok(operations.length > 70, String(operations.length));
    const { browser } = running.people.analyst!;
    const subject = { schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] } };
    const answer = await browser.send('POST', '/v1/screen', { subjects: [subject] });
    assert.equal(answer.statusCode, 200, 'it still works');
    assert.equal((await running.installation.journal.verify()).ok, true);
  });

  test('is no number where it is beyond all bounds', async () => {
    const { browser } = running.people.auditor!;
    for (const number of ['Infinity', '9'.repeat(400), '1e999']) {
      for (const path of [
        `/v1/journal/${number}`,
        `/v1/certificates/${number}`,
        `/v1/journal?cursor=${number}`,
      ]) {
        const answer = await browser.send('GET', path);
        assert.deepEqual(
          [answer.statusCode, answer.json<{ code: string }>().code],
          [400, 'server/invalid'],
          path,
        );
      }
    }
  });

  test('is refused where it is too large, before it is read', async () => {
    let asked = 0;
    for (const operation of operations) {
      const [type] = Object.keys(operation.bodies);
      if (type === undefined || STREAMS.has(`${operation.method} ${operation.path}`)) continue;
      const path = operation.path.replaceAll(/\{\w+\}/g, 'none-such');
      const large = Buffer.alloc(32 * 1024 * 1024 + 1, 0x20);
      const headers = { 'content-type': type, 'x-riegel-file-name': 'a.txt' };
      const statuses = await Promise.all(
        Object.keys(running.people).map(async (role) => {
          const answer = await send(operation, path, large, headers, role);
          checkAnswer(answer, operation, `${role}, too large`);
          return answer.statusCode;
        }),
      );
      assert.ok(statuses.includes(413), `${operation.method} ${operation.path} ${statuses.join()}`);
      assert.deepEqual(
        statuses.filter((status) => status !== 413 && status !== 403),
        [],
        operation.path,
      );
      asked++;
    }
    assert.ok(asked > 30, String(asked));
  });
});
