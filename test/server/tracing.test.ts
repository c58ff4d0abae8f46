import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { startTracing } from '../../src/server/index.ts';
import { onEmbedded } from '../store/both-stores.ts';
import { type Running, startInstallation } from './running.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

onEmbedded('Traces', (database) => {
  let collector: Server;
  let running: Running;
  let end: () => Promise<void>;
  const received: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  before(async () => {
    collector = createHttpServer(async (request, response) => {
      headers.push(request.headers);
      received.push(await text(request));
      response.setHeader('content-type', 'application/json').end('{}');
    }).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
    process.env.OTEL_EXPORTER_OTLP_HEADERS = 'authorization=Bearer%20collector';
    end = startTracing()!;
    running = await startInstallation(database, { traced: true });
  });
  after(async () => {
    await running.close();
    collector.close();
  });

  test('tell which route took how long under the caller’s trace, and nothing of who was asked', async () => {
    assert.equal(startTracing({}), undefined, 'nothing is sent where no collector is named');
    assert.throws(
      () => startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_TRACES_SAMPLER_ARG: 'all' }),
      { code: 'server/bad-option' },
    );
    const subject = { schema: 'Person', properties: { name: ['Anna Petrovna Sidorenko'] } };
    const answer = await running.people.analyst!.browser.send(
      'POST',
      '/v1/screen',
      { subjects: [{ ...subject, reference: 'customer:traced' }] },
      { traceparent: PARENT },
    );
    assert.equal(answer.statusCode, 200, answer.body);
    await end();
    const spans = received.flatMap((body) =>
      (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans.flatMap(
        ({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans),
      ),
    );
    const own = spans.filter(({ traceId }) => traceId === PARENT.split('-')[1]);
    const request = own.find(({ name }) => name === 'POST /v1/screen');
    assert.equal(request?.parentSpanId, PARENT.split('-')[2]);
    assert.ok(
      request?.attributes.some(
        ({ key, value }) =>
          key === 'http.response.status_code' && JSON.stringify(value) === '{"intValue":200}',
      ),
      JSON.stringify(request),
    );
    const takeIn = own.find(({ name }) => name === 'take in');
    assert.equal(takeIn?.parentSpanId, request?.spanId);
    assert.ok(spans.some(({ name }) => name === 'load lists'));
    assert.doesNotMatch(received.join(''), /Sidorenko|customer:traced|127\.0\.0\.1/);
    assert.equal(headers[0]?.authorization, 'Bearer collector');
  });
});
