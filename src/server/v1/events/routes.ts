import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../../entity/index.ts';
import { EVENT_KINDS, type EventKind } from '../../../events/index.ts';
import type { Actor, Permission } from '../../auth/index.ts';
import type { Installation } from '../../installation/installation.ts';
import { EVENT_PERMISSIONS } from '../event-permissions.data.ts';
import { object } from '../shapes.ts';
import { DEFAULT_PACE, frames, notStalling, type Pace } from './frames.ts';
import { Streams } from './streams.ts';

interface EventsQuery {
  readonly kind?: readonly EventKind[];
  readonly after?: number;
}

const MEDIA_TYPE = 'text/event-stream';
const FOLLOWS: Permission = 'events.read';
const QUERY = object({
  kind: {
    type: 'array',
    maxItems: EVENT_KINDS.length,
    items: { enum: EVENT_KINDS },
    description: 'May be repeated. Default: all that you may read of.',
  },
  after: {
    type: 'integer',
    minimum: -1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Begin behind this record, -1 for all there ever were; `Last-Event-ID` goes before it.',
  },
});

/** What happens, as server-sent events. */
export function eventRoutes(
  app: FastifyInstance,
  installation: Installation,
  pace: Pace = DEFAULT_PACE,
): void {
  const { access, events: feed } = installation;
  const streams = new Streams();
  app.addHook('preClose', async () => streams.end());

  app.get<{ Querystring: EventsQuery }>(
    '/v1/events',
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'What happens, while it happens',
        description:
          'Server-sent events (`Accept: text/event-stream`), each with the number of the journal’s record as its id: a client that comes back with `Last-Event-ID` misses none. They carry ids and versions and nothing personal. Without a place to begin at, only what happens from now on is told. The stream ends when the session or key does.',
        tags: ['Events'],
        produces: [MEDIA_TYPE],
        querystring: QUERY,
      },
    },
    async (request, reply) => {
      const { headers, query } = request;
      const actor = request.actor!;
      // The answer has no end: nobody is to get one by accident.
      if (headers.accept?.includes(MEDIA_TYPE) !== true) {
        throw new RiegelError('server/not-acceptable', 'The answer is a stream of events', {
          expected: `Accept: ${MEDIA_TYPE}`,
        });
      }
      checkKinds(query.kind, actor);
      const asked = lastEventId(headers['last-event-id']) ?? query.after;
      if (asked !== undefined) await feed.checkReached(asked);
      const beyond = asked ?? (await feed.newest());
      const allowed = async () => {
        const now = await access.directory.stillIn(actor);
        return now?.permissions.has(FOLLOWS) === true ? kindsOf(query.kind, now) : undefined;
      };
      const stream = streams.begin(`${actor.kind}:${actor.id}`);
      const { signal } = stream;
      reply.raw.once('close', stream.close);
      const told = frames({ feed, beyond, allowed, pace, signal });
      const letGo = () => reply.raw.destroy();
      return reply
        .type(`${MEDIA_TYPE}; charset=utf-8`)
        .headers({ 'x-accel-buffering': 'no', connection: 'close' })
        .send(Readable.from(notStalling(told, pace.stallMs, letGo), { objectMode: false }));
    },
  );
}

function kindsOf(asked: readonly EventKind[] | undefined, { permissions }: Actor): ReadonlySet<EventKind> {
  return new Set((asked ?? EVENT_KINDS).filter((kind) => permissions.has(EVENT_PERMISSIONS[kind])));
}

/** Throws `server/forbidden` for a kind that is asked for by name. */
function checkKinds(asked: readonly EventKind[] | undefined, actor: Actor): void {
  const refused = asked?.find((kind) => !actor.permissions.has(EVENT_PERMISSIONS[kind]));
  if (refused === undefined) return;
  throw new RiegelError('server/forbidden', `You are not told of ${refused}`, {
    expected: `the permission ${EVENT_PERMISSIONS[refused]}`,
  });
}

/** Throws `server/invalid`. */
function lastEventId(header: string | string[] | undefined): number | undefined {
  if (header === undefined || header === '') return undefined;
  const record = typeof header === 'string' && /^(-1|\d{1,15})$/.test(header) ? Number(header) : Number.NaN;
  if (Number.isSafeInteger(record)) return record;
  throw new RiegelError('server/invalid', 'The last event’s id cannot be read', {
    expected: 'Last-Event-ID: the number of a record, as it came with the event',
  });
}
