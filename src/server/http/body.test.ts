import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import fastify from 'fastify';
import { limitOfBodyTime } from './body-time.ts';
import { type BodyLine, bodyLines } from './lines.ts';

async function read(pieces: readonly (string | Uint8Array)[], maxBytes = 10): Promise<BodyLine[]> {
  const bytes = async function* () {
    for (const piece of pieces) yield Buffer.from(piece as string);
  };
  const lines: BodyLine[] = [];
  for await (const line of bodyLines(bytes(), maxBytes)) lines.push(line);
  return lines;
}

describe('bodyLines', () => {
  it('gives the same lines however the pieces are cut', async () => {
    const text = Buffer.from('{}\r\n\n  \nлюди\nlast');
    const whole = await read([text], 20);
    assert.deepEqual(
      whole.map(({ number, text: line }) => [number, line?.trim()]),
      [
        [1, '{}'],
        [4, 'люди'],
        [5, 'last'],
      ],
    );
    const bytes = [...text].map((byte) => Uint8Array.of(byte));
    assert.deepEqual(await read(bytes, 20), whole);
  });

  it('tells of a line that is too long or no UTF-8, and goes on', async () => {
    const lines = await read(['0123456789', '0\n', Uint8Array.of(0xff, 0x0a), '0123456789\n', '01234567890']);
    assert.deepEqual(
      lines.map(({ number, text, fault }) => [number, text ?? fault?.code]),
      [
        [1, 'server/line-too-long'],
        [2, 'server/not-utf-8'],
        [3, '0123456789'],
        [4, 'server/line-too-long'],
      ],
    );
  });
});

describe('limitOfBodyTime', () => {
  it('ends a request whose body does not come, but not a stream', async () => {
    const app = fastify();
    app.addHook('onRequest', limitOfBodyTime(100));
    app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    app.post('/whole', async ({ body }) => body);
    app.post('/stream', { config: { streams: true } }, async ({ body }) => {
      let length = 0;
      for await (const piece of body as AsyncIterable<Buffer>) length += piece.length;
      return { length };
    });
    const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const begin = (path: string, type: string) => {
      const socket = connect(Number(address.port), address.hostname);
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 4\r\n\r\n12`,
      );
      return socket;
    };
    const slow = begin('/whole', 'application/json');
    const [refusal] = await once(slow, 'data');
    assert.match(String(refusal), /^HTTP\/1\.1 408 /);
    await once(slow, 'close');
    const stream = begin('/stream', 'text/csv');
    setTimeout(() => stream.write('34'), 300);
    const [answer] = await once(stream, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 200 .*\{"length":4\}$/s);
    stream.destroy();
    await app.close();
  });
});
