import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { RiegelError } from '../../entity/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Sends traces to the collector that the standard variables of OpenTelemetry name (`OTEL_EXPORTER_OTLP_ENDPOINT`,
 * `…_TRACES_ENDPOINT`, `…_HEADERS`, `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER_ARG`: the share of new traces, 0 … 1).
 * Without an endpoint nothing is traced and nothing sent. Undefined then; else how
 * to send what is left, and end. Throws `server/bad-option`.
 */
export function startTracing(environment: Environment = process.env): (() => Promise<void>) | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = environment;
  if ((OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_ENDPOINT) === undefined) return undefined;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': environment.OTEL_SERVICE_NAME ?? 'riegel' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(shareOf(environment)) }),
    // The exporter reads the variables itself.
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    await provider.shutdown();
    trace.disable();
    propagation.disable();
    context.disable();
  };
}

function shareOf({ OTEL_TRACES_SAMPLER_ARG: text = '1' }: Environment): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new RiegelError('server/bad-option', 'OTEL_TRACES_SAMPLER_ARG cannot be read', {
    expected: 'the share of traces, 0 to 1',
  });
}
