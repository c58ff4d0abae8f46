import type { FastifyInstance } from 'fastify';
import { statusOf } from '../../lists/index.ts';
import type { Installation } from '../installation/installation.ts';
import { knownSources } from '../installation/known-sources.ts';

const HOUR = 3_600;

/** `GET /v1/metrics`, in the text format of Prometheus. Nothing personal: counts, times, ids of lists. */
export function metricsRoutes(app: FastifyInstance, installation: Installation): void {
  app.get(
    '/v1/metrics',
    {
      schema: {
        summary: 'Metrics for Prometheus',
        description:
          'Of this process: its screenings and alerts, how long requests took, how old index and lists are.',
        tags: ['System information'],
        produces: ['text/plain'],
      },
    },
    async (_request, reply) => {
      const { tally } = installation;
      const lines = [
        ...metric('riegel_screenings_total', 'counter', 'Screenings that were recorded', [
          ...tally.screenings,
        ]),
        ...metric(
          'riegel_alerts_total',
          'counter',
          'Alerts that screenings opened or added to',
          [...tally.alerts].map(([door, count]) => [`door="${door}"`, count]),
        ),
        ...headOf('riegel_request_duration_seconds', 'histogram', 'Time to answer, by pattern of the route'),
        ...app.durations.lines('riegel_request_duration_seconds'),
        ...indexLines(installation),
        ...(await listLines(installation)),
        ...processLines(),
      ];
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`);
    },
  );
}

type Sample = readonly [labels: string, value: number];

function headOf(name: string, type: 'counter' | 'gauge' | 'histogram', help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string[] {
  const named = samples.map(([labels, value]) => `${labels === '' ? name : `${name}{${labels}}`} ${value}`);
  return [...headOf(name, type, help), ...named];
}

function gauge(name: string, help: string, value: number): string[] {
  return metric(name, 'gauge', help, [['', value]]);
}

function indexLines({ service, indexAge }: Installation): string[] {
  const { isReady, behind, failure } = service;
  const ready = [
    ...gauge('riegel_ready', 'Whether there is an index to screen with', isReady ? 1 : 0),
    ...gauge('riegel_index_failed', 'Whether the last index could not be built or read', failure ? 1 : 0),
    ...gauge('riegel_index_behind', 'Lists in force in another version than in the index', behind.length),
  ];
  const age = indexAge();
  if (!isReady || age === undefined) return ready;
  const { id, entities, bytes } = service.ready().index.info;
  return [
    ...ready,
    ...metric('riegel_index_info', 'gauge', 'The index that answers', [[`index="${id}"`, 1]]),
    ...gauge('riegel_index_age_seconds', 'Since the index was put in place', age / 1000),
    ...gauge('riegel_index_entities', 'Entities in the index', entities),
    ...gauge('riegel_index_bytes', 'Bytes of the index', bytes),
  ];
}

async function listLines({ dataDir, listWork }: Installation): Promise<string[]> {
  const confirmed: Sample[] = [];
  const published: Sample[] = [];
  const stale: Sample[] = [];
  for (const source of await knownSources(dataDir)) {
    const { state, confirmedHours, publishedHours } = await statusOf(dataDir, source);
    if (state === 'absent') continue;
    const labels = `list="${source.id}"`;
    if (confirmedHours !== undefined) confirmed.push([labels, confirmedHours * HOUR]);
    if (publishedHours !== undefined) published.push([labels, publishedHours * HOUR]);
    stale.push([labels, state === 'fresh' ? 0 : 1]);
  }
  // The other figures stand also where the database is away.
  const refusals = await listWork.waiting().catch(() => []);
  const waiting = Map.groupBy(refusals, ({ list }) => list);
  return [
    ...metric(
      'riegel_list_waiting',
      'gauge',
      'Refused versions that wait for a person',
      [...waiting].map(([list, versions]) => [`list="${list}"`, versions.length]),
    ),
    ...metric('riegel_list_confirmed_age_seconds', 'gauge', 'Since the source last confirmed it', confirmed),
    ...metric('riegel_list_published_age_seconds', 'gauge', 'Since it was published', published),
    ...metric('riegel_list_stale', 'gauge', 'Whether the list is older than it may be', stale),
  ];
}

function processLines(): string[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const started = Date.now() / 1000 - process.uptime();
  return [
    ...metric('process_cpu_seconds_total', 'counter', 'Processor time', [['', (user + system) / 1e6]]),
    ...gauge('process_resident_memory_bytes', 'Memory of the process', rss),
    ...gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use', heapUsed),
    ...gauge('process_start_time_seconds', 'When the process began, since 1970', started),
  ];
}
