import type {
  FastifyInstance,
  onRequestHookHandler,
  onSendAsyncHookHandler,
  preHandlerHookHandler,
  RouteOptions,
} from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { accompanied } from '../../journal/index.ts';
import { journalActor } from '../auth/index.ts';
import type { Claim, KeptAnswers } from './answers.ts';
import { KEY_HEADER, keyOf, MOST_LETTERS } from './key.ts';
import { LEFT_OUT } from './left-out.data.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request as one that is answered once; none where it came without a key. */
    claim: Claim | undefined;
  }
}

/** Headers that belong to an answer and not to its sending. */
const KEPT_HEADERS = ['content-type', 'location'];
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Sees to it that every route that is registered after, and is not left out, answers a request with a key once. */
export function keepAnswers(app: FastifyInstance, kept: KeptAnswers): void {
  app.decorateRequest('claim', undefined);
  const [before, after] = [claiming(kept), keeping()];
  app.addHook('onRoute', (route) => {
    if ([route.method].flat().some((method) => READING.has(method))) return;
    const reason = LEFT_OUT.find(({ method, url }) => method === route.method && url === route.url)?.reason;
    if (reason === 'reads') return;
    if (reason !== undefined) {
      route.onRequest = [...listOf(route.onRequest), refuseKey];
      return;
    }
    route.schema = describing(route.schema);
    route.preHandler = [...listOf(route.preHandler), before];
    route.onSend = [...listOf(route.onSend), after];
  });
  app.addHook('onClose', async () => kept.close());
}

function listOf<H>(hooks: H | H[] | undefined): H[] {
  return hooks === undefined ? [] : ([hooks].flat() as H[]);
}

function describing(schema: RouteOptions['schema']): NonNullable<RouteOptions['schema']> {
  const { properties = {}, ...headers } = (schema?.headers ?? { type: 'object' }) as { properties?: object };
  const key = {
    type: 'string',
    maxLength: 2 * MOST_LETTERS + 2,
    description: 'A repeat with the same key gets the first answer, for 24 hours, and does nothing twice.',
  };
  return { ...schema, headers: { ...headers, properties: { ...properties, [KEY_HEADER]: key } } };
}

const refuseKey: onRequestHookHandler = ({ headers }, _reply, done) => {
  if (headers[KEY_HEADER] === undefined) return done();
  done(
    new RiegelError('server/no-idempotency', 'This route keeps no answers; nothing was done', {
      expected: 'no idempotency key',
    }) as never,
  );
};

/** Before the work: what was answered before is answered again. */
function claiming(kept: KeptAnswers): preHandlerHookHandler {
  return (request, reply, done) => {
    const { actor, method, url, body, headers } = request;
    let key: string | undefined;
    try {
      key = keyOf(headers[KEY_HEADER]);
    } catch (error) {
      return done(error as Error);
    }
    if (key === undefined || actor === null) return done();
    kept.claim({ key, caller: journalActor(actor), method, url, body }).then(
      (found) => {
        if ('status' in found) {
          reply.code(found.status).headers(found.headers).header('idempotent-replayed', 'true');
          return reply.serializer(String).send(found.body === '' ? undefined : found.body);
        }
        request.claim = found;
        return accompanied(found.mark, done);
      },
      (error: unknown) => {
        if (error instanceof RiegelError && error.code === 'server/idempotency-running') {
          reply.header('retry-after', '1');
        }
        done(error as Error);
      },
    );
  };
}

/** After the work: the answer is kept before it is sent. */
function keeping(): onSendAsyncHookHandler {
  return async (request, reply, payload) => {
    const { claim } = request;
    if (claim === undefined) return payload;
    request.claim = undefined;
    try {
      // What failed may be tried again, and a secret stays with whoever got it.
      if (reply.statusCode >= 500 || reply.hasHeader('set-cookie')) await claim.giveUp();
      else {
        const headers = KEPT_HEADERS.flatMap((name) => {
          const value = reply.getHeader(name);
          return value === undefined ? [] : [[name, String(value)]];
        });
        const body = payload == null ? '' : typeof payload === 'string' ? payload : undefined;
        await claim.finish({ status: reply.statusCode, headers: Object.fromEntries(headers), body });
      }
    } catch (err) {
      // It was carried out: whoever waits must hear of it, even though nobody will hear of it again.
      request.log.error({ err }, 'an answer could not be kept');
    }
    return payload;
  };
}
