import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { RiegelError } from '../../entity/index.ts';
import { findSource } from '../../screening/index.ts';
import type { Actor } from '../auth/index.ts';
import { decodedFileName, FILE_NAME, FILE_NAME_HEADER, type FileNameHeader } from '../http/file-name.ts';
import type { Installation } from '../installation/installation.ts';
import { receiveFile } from '../list-work/receive.ts';
import type { Asker, ListRefusal, ListTask } from '../list-work/room.ts';
import { journalName } from './person.ts';
import { LIST_ID, LIST_PARAMS, LIST_VERSION, line, object } from './shapes.ts';

type Id = { Params: { id: string } };

interface ImportQuery {
  readonly format?: string;
  readonly obtained?: string;
}

interface RejectBody {
  readonly version: string;
  readonly reason: string;
}
interface ReleaseBody extends RejectBody {
  readonly inForce: string | null;
}

const REASON = line(2_000);
const TASK = {
  type: 'object',
  properties: {
    task: { type: 'string' },
    list: { type: 'string' },
    kind: { enum: ['update', 'import'] },
    state: { enum: ['running', 'done', 'failed'] },
    askedBy: { type: 'string' },
    startedAt: { type: 'string', format: 'date-time' },
    finishedAt: { type: 'string', format: 'date-time' },
    result: { type: 'object', additionalProperties: true },
    answers: {
      type: 'boolean',
      description: 'Whether the version that the task put in force is in the index that answers.',
    },
  },
} as const;

