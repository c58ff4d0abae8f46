import { type Attributes, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TakeIn } from '../../screening/index.ts';

const tracer = trace.getTracer('riegel');

/**
 * One span for each request, under that of the caller where it sent a `traceparent`. It names the route's pattern, and
 * nothing that was asked: addresses, queries and bodies are personal data.
 */
export function traceRequests(app: FastifyInstance): void {
  const contexts = new WeakMap<FastifyRequest, ReturnType<typeof context.active>>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, routeOptions, headers } = request;
    const from = propagation.extract(context.active(), headers);
    const route = routeOptions.url ?? '';
    const span = tracer.startSpan(
      `${method} ${route}`.trimEnd(),
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': method,
          'http.route': route,
          'riegel.request_id': request.id,
        },
      },
      from,
    );
    const own = trace.setSpan(from, span);
    contexts.set(request, own);
    context.with(own, done);
  });
  // The body comes in by events that know nothing of the request's context.
  app.addHook('preValidation', (request, _reply, done) => {
    context.with(contexts.get(request) ?? context.active(), done);
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    const span = trace.getSpan(contexts.get(request) ?? context.active());
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}

/** A span around what `work` does, with its attributes: counts and ids of ours, never what a message says. */
async function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return await tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span for each time screenings are made durable with their alerts. */
export function tracingTakeIn(takeIn: TakeIn): TakeIn {
  return (screenings, actor, alongside) =>
    traced('take in', { 'riegel.screenings': screenings.length }, () => takeIn(screenings, actor, alongside));
}

/** A span for each time the lists are loaded. */
export function tracingLoad<T>(load: () => Promise<T>): () => Promise<T> {
  return () => traced('load lists', {}, load);
}
