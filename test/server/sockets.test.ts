import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { fixtureService } from '../../src/server/fixture-service.ts';
import { createServer } from '../../src/server/index.ts';

const REQUEST_TIME = 400;

let app: FastifyInstance;
let port: number;
before(async () => {
  app = await createServer({
    service: await fixtureService(),
    logTo: false,
    limits: { requestTime: REQUEST_TIME },
  });
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});
after(() => app.close());

/** Sends bytes, and gives all that comes until the service hangs up. */
async function send(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const ended = once(socket, 'close');
  let said = '';
  socket.on('data', (bytes) => {
    said += bytes.toString('latin1');
  });
  socket.on('error', () => {});
  for (const piece of pieces) socket.write(piece);
  await ended;
  return said;
}

function problemIn(said: string): { status: number; code: string } {
  const [head = '', body = ''] = said.split('\r\n\r\n', 2);
  assert.match(head, /content-type: application\/problem\+json/i);
  const { status, code } = JSON.parse(body) as { status: number; code: string };
  assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `));
  return { status, code };
}

const POST = 'POST /match/default HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

test('what is no request is refused in words, and the service goes on', async () => {
  for (const [sent, status, code] of [
    ['\u0000\u0001\u0002\r\n\r\n', 400, 'server/bad-request'],
    ['GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400, 'server/bad-request'],
    [
      `GET /healthz HTTP/1.1\r\nHost: x\r\nx-long: ${'a'.repeat(100_000)}\r\n\r\n`,
      431,
      'server/headers-too-large',
    ],
    [`${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'server/bad-request'],
    [`${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400, 'server/bad-request'],
  ] as const) {
    assert.deepEqual(problemIn(await send(sent)), { status, code }, sent.slice(0, 80));
  }
  assert.equal((await app.inject('/healthz')).statusCode, 200);
});

test('headers and bodies that do not come are waited for no longer than a request may take', async () => {
  const begun = performance.now();
  const slow = await Promise.all([
    send('GET /healthz HTTP/1.1\r\nHost: x\r\n'),
    send(`${POST}Content-Length: 100\r\n\r\n{`),
    send(`${POST}Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":`),
  ]);
  for (const said of slow) assert.deepEqual(problemIn(said), { status: 408, code: 'server/too-slow' });
  assert.ok(performance.now() - begun >= REQUEST_TIME);
});

test('many slow ones keep nobody else waiting', async () => {
  const sockets: Socket[] = [];
  for (let i = 0; i < 200; i++) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {}).resume();
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nX-A');
    sockets.push(socket);
  }
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  assert.equal(answer.status, 200);
  await Promise.all(sockets.map((socket) => (socket.destroyed ? undefined : once(socket, 'close'))));
});
