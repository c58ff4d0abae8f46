import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { addressGuard } from './address.ts';
import { senderBy } from './send.ts';

const names = {
  resolve4: async () => ['127.0.0.1'],
  resolve6: async () => Promise.reject(new Error('none')),
};
const silent = { resolve4: () => new Promise<never>(() => {}), resolve6: () => new Promise<never>(() => {}) };
const TIMES = { connectMs: 1_200, attemptMs: 5_000 };

async function withReceiver(work: (port: number, hosts: readonly string[]) => Promise<void>): Promise<void> {
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    hosts.push(String(request.headers.host));
    response.end('thanks');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as AddressInfo).port, hosts);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const message = (url: string) => ({ url, headers: {}, body: '{}' });

test('a name is called at the number that was checked', async () => {
  await withReceiver(async (port, hosts) => {
    const sender = senderBy(addressGuard({ allowHttp: true, allowNetworks: ['127.0.0.0/8'] }, names), TIMES);
    const { status, failure } = await sender.send(message(`http://hooks.example:${port}/`));
    assert.deepEqual([status, failure], [200, undefined]);
    assert.deepEqual(hosts, [`hooks.example:${port}`]);
    await sender.close();
  });
});

test('a name that leads inside is not called, nor a number that may not be called any more', async () => {
  await withReceiver(async (port, hosts) => {
    const sender = senderBy(addressGuard({ allowHttp: true, allowNetworks: [] }, names), TIMES);
    for (const url of [
      `http://hooks.example:${port}/`,
      `http://127.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
    ]) {
      const { status, failure } = await sender.send(message(url));
      assert.deepEqual([status, failure], [undefined, 'forbidden-address'], url);
    }
    await sender.close();
    const strict = senderBy(addressGuard({ allowHttp: false, allowNetworks: ['127.0.0.0/8'] }, names), TIMES);
    const { failure } = await strict.send(message(`http://hooks.example:${port}/`));
    assert.equal(failure, 'bad-address');
    assert.deepEqual(hosts, []);
    await strict.close();
  });
});

test('a silent name server costs no more than connecting may', async () => {
  const sender = senderBy(addressGuard({ allowHttp: true, allowNetworks: [] }, silent), TIMES);
  const { failure, tookMs } = await sender.send(message('http://hooks.example/'));
  assert.equal(failure, 'connect-timeout');
  assert.ok(tookMs < TIMES.attemptMs, `${tookMs} ms`);
  await sender.close();
});

test('a port where nobody listens is told as that', async () => {
  const sender = senderBy(addressGuard({ allowHttp: true, allowNetworks: ['127.0.0.0/8'] }, names), TIMES);
  let free = 0;
  await withReceiver(async (port) => {
    free = port;
  });
  const { failure } = await sender.send(message(`http://127.0.0.1:${free}/`));
  assert.equal(failure, 'connection-refused');
  await sender.close();
});