/** Updates and imports of lists as tasks, and the decisions about versions that the guards refused. */
export function listWorkRoutes(app: FastifyInstance, installation: Installation): void {
  const { dataDir, listWork, service } = installation;
  const tags = ['Lists'];
  const toldTask = (task: ListTask) => {
    const { id, list, kind, state, actor, startedAt, finishedAt, result } = task;
    const { outcome, inForce } = (result ?? {}) as { outcome?: string; inForce?: string };
    const inIndex = service.isReady ? service.ready().index.info.lists[list] : undefined;
    return {
      ...{ task: id, list, kind, state, askedBy: actor, startedAt: startedAt.toISOString() },
      ...(finishedAt === undefined ? {} : { finishedAt: finishedAt.toISOString() }),
      ...(result === undefined ? {} : { result }),
      ...(outcome === 'in-force' ? { answers: inIndex === inForce } : {}),
    };
  };
  const place = ({ list, id }: ListTask) => `/v1/lists/${list}/tasks/${id}`;

  app.post<Id>(
    '/v1/lists/:id/update',
    {
      schema: {
        summary: 'Fetch a list now',
        description:
          'Begins a task that fetches the list from its source and puts it in force if it passes the guards. `location` names the task. What the guards refuse waits for a second person where it can be released. One task at a time for each list.',
        tags,
        params: LIST_PARAMS,
        response: { 202: TASK },
      },
    },
    async ({ params, actor }, reply) => {
      const { task } = (await listWork.update({ list: params.id, ...askerOf(actor) }))!;
      return reply.code(202).header('location', place(task)).send(toldTask(task));
    },
  );

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    scope.post<Id & { Querystring: ImportQuery; Headers: FileNameHeader }>(
      '/v1/lists/:id/import',
      {
        config: { streams: true },
        schema: {
          summary: 'Put a file of a list in force',
          description:
            'For machines without a network: takes the file of a publication as it is (`application/octet-stream`), or several in a zip archive, and begins a task that puts it in force through the same guards as an update. `obtained` says when the files left the source; without it the date of publication counts, or where the list states none, now.',
          tags,
          params: LIST_PARAMS,
          querystring: object({
            format: { type: 'string', maxLength: 60, description: 'Default: told from the content.' },
            obtained: { type: 'string', format: 'date' },
          }),
          headers: FILE_NAME_HEADER,
          body: { content: { 'application/octet-stream': { schema: {} } } },
          response: { 202: TASK },
        },
      },
      async (request, reply) => {
        const { params, query, headers, actor, body } = request;
        if (!(body instanceof Readable)) throw new RiegelError('server/empty-body', 'There is no body');
        // Nobody sends hundreds of megabytes to hear that there is no such list.
        await findSource(dataDir, params.id);
        const folder = await receiveFile(listWork.incoming, fileName(headers[FILE_NAME]), body, {
          idleMs: app.limits.requestTime,
        });
        const task = await listWork.import({
          ...{ list: params.id, folder },
          ...askerOf(actor),
          ...(query.format === undefined ? {} : { format: query.format }),
          ...(query.obtained === undefined ? {} : { obtainedAt: `${query.obtained}T00:00:00.000Z` }),
        });
        return reply.code(202).header('location', place(task)).send(toldTask(task));
      },
    );
  });

  app.get<Id>(
    '/v1/lists/:id/tasks',
    {
      schema: {
        summary: 'The last updates and imports of a list',
        description: 'The last twenty, newest first.',
        tags,
        params: LIST_PARAMS,
        response: { 200: object({ tasks: { type: 'array', items: TASK } }) },
      },
    },
    async ({ params: { id } }) => ({ tasks: (await listWork.tasks(id)).map(toldTask) }),
  );

  app.get<{ Params: { id: string; task: string } }>(
    '/v1/lists/:id/tasks/:task',
    {
      schema: {
        summary: 'How an update or import goes',
        tags,
        params: object({ id: LIST_ID, task: line(60) }, ['id', 'task']),
        response: { 200: TASK },
      },
    },
    async ({ params: { id, task } }) => toldTask(await listWork.task(id, task)),
  );

  app.get<Id>(
    '/v1/lists/:id/waiting',
    {
      schema: {
        summary: 'Refused versions that wait for a decision',
        description:
          'Each with the reasons of the guards and how it differs from `inForce`, the version that stayed. Entity by entity: `GET /v1/lists/{id}/diff?from={inForce}&to={version}`.',
        tags,
        params: LIST_PARAMS,
      },
    },
    async ({ params: { id } }) => ({ waiting: (await listWork.waiting(id)).map(toldRefusal) }),
  );

  app.post<Id & { Body: ReleaseBody }>(
    '/v1/lists/:id/release',
    {
      schema: {
        summary: 'Put a refused version in force',
        description:
          'By somebody else than who asked for the update. `inForce` is the version that it was held against, as `waiting` told it: when another has come in force since, nothing is done (409).',
        tags,
        params: LIST_PARAMS,
        body: object(
          {
            version: LIST_VERSION,
            inForce: { anyOf: [LIST_VERSION, { type: 'null' }] },
            reason: REASON,
          },
          ['version', 'inForce', 'reason'],
        ),
      },
    },
    async ({ params: { id }, body, actor }) => {
      await listWork.release({ list: id, ...body, ...askerOf(actor) });
      return { list: id, version: body.version, state: 'released' };
    },
  );

  app.post<Id & { Body: RejectBody }>(
    '/v1/lists/:id/reject',
    {
      schema: {
        summary: 'Leave a refused version out of force',
        description:
          'It stays kept. It waits again only when a person asks for an update and the same content comes.',
        tags,
        params: LIST_PARAMS,
        body: object({ version: LIST_VERSION, reason: REASON }, ['version', 'reason']),
      },
    },
    async ({ params: { id }, body, actor }) => {
      await listWork.reject({ list: id, ...body, ...askerOf(actor) });
      return { list: id, version: body.version, state: 'rejected' };
    },
  );
}

function askerOf(actor: Actor | null): Required<Asker> {
  return { actor: journalName(actor), person: actor?.person ?? 'nobody' };
}

function toldRefusal({ version, state, person, kept, findings, changes, refusedAt, task }: ListRefusal) {
  return {
    ...{ version, state, task, refusedAt: refusedAt.toISOString() },
    inForce: kept ?? null,
    ...(person === undefined ? {} : { askedBy: person }),
    findings,
    ...(changes === undefined ? {} : { changes }),
  };
}

/** A name that can only be a file's in the folder that is made for it. Throws `server/bad-file-name`. */
function fileName(header: string): string {
  const name = decodedFileName(header);
  if (name !== undefined && /^[^./\\\p{C}][^/\\\p{C}]{0,199}$/u.test(name)) return name;
  throw new RiegelError('server/bad-file-name', 'The file’s name cannot be used', {
    expected: 'percent-encoded UTF-8, 200 characters at most, no folders, not beginning with a dot',
  });
}
